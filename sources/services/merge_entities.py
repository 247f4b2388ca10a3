"""Judge whether two entities are the same thing, and undo it. What is merged follows from the standing judgements."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from factcheck.access.models import User
from factcheck.log.append import append
from sources.errors import JudgementRefused
from sources.models import Entity, EntityJudgement
from sources.models.entity import Verdict

PERMISSION = "sources.judge_entity"
LOCK = 0x66636A75  # "fcju"


@dataclass(frozen=True, slots=True)
class Machine:
    """An engine that judges, with its version; what people judged or undid it leaves alone."""

    name: str


def judge_entities(one: UUID, other: UUID, verdict: str, reason: str, by: User | Machine) -> EntityJudgement:
    """Record the judgement; "same" merges the two, and all that was merged with either.

    A person's new judgement on a pair undoes the one that stood; the same verdict again changes nothing. Raises
    JudgementRefused, in a sentence, and changes nothing then. Raises Entity.DoesNotExist for an unknown entity.
    """
    left, right = sorted((one, other))
    person = by if isinstance(by, User) else None
    _check_words(left, right, reason, person)
    with transaction.atomic():
        before = _lock((left, right))
        standing = _standing().filter(left=left, right=right).first()
        if standing and standing.verdict == verdict and (standing.by_id or person is None):
            return standing
        if person is None:
            _check_people(left, right, standing)
        elif standing:
            _undo(standing, person)
        _check_others(left, right, verdict)
        made = EntityJudgement.objects.create(
            left_id=left,
            right_id=right,
            verdict=verdict,
            reason=reason.strip(),
            by=person,
            machine=by.name if isinstance(by, Machine) else "",
        )
        _settle(before)
        if person and standing and standing.verdict != verdict:
            _log("unmerge", standing, person)
        if person:
            _log("merge", made, person)
    return made


def undo_judgement(judgement: UUID, by: User) -> EntityJudgement:
    """Take a judgement back; what it merged is apart again, as if it had never been made.

    Raises JudgementRefused where someone was quicker. Raises EntityJudgement.DoesNotExist for an unknown one.
    """
    _check_right(by)
    with transaction.atomic():
        row = EntityJudgement.objects.get(pk=judgement)
        before = _lock((row.left_id, row.right_id))
        row.refresh_from_db()
        if row.undone_at:
            raise JudgementRefused("undone", "This judgement has been undone already.")
        _undo(row, by)
        _settle(before)
        _log("unmerge", row, by)
    return row


def _check_words(left: UUID, right: UUID, reason: str, person: User | None) -> None:
    if person is not None:
        _check_right(person)
    if left == right:
        raise JudgementRefused("one", "An entity is itself. Choose another one to compare it with.")
    if not reason.strip():
        raise JudgementRefused("reason_missing", "Say why, in a sentence a colleague can check.")


def _check_right(person: User) -> None:
    if not person.has_perm(PERMISSION):
        raise JudgementRefused("not_allowed", "Only editors and reviewers judge entities. Ask an administrator.")


def _check_people(left: UUID, right: UUID, standing: EntityJudgement | None) -> None:
    judged = EntityJudgement.objects.filter(left=left, right=right)
    if judged.filter(Q(by__isnull=False) | Q(undone_by__isnull=False)).exists():
        raise JudgementRefused("judged_by_person", "A person has judged these two entities; a machine leaves them be.")
    if standing:
        raise JudgementRefused(
            "judged", "A machine has judged these two entities otherwise; a person has to settle it."
        )


def _check_others(left: UUID, right: UUID, verdict: str) -> None:
    """No two entities are both the same and different, by whatever chain of judgements."""
    lefts, rights = _same_thing(left), _same_thing(right)
    if verdict == Verdict.DIFFERENT and right in lefts:
        raise JudgementRefused(
            "held_same",
            "Other judgements make these two the same thing. Undo one of those first, then tell them apart.",
        )
    apart = _standing().filter(
        Q(left__in=lefts, right__in=rights) | Q(left__in=rights, right__in=lefts), verdict=Verdict.DIFFERENT
    )
    if verdict == Verdict.SAME and (told := apart.select_related("left", "right").first()):
        raise JudgementRefused(
            "held_different",
            f"“{told.left}” and “{told.right}” were judged different: {told.reason} Undo that first, if it is wrong.",
        )


def _lock(entities: Collection[UUID]) -> set[UUID]:
    """Judging is done by one at a time, so no cycle can arise; all that is merged with `entities`, its rows locked."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
    found = set(Entity.objects.filter(pk__in=entities).values_list("pk", flat=True))
    if len(found) < len(entities):
        raise Entity.DoesNotExist("There is no such entity.")
    touched = set().union(*map(_same_thing, entities))
    list(Entity.objects.select_for_update(no_key=True).filter(pk__in=touched).order_by("pk").values("pk"))
    return touched


def _same_thing(entity: UUID) -> set[UUID]:
    """All that standing judgements make one with `entity`, itself among them."""
    seen, edge = {entity}, {entity}
    while edge:
        judged = _standing().filter(Q(left__in=edge) | Q(right__in=edge), verdict=Verdict.SAME)
        edge = {pk for pair in judged.values_list("left", "right") for pk in pair} - seen
        seen |= edge
    return seen


def _settle(entities: Iterable[UUID]) -> None:
    """Point each of `entities` at the kept one of its kind: it depends on the standing judgements and nothing else."""
    left = set(entities)
    while left:
        thing = _same_thing(next(iter(left)))
        left -= thing
        kept = min(Entity.objects.filter(pk__in=thing), key=_rank)
        Entity.objects.filter(pk=kept.pk, same_as__isnull=False).update(same_as=None)
        Entity.objects.filter(pk__in=thing - {kept.pk}).exclude(same_as=kept).update(same_as=kept)


def _rank(entity: Entity) -> tuple[bool, int, UUID]:
    """Kept is what has an outside id, else the fullest name, else what came first."""
    return (not entity.external_id, -len(entity.name.split()), entity.pk)


def _undo(judgement: EntityJudgement, by: User) -> None:
    judgement.undone_at, judgement.undone_by = timezone.now(), by
    judgement.save(update_fields=["undone_at", "undone_by"])


def _log(kind: str, row: EntityJudgement, by: User) -> None:
    """What people merge and take apart. A machine merges while it reads, and all others would wait for the log then."""
    if row.verdict != Verdict.SAME:
        return
    pair = [str(row.left_id), str(row.right_id)]
    body = {"judgement": str(row.pk), "entities": pair, "reason": row.reason, "by": by.get_username()}
    append(kind, "entity", row.left_id, body)


def _standing() -> QuerySet[EntityJudgement]:
    return EntityJudgement.objects.filter(undone_at__isnull=True).order_by()
