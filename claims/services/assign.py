"""Who has which claim in hand: give it, take the next, release it. Whoever takes one locks the claim first."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, F, OuterRef

from claims.errors import AssignmentRefused
from claims.models import Assignment, Claim, DecisionRequest, Merge
from claims.models.assignment import AssignmentQuerySet, AssignmentState
from claims.models.claim import ClaimQuerySet, authored_by
from claims.services.tell_people import tell_assigned
from claims.status import DECIDE
from factcheck.access.models import User

ASSIGN = "claims.assign"
HELD_AT_ONCE = 5
"""Claims that one person may have taken from the queue without having decided on them."""
A_SHIFT = timedelta(hours=12)
"""How long a claim that somebody has put back is not handed to them again."""
A_MOMENT = timedelta(minutes=1)
PUT_BACK = "put back"


@transaction.atomic
def take_next(person: User, now: datetime) -> Assignment | None:
    """The most important claim that waits and nobody holds, now theirs; None where there is none.

    First changes that wait for a second person, the oldest first; then by `Claim.importance`. What others are about to
    take is skipped. Nobody gets what they wrote themselves. Raises AssignmentRefused.
    """
    _check_decides(person, person)
    if Assignment.objects.of(person).own_taking().count() >= HELD_AT_ONCE:
        raise AssignmentRefused(
            "hands_full", f"You have taken {HELD_AT_ONCE} claims already. Decide on one of them or put it back first."
        )
    while claim := _next(person, now):
        if not Assignment.objects.open().filter(claim=claim).exists():  # read again, under the lock
            return _hand(claim, person, person, now)
    return None


@transaction.atomic
def assign(
    claim_id: UUID, assignee: User, by: User, now: datetime, *, message: str = "", due: datetime | None = None
) -> Assignment:
    """Give the claim to somebody, away from whoever had it. Raises AssignmentRefused and Claim.DoesNotExist."""
    if not by.has_perm(ASSIGN):
        raise AssignmentRefused("may_not_assign", "Only a reviewer may give claims out. Ask an administrator.")
    claim = Claim.objects.select_for_update(no_key=True).get(pk=claim_id)
    if Merge.objects.filter(claim=claim).exists():
        raise AssignmentRefused("merged", "This claim is held to be the same as another one. Give that one out.")
    _check_decides(assignee, by)
    if Claim.objects.by(assignee).filter(pk__in=Merge.objects.one_with([claim_id])).exists():
        raise AssignmentRefused(
            "own_claim", f"{assignee} wrote, accepted or last edited this claim, so someone else must judge it."
        )
    if due and due <= now:
        raise AssignmentRefused("due_past", "That time is past. Choose a later one.")
    end_assignments(claim, AssignmentState.RELEASED, f"passed on by {by.get_username()[:80]}", now)
    row = _hand(claim, assignee, by, now, message=message.strip(), due=due)
    if assignee != by:
        tell_assigned(row)
    return row


@transaction.atomic
def release(assignment_id: UUID, by: User, now: datetime) -> None:
    """Put it back into the queue. Raises AssignmentRefused."""
    row = Assignment.objects.select_related("assignee").get(pk=assignment_id)
    if by != row.assignee and not by.has_perm(ASSIGN):
        raise AssignmentRefused("not_theirs", f"{row.assignee} has this claim. Ask them to put it back.")
    ending = PUT_BACK if by == row.assignee else f"taken back by {by.get_username()[:80]}"
    if not _end(Assignment.objects.filter(pk=row.pk), AssignmentState.RELEASED, ending, now):
        raise AssignmentRefused("ended", "This claim is not in anybody's hands any more.")


def end_assignments(claim: Claim, state: AssignmentState, ending: str, now: datetime) -> None:
    """The claim, which the caller has locked, leaves whoever has it in hand."""
    _end(Assignment.objects.filter(claim=claim), state, ending, now)


def take_up(claim: Claim, person: User, now: datetime) -> None:
    """They have opened what was given to them."""
    given = Assignment.objects.of(person).filter(claim=claim, state=AssignmentState.ASSIGNED)
    given.update(state=AssignmentState.TAKEN, taken_at=now, last_seen=now)


def is_here(person: User, now: datetime) -> None:
    """A sign of life keeps what they hold in their hands; written once a minute at most."""
    held = Assignment.objects.of(person).filter(state=AssignmentState.TAKEN)
    held.filter(last_seen__lt=now - A_MOMENT).update(last_seen=now)


@transaction.atomic
def leave(person: User, now: datetime) -> None:
    """They have logged out: what they took goes back into the queue, what was given to them stays theirs to begin."""
    _let_go(Assignment.objects.filter(assignee=person, state=AssignmentState.TAKEN), "logged out", now)


@transaction.atomic
def release_idle(now: datetime, idle: timedelta) -> int:
    """The same for everyone of whom there was no sign for so long. How many."""
    return _let_go(Assignment.objects.filter(state=AssignmentState.TAKEN, last_seen__lt=now - idle), "away", now)


def _let_go(held: AssignmentQuerySet, ending: str, now: datetime) -> int:
    ended = _end(held.own_taking(), AssignmentState.RELEASED, ending, now)
    given = held.exclude(assigned_by=F("assignee"))
    return ended + given.update(state=AssignmentState.ASSIGNED, taken_at=None, last_seen=None)


def _end(rows: AssignmentQuerySet, state: AssignmentState, ending: str, now: datetime) -> int:
    return rows.open().update(state=state, ended_at=now, ending=ending)


def _check_decides(assignee: User, by: User) -> None:
    if not assignee.has_perm(DECIDE):
        who = "You are" if assignee == by else f"{assignee} is"
        raise AssignmentRefused("not_a_reviewer", f"{who} no reviewer, so claims can't wait there for a decision.")


def _next(person: User, now: datetime) -> Claim | None:
    free = _free(person, now)
    asked = Exists(DecisionRequest.objects.open().filter(claim=OuterRef("pk")))
    for rows in (free.filter(asked).order_by("decided_at"), free.waiting().exclude(asked).order_by("-importance")):
        if claim := rows.only("pk").select_for_update(no_key=True, skip_locked=True, of=("self",)).first():
            return claim
    return None


def _free(person: User, now: datetime) -> ClaimQuerySet:
    """Claims that nobody holds and this person may decide on."""
    held = Assignment.objects.open().filter(claim=OuterRef("pk"))
    put_back = Assignment.objects.filter(
        claim=OuterRef("pk"), assignee=person, ending=PUT_BACK, ended_at__gt=now - A_SHIFT
    )
    asked_for = DecisionRequest.objects.open().filter(claim=OuterRef("pk"), requested_by=person)
    merged = Merge.objects.filter(kept=OuterRef("pk"), claim__in=Claim.objects.by(person).filter(merge__isnull=False))
    free = Claim.objects.kept().exclude(authored_by(person))
    return free.exclude(Exists(held) | Exists(put_back) | Exists(asked_for) | Exists(merged))


def _hand(
    claim: Claim, to: User, by: User, now: datetime, *, message: str = "", due: datetime | None = None
) -> Assignment:
    """In hand at once what somebody takes themselves; given, what another gives them."""
    row = Assignment(claim_id=claim.pk, assignee=to, assigned_by=by, assigned_at=now, message=message, due=due)
    if to == by:
        row.state, row.taken_at, row.last_seen = AssignmentState.TAKEN, now, now
    row.save(force_insert=True)
    return row
