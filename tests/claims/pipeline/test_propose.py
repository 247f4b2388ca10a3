"""The rule that turns evidence into a proposal, and what counts as one voice."""

from hypothesis import given
from hypothesis import strategies as st

from claims.pipeline.propose import Fact, propose
from claims.pipeline.voices import Utterance, stories, voices
from claims.status import Stance, Status

SUPPORTS, REFUTES, SILENT = Stance.SUPPORTS, Stance.REFUTES, Stance.NOT_ENOUGH_INFO


def fact(stance: Stance, report: str, text: str = "", speaker: str = "", probability: float = 0.9) -> Fact:
    utterance = Utterance(report, text or f"What {report} says.", speaker)
    return Fact(f"{report}-{stance}-{text}", stance, probability, utterance, report)


def proposed(*facts: Fact, status: Status = Status.UNREVIEWED) -> Status | None:
    proposal = propose(status, facts)
    return proposal.status if proposal else None


def test_two_independent_voices_propose_verified() -> None:
    assert proposed(fact(SUPPORTS, "Post"), fact(SUPPORTS, "Herald")) == Status.VERIFIED


def test_one_voice_alone_proposes_nothing() -> None:
    assert proposed(fact(SUPPORTS, "Post")) is None


def test_three_reprints_of_one_wire_are_one_voice() -> None:
    copies = [fact(SUPPORTS, outlet, "The bridge  was closed.") for outlet in ("Post", "Herald")]
    assert proposed(*copies, fact(SUPPORTS, "Tribune", "THE BRIDGE WAS CLOSED.")) is None


def test_one_speaker_in_two_outlets_is_one_voice() -> None:
    assert proposed(fact(SUPPORTS, "Post", speaker="Ana Lima"), fact(SUPPORTS, "Herald", speaker="Ana Lima")) is None


def test_copies_of_one_story_are_one_voice_even_where_a_sentence_was_reworded() -> None:
    wire = {"The bridge closed.", "Two men were hurt.", "Nobody said why."}
    copy = {"The bridge closed.", "Two men were hurt.", "No one said why."}
    other = {"A school opened.", "Two men were hurt.", "Pupils sang.", "It rained."}
    group = stories({"wire": wire, "copy": copy, "other": other})
    assert group["wire"] == group["copy"] != group["other"]
    utterances = [Utterance(name, f"What {name} says.", story=group[name]) for name in ("wire", "copy", "other")]
    assert voices(utterances) == [0, 0, 1]


def test_a_voice_against_a_supported_claim_proposes_conflicting() -> None:
    assert proposed(fact(SUPPORTS, "Post"), fact(REFUTES, "Herald")) == Status.CONFLICTING


def test_two_voices_against_the_claims_own_propose_refuted() -> None:
    assert proposed(fact(SUPPORTS, "Post"), fact(REFUTES, "Herald"), fact(REFUTES, "Tribune")) == Status.REFUTED


def test_one_voice_against_alone_proposes_nothing() -> None:
    assert proposed(fact(REFUTES, "Herald")) is None


def test_passages_that_say_not_enough_do_not_count() -> None:
    assert proposed(fact(SUPPORTS, "Post"), fact(SILENT, "Herald"), fact(SILENT, "Tribune")) is None


def test_what_the_claim_is_already_is_not_proposed() -> None:
    assert proposed(fact(SUPPORTS, "Post"), fact(SUPPORTS, "Herald"), status=Status.VERIFIED) is None


def test_a_proposal_says_who_speaks_and_sums_their_log_odds() -> None:
    proposal = propose(Status.UNREVIEWED, [fact(SUPPORTS, "Post"), fact(SUPPORTS, "Herald"), fact(REFUTES, "Globe")])
    assert proposal is not None
    assert proposal.reasons == ("2 independent voices support it: Post; Herald.", "One voice refutes it: Globe.")
    assert abs(proposal.score - sum(voice.log_odds for voice in proposal.voices)) < 1e-9
    assert [voice.log_odds > 0 for voice in proposal.voices] == [True, True, False]


def test_no_single_passage_is_certain() -> None:
    sure = propose(Status.UNREVIEWED, [fact(SUPPORTS, "Post", probability=1.0), fact(SUPPORTS, "Herald")])
    assert sure is not None
    assert max(voice.log_odds for voice in sure.voices) < 5


utterances = st.lists(
    st.builds(
        Utterance, st.sampled_from("abcd"), st.sampled_from(["x", "X ", "y", "z"]), st.sampled_from(["", "Ana", "ana"])
    ),
    max_size=8,
)


@given(utterances, st.randoms())
def test_voices_do_not_depend_on_the_order_of_evidence(said: list[Utterance], random: st.DataObject) -> None:
    order = list(range(len(said)))
    random.shuffle(order)  # type: ignore[attr-defined]
    straight, mixed = voices(said), voices([said[index] for index in order])
    for one in range(len(said)):
        for two in range(len(said)):
            together = straight[order[one]] == straight[order[two]]
            assert (mixed[one] == mixed[two]) is together
