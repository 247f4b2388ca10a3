"""Order does not matter: whatever comes first, and whatever work is done first, ends in the same picture."""

import pytest

from benchmarks.order.remembering import remembering
from benchmarks.order.stories import EDGES, sample
from benchmarks.order.world import Picture, World, taken_back
from claims.engines import LocalJudge, LocalReader
from claims.models import Claim
from factcheck.access.models import User
from sources.engines.embedding import MiniLM

RELATED = (
    "ministers-confer-without-russia",
    "neighbours-hold-video-talks",
    "diplomats-on-empty-chair",
    "official-says-russia-took-part",
)
ORDERS = 6


@pytest.mark.django_db
def test_every_order_ends_in_the_same_claims_evidence_and_findings(edith: User) -> None:
    """With the engines of the product; `benchmarks.order` does the same for the whole sample and in more orders."""
    engines = remembering(LocalReader(), MiniLM(), LocalJudge)
    pictures: list[Picture] = []
    for seed in range(ORDERS):
        with taken_back():
            pictures.append(World(engines, edith, seed).live([*sample(*RELATED), *EDGES]))
    first = pictures[0]
    assert len(first.findings) > 1
    for other in pictures[1:]:
        assert other.claims == first.claims
        assert other.sided == first.sided
        assert other.findings == first.findings


@pytest.mark.django_db
def test_reports_too_far_apart_to_meet_make_one_claim_once_another_comes_between(edith: User) -> None:
    engines = remembering(LocalReader(), MiniLM(), LocalJudge)
    early, between, late = EDGES[:3]
    world = World(engines, edith, 0)
    world.live([early, late])
    said = Claim.objects.filter(statement__startswith="Velmark opened the Istra dam")
    assert said.count() == 2
    world.live([between])
    assert said.get().appearances.count() == 3
