"""Tell somebody something, in the transaction of what they are told of."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.conf import settings
from django.utils import timezone

from factcheck.access.models import Desk, User
from factcheck.notices.kinds import UNASKED, How, Kind
from factcheck.notices.models import DigestHour, Notice, Preference
from factcheck.notices.schedule import next_digest


def notify(kind: Kind | str, whom: User | Desk | Iterable[User], text: str, link: str, dedupe_key: str) -> None:
    """One notice for each active person; what a person was told under the same key before is not told again.

    `link` is a path of this site, or empty. E-mails are sent by a task afterwards. Raises ValueError.
    """
    kind = Kind(kind)
    if link and (not link.startswith("/") or link.startswith("//")):
        raise ValueError(f"A notice links to a path of this site that begins with one slash, not to {link!r}.")
    if not dedupe_key:
        raise ValueError("A notice needs a key that names what it tells, so that nobody is told twice.")
    people = {person.pk: person for person in _people(whom) if person.is_active}
    due = _due(kind, people, timezone.now())
    rows = [
        Notice(user=person, kind=kind, text=text, link=link, dedupe_key=dedupe_key, mail_due_at=due[pk])
        for pk, person in sorted(people.items())
    ]
    Notice.objects.bulk_create(rows, ignore_conflicts=True)


def _people(whom: User | Desk | Iterable[User]) -> Iterable[User]:
    if isinstance(whom, User):
        return [whom]
    return whom.members.all() if isinstance(whom, Desk) else whom


def _due(kind: Kind, people: Mapping[int, User], now: datetime) -> dict[int, datetime | None]:
    """When each is mailed; None for who wants no mail or has no address, and where no mail is sent at all."""
    chosen = dict(Preference.objects.filter(user__in=people, kind=kind).values_list("user_id", "how"))
    hours = dict(DigestHour.objects.filter(user__in=people).values_list("user_id", "hour"))

    def when(person: User) -> datetime | None:
        how = chosen.get(person.pk, UNASKED[kind])
        if how == How.NONE or not person.email or not settings.EMAIL_URL:
            return None
        if how == How.AT_ONCE:
            return now
        return next_digest(now, hours.get(person.pk, DigestHour.USUAL_HOUR), person.zone)

    return {pk: when(person) for pk, person in people.items()}
