"""What a passage says in other words: words that mean the same, phrases in two parts, figures that come to the same."""

import pytest

from claims.pipeline.compare import compare
from claims.pipeline.compare.called import called
from claims.pipeline.compare.equals import EQUALS, equal
from claims.pipeline.compare.joint import doers, partners
from claims.pipeline.compare.listings import listings
from claims.pipeline.compare.phrases import merged
from claims.pipeline.compare.quantities import quantities
from claims.pipeline.compare.words import stem, tokens
from claims.pipeline.stance import Learned, judge

DOUBTFUL = Learned(supports=0.5, refutes=1.5, name="doubtful/1")
"""A learned judge that takes what is said in other words for the contrary."""


@pytest.mark.parametrize(
    ("claim", "passage"),
    [
        ("The ferry firm Ostro acquired the quay in Sarn.", "Ostro bought the quay in Sarn, a clerk said."),
        ("A court found the baker Ida Rask guilty of theft.", "Ida Rask was convicted of theft, her lawyer said."),
        ("Rents in Sarn rose by three percentage points.", "Rents in Sarn rose from 4 to 7 percent, a clerk said."),
        ("Bus fares in Sarn fell by 20 crowns.", "Bus fares in Sarn fell from 90 crowns in May to 70 crowns."),
        ("Exports of Tarn rose by 25 percent.", "Exports of Tarn rose from 40 to 50 crates, a clerk said."),
        ("The temperature in Sarn reached 18.4 degrees.", "It was about 18 degrees in Sarn, a warden said."),
        ("The Orlen pass was shut to cyclists on Friday.", "Cyclists are barred from the Orlen pass since Friday."),
    ],
)  # fmt: skip
def test_what_is_said_in_other_words_supports_although_the_learned_judge_doubts(claim: str, passage: str) -> None:
    result = judge(compare(claim, passage, 0.85), "test/1", DOUBTFUL)
    assert result.stance == "supports", result.reasons


@pytest.mark.parametrize(
    ("claim", "passage"),
    [
        ("Ostro acquired the quay in Sarn.", "Ostro plans to buy the quay in Sarn."),
        ("Ostro acquired the quay in Sarn.", "Ostro did not buy the quay in Sarn."),
        ("Ostro acquired the quay in Sarn.", "Ostro reportedly bought the quay in Sarn."),
        ("Ostro acquired the quay in Sarn.", "Ostro bought the mill in Sarn."),
        ("Ostro acquired the quay in Sarn.", "Velmar bought the quay in Sarn."),
        ("Rents in Sarn rose by three percentage points.", "Rents in Sarn rose from 4 to 9 percent."),
        ("Bus fares in Sarn rose by 20 crowns.", "Bus fares in Sarn fell from 90 to 70 crowns."),
        ("The temperature in Sarn reached 18.4 degrees.", "It was about 12 degrees in Sarn."),
    ],
)
def test_what_differs_in_more_than_words_is_not_said_in_other_words(claim: str, passage: str) -> None:
    assert judge(compare(claim, passage, 0.85), "test/1", DOUBTFUL).stance != "supports"


def test_words_of_one_line_say_the_same_both_ways() -> None:
    for word, others in EQUALS.items():
        assert word in others
        assert all(word in EQUALS[other] for other in others)
    assert equal(stem("bought"), {stem("acquire")}) == stem("acquire")
    assert not equal(stem("bought"), {stem("bought"), stem("sold")})


def test_what_goes_without_saying_follows_one_way_only() -> None:
    assert equal(stem("jury"), {stem("convicted")}) == stem("convicted")
    assert not equal(stem("convicted"), {stem("jury")})


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("They found the tall broker guilty.", "convict"),
        ("Sarn called the regatta off.", "cancel"),
        ("They set the two hostages free.", "release"),
    ],
)
def test_a_phrase_in_two_parts_is_read_as_one_word(text: str, word: str) -> None:
    assert stem(word) in {token.stem for token in merged(tokens(text))}


