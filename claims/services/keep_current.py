"""Claims that fall due: the sweep has them compared anew and marks them stale, and a person's look clears the mark."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction

from claims.errors import LookRefused
from claims.models import Claim, Look, Recheck
from claims.pipeline.review_due import Rule, first_due, kind_of, next_due, rule_of
from claims.services.plan_work import catch_up_claims
from claims.status import Status
from factcheck.access.models import User
from sources.models.work import State
from sources.services.work import due_again

LOOK, SET_RULE = "claims.decide", "claims.change_claim"
LONGEST = 3_650


def rule_for(claim: Claim) -> Rule:
    until = claim.valid_during.upper if claim.valid_during else None
    return rule_of(claim.review_kind, settings.REVIEW_DAYS, claim.review_every, until)


def give_rule(claim: Claim, now: datetime) -> None:
    """Set what follows from the claim's words; not saved. An editor's interval stays."""
    claim.review_kind = kind_of(claim.statement, claim.modality)
    claim.review_due = first_due(rule_for(claim), now)


def next_look(claim: Claim, now: datetime) -> dict[str, Any]:
    """The fields of a claim that a person has just looked at; nobody has to look at a withdrawn one again."""
    if not claim.review_kind:
        claim.review_kind = kind_of(claim.statement, claim.modality)
    due = None if claim.status == Status.WITHDRAWN else next_due(rule_for(claim), now)
    return {"review_kind": claim.review_kind, "review_due": due, "stale": False}


@transaction.atomic
def take_due_claims(judge: str, now: datetime, limit: int) -> int:
    """Mark claims that are due as stale and have them compared anew. How many; what others are busy with comes later.

    Re-checks are locked before claims, as everywhere; and nothing here waits for a lock while it holds one.
    """
    due = Claim.objects.filter(stale=False, review_due__lte=now)
    ids = list(due.order_by("review_due").values_list("pk", flat=True)[:limit])
    catch_up_claims(ids, judge)
    done = Recheck.objects.filter(claim__in=ids, judge=judge, state=State.DONE).order_by("pk")
    idle = list(done.select_for_update(skip_locked=True).values_list("pk", flat=True))
    due_again(Recheck.objects.filter(pk__in=idle))
    free = due.filter(pk__in=ids).order_by("pk").select_for_update(no_key=True, skip_locked=True)
    return Claim.objects.filter(pk__in=list(free.values_list("pk", flat=True))).update(stale=True)


@transaction.atomic
def give_rules(now: datetime, limit: int) -> int:
    """Give claims a rule that were stored without one. How many."""
    bare = Claim.objects.filter(review_kind="").order_by("pk").select_for_update(no_key=True, skip_locked=True)
    claims = list(bare.defer("search")[:limit])
    for claim in claims:
        give_rule(claim, now)
    return Claim.objects.bulk_update(claims, ["review_kind", "review_due"])


@transaction.atomic
def it_stands(claim_id: UUID, note: str, reviewer: User, now: datetime) -> Look:
    """A reviewer looked at a decided claim and nothing has to change. Raises LookRefused."""
    if not reviewer.has_perm(LOOK):
        raise LookRefused("Only a reviewer may say that a verdict stands. Ask an administrator for the role.")
    claim = Claim.objects.select_for_update(no_key=True).get(pk=claim_id)
    if claim.published_at is None:
        raise LookRefused("Nobody has decided on this claim, so there is nothing that could stand. Decide on it.")
    if claim.needs_another_look:
        raise LookRefused("New evidence came after the decision. Read it, and decide again, if only that it stands.")
    look = Look.objects.create(claim=claim, status=claim.status, note=note.strip(), looked_by=reviewer, looked_at=now)
    Claim.objects.filter(pk=claim.pk).update(**next_look(claim, now))
    return look


@transaction.atomic
def set_rule(claim_id: UUID, every: int | None, due: datetime | None, editor: User, now: datetime) -> Claim:
    """Give a claim an interval of its own, in days (None: by its kind), and the day it is next due, if it is given.

    History tells what it was before. That is no look: a stale claim stays so. Raises LookRefused.
    """
    if not editor.has_perm(SET_RULE):
        raise LookRefused("Only an editor may set when a claim is due. Ask an administrator for the role.")
    if every is not None and not 1 <= every <= LONGEST:
        raise LookRefused(f"Give a number of days from 1 to {LONGEST:,}, or leave it empty.")
    claim = Claim.objects.select_for_update(no_key=True).get(pk=claim_id)
    claim.review_every, claim.review_set_by = every, editor
    fresh = next_look(claim, now)
    claim.review_kind, claim.review_due = fresh["review_kind"], due or fresh["review_due"]
    claim.save(update_fields=["review_every", "review_set_by", "review_kind", "review_due"])
    return claim
