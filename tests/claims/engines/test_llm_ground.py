import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.engines.llm.errors import Refused
from claims.engines.llm.ground import Vocabulary, is_plain, places, plain
from claims.pipeline.draft import Span

TEXT = (
    "Norland's airport closed on 3 May, minister Ana Ruiz said. The port did not close. "
    "About two dozen ships, 1,200 tonnes of grain and a plane of the G20 stayed."
)
ANY = st.text(st.characters(), max_size=40)


@given(ANY, st.text("ab. ", max_size=3), st.integers(0, 40), st.integers(0, 40))
def test_a_place_is_the_words_to_the_character(text: str, words: str, start: int, end: int) -> None:
    for span in places(text + words + text, words, Span(start, end)):
        assert (text + words + text)[slice(*span)] == words
        assert start <= span.start < span.end <= end


def test_words_are_found_whole_and_each_time() -> None:
    text = "The airport and the port; the port."
    assert [span.start for span in places(text, "port", Span(0, len(text)))] == [20, 30]
    assert list(places(text, "port", Span(0, 22))) == []
    assert list(places(text, " port", Span(0, len(text)))) == []
    assert list(places(text, "", Span(0, len(text)))) == []
    assert list(places("aba aba", "aba", Span(0, 7))) == [Span(0, 3), Span(4, 7)]
    assert list(places("2.5 or 12.5 or 2.50", "2.5", Span(0, 19))) == [Span(0, 3)]


def test_a_text_made_to_be_slow_to_search_is_not() -> None:
    text = "a" * 300_000
    assert not any(list(places(text, "a" * length, Span(0, len(text)))) for length in range(200, 300))


@pytest.mark.parametrize(
    ("statement", "quote"),
    [
        ("Norland's airport closed on 3 May.", "airport closed on 3 May"),
        ("The airport of Norland closed on 3 May.", "airport closed on 3 May"),
        ("Airport closed.", "airport closed"),
        ("In Norland, the port did not close.", "The port did not close"),
        ("The port didn't close.", "The port did not close"),
        ("Two dozen ships stayed.", "two dozen ships"),
        ("Ana Ruiz is a minister of Norland.", "minister Ana Ruiz"),
    ],
)
def test_a_statement_in_the_words_of_the_report_may_pass(statement: str, quote: str) -> None:
    Vocabulary(TEXT).check(statement, quote, TEXT)


@pytest.mark.parametrize(
    ("statement", "quote", "why"),
    [
        ("Norland's airport closed on 4 May.", "airport closed on 3 May", "a number"),
        ("Norland's airport closed on 3 May 2020.", "airport closed on 3 May", "a number"),
        ("1200 tonnes of grain stayed.", "1,200 tonnes of grain", "a number"),
        ("200 tonnes of grain stayed.", "1,200 tonnes of grain", "a number"),
        ("Seven dozen ships stayed.", "two dozen ships", "a name or a number"),
        ("two million ships stayed.", "two dozen ships", "a name or a number"),
        ("Two dozen ships and ½ a plane stayed.", "two dozen ships", "a name or a number"),
        ("Two dozen ships and Ⅻ stayed.", "two dozen ships", "a name or a number"),
        ("Sudland's airport closed on 3 May.", "airport closed on 3 May", "a name"),
        ("The airport of sudLand closed.", "airport closed", "a name"),
        ("The airport of Nοrland closed.", "airport closed", "a name"),  # a Greek omicron
        ("机场 airport closed.", "airport closed", "a name"),
        ("airport closed as bombs fell upon villages.", "airport closed", "in the report's words"),
        ("Minister Ana Ruiz said about Norland.", "airport closed", "not about its quote"),
        ("The port did close.", "The port did not close", "disagree"),
        ("The airport did not close.", "airport closed", "disagree"),
        ("The airport closed <b>.", "airport closed", "plain text"),
        ("The airport closed\u202e.", "airport closed", "plain text"),
        ("The airport\nclosed.", "airport closed", "plain text"),
        (" The airport closed.", "airport closed", "plain text"),
        ("The airport closed.", "3", "not about its quote"),
    ],
)
def test_a_statement_that_says_more_than_the_report_is_refused(statement: str, quote: str, why: str) -> None:
    with pytest.raises(Refused, match=why):
        Vocabulary(TEXT).check(statement, quote, TEXT)


def test_a_statement_brings_in_who_she_is_but_not_another_story() -> None:
    story = "a b c d e f g h i j k l m n o p q r s t"
    vocabulary = Vocabulary(f"{story}. She resigned.")
    vocabulary.check("a b c d e f g h i j resigned", "She resigned", "She resigned.")
    with pytest.raises(Refused, match="not about its quote"):
        vocabulary.check("a b c d e f g h i j k resigned", "She resigned", "She resigned.")


@given(ANY)
def test_plain_text_is_one_line_without_tags_or_tricks(words: str) -> None:
    told = plain(words, 20)
    assert is_plain(told)
    assert len(told) <= 20
    assert told == " ".join(told.split())
    assert not set("<>\n\0\u202e\u2066") & set(told)


def test_what_joins_letters_in_some_scripts_is_kept() -> None:
    assert plain("می\u200cخواهم", 20) == "می\u200cخواهم"
