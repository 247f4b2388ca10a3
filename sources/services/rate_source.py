"""Say how reliable a source is, and who owns it; each with a line in the log."""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from factcheck.access.models import User
from factcheck.log.append import append
from sources.errors import RatingRefused
from sources.models import Grade, Source, SourceRating
from sources.search.grades import owned_by
from sources.signals import source_rated

PERMISSION = "sources.rate_source"


@transaction.atomic
def rate_source(source_id: UUID, grade: str, since: date, why: str, reviewer: User) -> SourceRating:
    """A new rating, which takes the place of the last; an empty grade takes back what the source had of its own.

    Raises RatingRefused, naming the field, and Source.DoesNotExist.
    """
    _allow(reviewer)
    source = Source.objects.select_for_update(no_key=True).get(pk=source_id)
    last = source.ratings.first()
    _check(grade, since, why, last)
    rating = SourceRating.objects.create(source=source, grade=grade, since=since, why=why.strip(), rated_by=reviewer)
    append("rating", "source", source.pk, _body(rating, last))
    source_rated.send(Source, source_id=source.pk)
    return rating


@transaction.atomic
def set_owner(source_id: UUID, owner_id: UUID | None, why: str, reviewer: User) -> Source:
    """From now on the owner's rating holds for what has none of its own; None: nobody owns it. Raises RatingRefused."""
    _allow(reviewer)
    source = Source.objects.select_for_update(no_key=True).get(pk=source_id)
    if not why.strip():
        raise RatingRefused("why", "Say how you know who owns it, in a sentence a colleague can check.")
    if owner_id == source.owner_id:
        raise RatingRefused("owner", "That is so already: nothing was changed.")
    if owner_id in owned_by(source.pk):
        raise RatingRefused("owner", "That source is owned by this one, so it can't own it. Mend its owner first.")
    before, source.owner_id = source.owner_id, owner_id
    source.save(update_fields=["owner"])
    told = {"owner_before": _id(before), "owner": _id(owner_id), "why": why.strip(), "by": reviewer.get_username()}
    append("rating", "source", source.pk, told)
    source_rated.send(Source, source_id=source.pk)
    return source


def _allow(person: User) -> None:
    if not person.has_perm(PERMISSION):
        raise RatingRefused("", "Only a reviewer may rate sources. Ask an administrator for the role.")


def _check(grade: str, since: date, why: str, last: SourceRating | None) -> None:
    if grade not in ("", *Grade.values):
        raise RatingRefused("grade", "Give a letter from A to F, or none to take its own rating back.")
    if not grade and (last is None or not last.grade):
        raise RatingRefused("grade", "It has no rating of its own that could be taken back. Give a letter.")
    if since > timezone.now().date():
        raise RatingRefused("since", "This day has not come yet. A rating says what holds today.")
    if last and since < last.since:
        day = f"{last.since:%-d %B %Y}"
        raise RatingRefused("since", f"The last rating holds since {day}: the history only goes on from there.")
    if not why.strip():
        raise RatingRefused("why", "Say why, in a sentence a colleague can check.")


def _body(rating: SourceRating, last: SourceRating | None) -> dict[str, str | None]:
    return {
        "rating": str(rating.pk),
        "source": rating.source.name,
        "before": last.grade if last else "",
        "grade": rating.grade,
        "since": rating.since.isoformat(),
        "why": rating.why,
        "by": rating.rated_by.get_username(),
    }


def _id(pk: UUID | None) -> str | None:
    return str(pk) if pk else None
