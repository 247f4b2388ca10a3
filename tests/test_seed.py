"""The acceptance cases on the report the product was created from, which is not in the project.

Each case has a twin in our own words that always runs, named here; these checks run where the report is at hand.
"""

from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import permutations
from pathlib import Path

import pytest

from claims.engines import LocalJudge, Pair
from claims.pipeline.draft import ClaimDraft, ReadingDraft, Relation, Span
from claims.pipeline.extract import read
from sources.engines.embedding import get_embedder
from sources.engines.language import parse, sentences

SEED = Path(__file__).resolve().parents[2] / "shared" / "data" / "seed_report.txt"
pytestmark = pytest.mark.skipif(not SEED.is_file(), reason="../shared with the seed report is not here")
PUBLISHED = datetime(2021, 9, 12, 8, 30, tzinfo=UTC)
DAY = timedelta(days=1)


@cache
def text() -> str:
    return SEED.read_text("utf-8")


@cache
def reading(published: datetime | None = None) -> ReadingDraft:
    spans = sentences(text())
    return read(text(), spans, parse(text(), spans), published)


def said(span: Span) -> str:
    return text()[span.start : span.end]


def claim_at(start: int, end: int) -> ClaimDraft:
    """The claim whose own characters overlap the span most."""
    return max(reading().claims, key=lambda c: min(end, c.span.end) - max(start, c.span.start))


def hop_with(cue_start: int, cue_end: int) -> Relation:
    (hop,) = {
        hop
        for claim in reading().claims
        for hop in claim.chain
        if any(cue_start <= cue.start < cue_end for cue in hop.cue)
    }
    return hop


def test_c1_and_c2_the_counts_and_the_classes_contradict_each_other() -> None:
    """Twins: tests/claims/pipeline/test_contradictions.py."""
    places = {kind: {tuple(m.span) for m in c.mentions} for c in reading().contradictions or () for kind in [c.kind]}
    assert {(81, 104), (157, 191), (458, 509)} <= places["count"]
    assert {(1089, 1129), (2029, 2069)} <= places["membership"]


def test_c3_absence_from_one_meeting_and_presence_at_another_are_two_claims() -> None:
    """Twin: test_two_events_keep_their_own_names, test_with_real_embeddings_two_meetings_stay_two."""
    absent, present = claim_at(656, 702), claim_at(391, 509)
    assert absent is not present
    assert "foreign ministers" in absent.statement
    assert "refutes" not in stances([absent, present])
    contradicted = [m.span.start for c in reading().contradictions or () for m in c.mentions if m.where == "text"]
    assert not set(contradicted) & set(range(656, 702))


def test_c4_three_claims_and_none_refutes_another() -> None:
    """Twin: test_twin_of_c4_a_conditional_refusal_stays_conditional."""
    invited, cancelled, refused = claim_at(1573, 1692), claim_at(1704, 1798), claim_at(1830, 1958)
    assert len({id(c) for c in (invited, cancelled, refused)}) == 3
    assert cancelled.span.start <= 1766 < cancelled.span.end
    assert refused.condition is not None
    assert said(refused.condition).startswith("if it was held on the anniversary of the 9/11")
    assert " if it was held " in refused.statement
    assert "refutes" not in stances([invited, cancelled, refused])


def stances(claims: list[ClaimDraft]) -> set[str]:
    """What the default judge says of each claim beside each other one's sentence, in either order."""
    judge = LocalJudge(get_embedder())
    pairs = [Pair(one.statement, sentence_of(other)) for one, other in permutations(claims, 2)]
    return {result.stance for result in judge.judge(pairs)}


def sentence_of(claim: ClaimDraft) -> str:
    return next(text()[s:e] for s, e in sentences(text()) if s <= claim.span.start < e)


@pytest.mark.parametrize(
    ("cue", "unnamed"),
    [((262, 274), "sources"), ((853, 873), "reports"), ((1704, 1724), "media"), ((1830, 1860), "unstated")],
)
def test_h1_each_unnamed_source_is_a_hop_with_its_class(cue: tuple[int, int], unnamed: str) -> None:
    """Twin: test_twin_of_h1_unnamed_sources_are_hops_with_cue_and_class."""
    assert hop_with(*cue).speaker.unnamed_class == unnamed


def test_h2_expected_and_possible() -> None:
    """Twin: test_twin_of_h2_expected_and_possible."""
    assert claim_at(939, 962).modality == "expected"
    assert claim_at(2070, 2113).modality == "possible"


def test_n1_and_n2_the_chain_runs_outward_with_role_and_channel() -> None:
    """Twin: test_twin_of_n1_and_n2_the_chain_runs_outward_with_role_and_channel."""
    medvedev, tass = claim_at(2070, 2113).chain
    assert (medvedev.speaker.name, medvedev.channel) == ("Dmitry Medvedev", "op-ed")
    assert medvedev.speaker.role == "Former Russian prime minister"
    assert tass.speaker.name in ("TASS", "TASS news agency")
    assert tass.channel == "report"
    assert tass.cue[0].start in range(2153, 2188)


def test_n3_a_state_speaks() -> None:
    """Twin: test_twin_of_n3_a_states_concern_is_its_content."""
    (hop,) = claim_at(2240, 2343).chain
    assert (hop.speaker.name, hop.speaker.kind) == ("Russia", "government")


TIMES = [(209, 220), (616, 633), (1427, 1436), (734, 744)]


@pytest.mark.parametrize("place", TIMES)
def test_t1_without_a_publication_date_a_time_is_listed_for_the_editor(place: tuple[int, int]) -> None:
    """Twins: tests/claims/pipeline/test_times.py."""
    claim = next(c for c in reading().claims if any(w.span.start == place[0] for w in c.times))
    when = next(w for w in claim.times if w.span.start == place[0])
    assert (when.start, when.end, when.anchor) == (None, None, "")
    assert any(u.span == when.span for u in claim.unsettled)


def test_t1_with_one_the_times_are_placed() -> None:
    placed = {w.span.start: (w.start, w.end) for c in reading(PUBLISHED).claims for w in c.times}
    sunday = datetime(2021, 9, 12, tzinfo=UTC)
    assert placed[209] == (sunday - DAY, sunday)
    assert placed[616] == (sunday - 6 * DAY, sunday)
    assert placed[1427] == (sunday - 13 * DAY, sunday - 6 * DAY)
    assert placed[734][0] is None
    assert placed[734][1] is not None


def test_e1_the_general_is_one_person() -> None:
    """Twins: tests/claims/pipeline/test_entities.py."""
    (hameed,) = [e for e in reading().entities or () if "Hameed" in e.name]
    assert (hameed.name, hameed.kind) == ("Faiz Hameed", "person")
    assert len(hameed.mentions) == 2
