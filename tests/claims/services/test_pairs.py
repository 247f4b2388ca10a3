"""Passage to claims and claim to passages: the same pairs, whatever comes first."""

from itertools import product

import numpy as np
import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.engines.null import NullJudge
from claims.models import Evidence, Reading
from claims.services.gather_evidence import LEAST_LIKENESS, gather_evidence
from claims.services.plan_work import plan_claim_rechecks, plan_snapshot_rechecks
from sources.models.work import State
from tests.factories import EMBEDDER, make_claim, make_passages, make_report

JUDGE = NullJudge()
WORDS = "bridge Orsk closed ferry sank minister spoke bread doubled talks".split()
SENTENCES = st.lists(st.sampled_from(WORDS), min_size=1, max_size=4, unique=True).map(" ".join)
ARRIVALS = st.lists(st.tuples(st.booleans(), SENTENCES), min_size=2, max_size=8, unique=True)


def arrive(is_claim: bool, text: str) -> None:
    if is_claim:
        planned = plan_claim_rechecks([make_claim(text).pk], JUDGE.version)
    else:
        snapshot = make_report(text).snapshot
        make_passages(snapshot)
        Reading.objects.create(snapshot=snapshot, extractor="test", state=State.DONE, due_at=timezone.now())
        planned = plan_snapshot_rechecks(snapshot.pk, 1, JUDGE.version)
    for one in planned:
        assert gather_evidence(one.pk, JUDGE)


def likeness(one: str, other: str) -> float:
    return float(np.dot(*EMBEDDER.embed([one, other])))


@pytest.mark.django_db
@settings(max_examples=15, deadline=None)
@given(ARRIVALS)
def test_every_pair_near_enough_is_judged_once_in_any_order_of_arrival(arrivals: list[tuple[bool, str]]) -> None:
    """Below the caps, a pair is one if and only if its two sides are `LEAST_LIKENESS` alike, which has no direction."""
    with transaction.atomic():
        for is_claim, text in arrivals:
            arrive(is_claim, text)
        judged = list(Evidence.objects.values_list("claim__statement", "passage__text"))
        transaction.set_rollback(True)
    claims = [text for is_claim, text in arrivals if is_claim]
    passages = [text for is_claim, text in arrivals if not is_claim]
    near = [pair for pair in product(claims, passages) if likeness(*pair) >= LEAST_LIKENESS]
    assert sorted(judged) == sorted(near)