@pytest.mark.parametrize("text", ["They found the tall broker not guilty.", "They found the keys; guilty he was not."])
def test_the_parts_of_no_phrase_stay_as_they_are(text: str) -> None:
    assert stem("convict") not in {token.stem for token in merged(tokens(text))}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Sarn hired the goalkeeper Ana Lima.", {"goalkeeper"}),
        ("The cough syrup Tussan was sold.", {"cough", "syrup"}),
        ("Sarn hired Ana Lima.", set()),
    ],
)
def test_a_name_is_called_what_stands_between_it_and_an_article(text: str, words: set[str]) -> None:
    assert frozenset[str]().union(*called(tokens(text)).values()) == {stem(word) for word in words}


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Sarn and Tarn signed the pact.", 2),
        ("The towns Sarn, Orlen and Tarn signed the pact.", 3),
        ("The police arrested Ana Lima and Jorge Mar.", 0),
        ("In Sarn and Tarn it rained.", 0),
        ("Sarn signed the pact.", 0),
    ],
)
def test_several_did_it_where_their_names_are_the_subject(text: str, count: int) -> None:
    found = tokens(text)
    assert len(doers(found, listings(found))) == count


def test_partners_are_excused_only_where_one_of_them_is_named() -> None:
    both = (frozenset({"sarn"}), frozenset({"tarn"}))
    assert partners(both, frozenset({"sarn"})) == {"tarn"}
    assert partners(both, frozenset({"orlen"})) == frozenset()
    assert partners(both, frozenset({"sarn", "tarn"})) == frozenset()


def test_one_who_did_not_do_it_denies_what_several_did() -> None:
    claim = "Sarn and Tarn signed the water pact in Orlen."
    assert (
        judge(compare(claim, "Sarn did not sign the water pact in Orlen.", 0.85), "t/1", DOUBTFUL).stance == "refutes"
    )
    assert (
        judge(compare(claim, "Velia did not sign the water pact in Orlen.", 0.85), "t/1", DOUBTFUL).stance != "refutes"
    )
    assert judge(compare(claim, "Sarn signed the water pact in Orlen.", 0.85), "t/1", DOUBTFUL).stance != "refutes"


def test_what_is_computed_contradicts_nothing() -> None:
    seen = compare("Rents in Sarn rose by 9 percent.", "Rents in Sarn rose from 400 to 500 euros.", 0.8)
    assert not seen.clashing
    assert [one.kind for one in quantities(tokens("It rose from 400 to 500 euros.")) if one.computed] == [
        "difference in money euro",
        "change",
    ]


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("“Did Ana Lima sell the mill?” asked a deputy.", True),
        ("Did Ana Lima sell the mill?", True),
        ("The play “Who sold the mill?” opened in Sarn.", False),
        ("Ana Lima sold the mill.", False),
    ],
)
def test_a_question_in_a_quotation_is_a_question(text: str, asks: bool) -> None:
    assert compare("Ana Lima did not sell the mill.", text, 0.8).passage.asks is asks


def test_who_takes_back_every_word_is_sure() -> None:
    claim, passage = "Frost cracked the bell of Sarn.", "No frost cracked the bell of Sarn, said the bell founder."
    result = judge(compare(claim, passage, 0.85), "t/1", DOUBTFUL)
    assert (result.stance, result.scores["refutes"] > 0.8) == ("refutes", True)


def test_a_sentence_that_shares_only_names_supports_only_where_it_is_sure() -> None:
    seen = compare("Ana Lima will close the mill.", "Ana Lima comes from a fishing village.", 0.5)
    assert judge(seen, "t/1", Learned(1.0, 0.5, "l/1")).stance == "not_enough_info"
    plain = compare("Ana Lima will close the mill.", "Ana Lima will shut the mill.", 0.9)
    assert judge(plain, "t/1", Learned(1.0, 0.5, "l/1")).stance == "supports"


def test_the_figure_of_an_earlier_time_supersedes_nothing() -> None:
    earlier = compare(
        "Catches of Tarn fell by 8 percent this year.", "Catches of Tarn fell by 3 percent last year.", 0.8
    )
    assert (bool(earlier.later), earlier.later_value) == (True, False)
    later = compare("At noon 300 huts in Tarn were cut off.", "By evening 500 huts in Tarn were cut off.", 0.8)
    assert (later.later_value, judge(later, "t/1", DOUBTFUL).stance) == (True, "not_enough_info")
