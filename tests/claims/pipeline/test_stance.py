import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.pipeline.compare import compare
from claims.pipeline.match import wording
from claims.pipeline.stance import StanceName, StanceResult, judge


def stance(claim: str, passage: str, cosine: float = 0.8, context: str = "") -> StanceResult:
    return judge(compare(claim, passage, cosine, context), "test/1")


# One row a case: what is asked, claim, passage.
CASES: list[tuple[StanceName, str, str]] = [
    # Said again, in other words or with an opposite and a negation that cancel.
    ("supports", "The council cancelled the parade.", "The council has cancelled its parade."),
    ("supports", "Norland was absent from the trade ministers' meeting.",
     "Norland did not attend the trade ministers' meeting."),
    ("supports", "The flood killed 40 people in Sarn.",
     "Forty people died in the Sarn flood, the ministry said."),
    # Turned round, by a negation or by an opposite.
    ("refutes", "Norland attended the trade ministers' meeting.",
     "Norland did not attend the trade ministers' meeting."),
    ("refutes", "Norland was absent from the trade ministers' meeting.",
     "Norland attended the trade ministers' meeting."),
    ("refutes", "The bridge at Orlen is closed to traffic.",
     "The bridge at Orlen is open to traffic, the mayor said."),
    # Denied or debunked.
    ("refutes", "The museum sold its Vermeer.", "No, the museum did not sell its Vermeer."),
    ("refutes", "The museum sold its Vermeer.", "Story of the museum that sold its Vermeer is a hoax"),
    # Another figure for the same measure.
    ("refutes", "Delegations from 4 island states joined the talks.",
     "Delegations from five island states joined the talks."),
    # Two events are two events, in either order.
    ("not_enough_info", "Norland was absent from the trade ministers' meeting.",
     "Norland's police chief took part in the police chiefs' meeting in Port Vale."),
    ("not_enough_info", "Norland's police chief took part in the police chiefs' meeting in Port Vale.",
     "Norland was absent from the trade ministers' meeting earlier this week."),
    ("not_enough_info", "Norland was absent from the trade ministers' meeting.",
     "Norland took part in the meeting."),
    # Someone else, somewhere else.
    ("not_enough_info", "Norland was absent from the trade ministers' meeting.",
     "Sudria attended the trade ministers' meeting."),
    ("not_enough_info", "Protesters gathered outside the parliament in Valdia.",
     "Protesters gathered outside the parliament in Sarn."),
    # A count that grows is not contradicted by a later one.
    ("not_enough_info", "The flood killed 40 people in Sarn.",
     "The flood in Sarn killed 62 people, officials said."),
    ("not_enough_info", "The flood killed 40 people in Sarn.",
     "The death toll from the flood in Sarn has risen to 62."),
    # Plans, possibilities, conditions, hearsay and questions settle nothing.
    ("not_enough_info", "The council cancelled the opening ceremony.",
     "The council planned to hold the opening ceremony on Saturday."),
    ("not_enough_info", "The minister resigned on Monday.", "The minister may resign, sources said."),
    ("not_enough_info", "Norland attended the ceremony.",
     "Norland reportedly refused to attend the ceremony if it was held on the anniversary."),
    ("not_enough_info", "Norland would refuse to attend the ceremony if it was held on the anniversary.",
     "Norland attended the ceremony."),
    ("not_enough_info", "The museum sold its Vermeer.", "Did the museum sell its Vermeer?"),
    # Who did it to whom, when, how often, and who is on the list.
    ("refutes", "Norland beat Sudria in the final in Tarn.", "Sudria beat Norland in the final in Tarn."),
    ("supports", "Norland beat Sudria in the final in Tarn.", "Sudria lost to Norland in the final in Tarn."),
    ("refutes", "The Brill mill was founded in 1923.", "The Brill mill was founded in 1932."),
    ("refutes", "The tunnel at Orlen is 42 km long.", "The tunnel at Orlen is 42 miles long."),
    ("supports", "The tunnel at Orlen is 42 km long.", "The tunnel at Orlen is 26 miles long."),
    ("refutes", "Brill joined the salt league.", "Three towns joined the salt league: Sarn, Orlen and Tarn."),
    ("not_enough_info", "Brill joined the salt league.", "Towns such as Sarn, Orlen and Tarn joined the salt league."),
    ("refutes", "Only Norland voted for the fishing pact.", "Norland and Sudria voted for the fishing pact."),
    # Another time, edition, place or bearer of the name.
    ("not_enough_info", "Norland won the 2019 cup final.", "Norland did not win the 2023 cup final."),
    ("not_enough_info", "Ana Lima is mayor of Tarn.", "Ivo Marek was elected mayor of Tarn."),
    ("not_enough_info", "The fair in Tarn drew 20,000 visitors.", "Last year's fair in Tarn drew 14,000 visitors."),
    ("not_enough_info", "Judge Ana Lima ruled for the union.", "Judge Mara Lima did not rule for the union."),
    ("not_enough_info", "Norland lost the match in Sarn.", "Norland did not lose the match in Tarn."),
    ("not_enough_info", "Ivo Marek stole the chalice.", "Ivo Marek denied that he stole the chalice."),
    ("not_enough_info", "The council plans to close the lido in Tarn.", "The council opened the lido in Tarn."),
    # Nothing in common.
    ("not_enough_info", "The bank raised its rate to 5 percent.",
     "Farmers in the north praise a good harvest."),
]  # fmt: skip


@pytest.mark.parametrize(("expected", "claim", "passage"), CASES)
def test_stance(expected: StanceName, claim: str, passage: str) -> None:
    cosine = 0.1 if "harvest" in passage else 0.8
    result = stance(claim, passage, cosine)
    assert result.stance == expected, result


def test_a_clash_of_numbers_is_said_in_words() -> None:
    result = stance("Talks joined 4 states.", "Talks joined five states.")
    assert "Both give a number (states); the claim says 4, the passage says five." in result.reasons


def test_a_later_count_is_marked_as_such() -> None:
    assert stance("The flood killed 40 people.", "The flood killed 62 people.").later_value
    assert not stance("The flood killed 40 people.", "The flood killed 40 people.").later_value


def test_approximate_figures_do_not_clash() -> None:
    claim = "The march drew 11,700 people."
    for passage in ("The march drew about 12,000 people.", "The march drew more than 10,000 people."):
        assert stance(claim, passage).stance != "refutes"


@pytest.mark.parametrize("huge", ["9" * 400, "1" + " million" * 60, "at least " + "9" * 400])
def test_a_number_beyond_all_measure_is_a_word_like_any_other(huge: str) -> None:
    claim = f"The swarm counted {huge} locusts in Sarn."
    assert stance(claim, claim).stance == "supports"
    assert stance(claim, "The swarm counted 12 locusts in Sarn.").stance != "refutes"
    assert wording(claim) != wording("The swarm counted locusts in Sarn.")


def test_the_context_tells_which_meeting_is_meant() -> None:
    claim, passage = "Norland attended the trade ministers' meeting.", "Norland was absent from the meeting."
    assert stance(claim, passage).stance == "not_enough_info"
    assert stance(claim, passage, context="The trade ministers' meeting opened in Port Vale.").stance == "refutes"
    assert stance(claim, passage, context="The police chiefs' meeting opened.").stance == "not_enough_info"


def test_what_is_denied_of_a_denial_is_no_denial() -> None:
    assert (
        stance("The museum sold its Vermeer.", "The sale is no hoax: the museum sold its Vermeer.").stance != "refutes"
    )
    assert (
        stance("He entered the country.", "He was denied a visa and entered the country by boat.").stance != "refutes"
    )


@given(st.text(max_size=80), st.text(max_size=80), st.floats(-1, 1), st.text(max_size=40))
def test_any_text_gives_probabilities_and_a_reason(claim: str, passage: str, cosine: float, context: str) -> None:
    result = stance(claim, passage, cosine, context)
    assert abs(sum(result.scores.values()) - 1) < 1e-9
    assert min(result.scores.values()) >= 0
    assert result.reasons
    assert result.stance in result.scores
