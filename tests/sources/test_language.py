"""Sentences cover the text to the character, whatever it holds, and the parse keeps to them."""

import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sources.engines.language import parse, sentences
from sources.engines.layout import MAX_SENTENCE

Spans = list[tuple[int, int]]

ODD = st.text(alphabet=st.one_of(st.characters(), st.sampled_from("👩‍🚀é́שלוم\u200f\x00\x1c\x85\u2028\r\n\t .!?”“\"'")))
WORDS = st.sampled_from(
    ["Ana", "said", "“No", "war”", "…", "\n", "\n\n", "- item", "3.", "U.S.", "it’s", "مرحبا", "🙂", "?", "Dr."]
)
PROSE = st.lists(WORDS, max_size=60).map(" ".join)
SLOW = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def texts(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text)]


def assert_covers(text: str, spans: Spans) -> None:
    position = 0
    for start, end in spans:
        assert position <= start < end <= len(text)
        assert text[start:end] == text[start:end].strip()
        assert not text[position:start].strip()
        assert end - start <= MAX_SENTENCE
        position = end
    assert not text[position:].strip()


@given(st.one_of(ODD, PROSE))
@SLOW
def test_spans_are_trimmed_ordered_apart_and_cover_everything(text: str) -> None:
    assert_covers(text, sentences(text))


@given(st.one_of(ODD, PROSE))
@SLOW
def test_the_parse_keeps_to_the_sentences_and_places_every_token(text: str) -> None:
    spans = sentences(text)
    starts = {start for start, _ in spans}
    for part in parse(text, spans):
        assert len(part.doc) == len(part.starts) == len(part.ends)
        assert {part.starts[s.start] for s in part.doc.sents} <= starts
        for token, start, end in zip(part.doc, part.starts, part.ends, strict=True):
            assert token.text == text[start:end] or "\ufffd" in token.text


def test_empty_and_blank_texts_have_no_sentences() -> None:
    assert sentences("") == sentences(" \n\t\u2003\n") == []


def test_a_headline_and_a_list_line_stand_alone() -> None:
    text = "Harbour Reopens After Storm\n\nShips returned. Crews cheered.\n- Two docks are open\n- One is not"
    assert texts(text) == [
        "Harbour Reopens After Storm",
        "Ships returned.",
        "Crews cheered.",
        "- Two docks are open",
        "- One is not",
    ]


def test_a_headline_right_above_its_story_stands_alone() -> None:
    text = "Harbour reopens\nThe harbour of Ostry reopened on Monday after a storm had closed it for nine days."
    assert texts(text)[0] == "Harbour reopens"


def test_a_wrapped_line_does_not_break_a_sentence() -> None:
    text = "The envoy told reporters that the crossing was shut\nafter shells fell on the road. It opened later."
    assert texts(text) == [
        "The envoy told reporters that the crossing was shut\nafter shells fell on the road.",
        "It opened later.",
    ]


def test_closing_marks_stay_with_their_sentence() -> None:
    assert texts("“We are ready.” The crowd left.") == ["“We are ready.”", "The crowd left."]


@pytest.mark.parametrize("text", ["“Is it over?” Minister Ana Ruiz said.", "“It is over!” he said."])
def test_who_speaks_stays_with_the_quotation(text: str) -> None:
    assert texts(text) == [text]


def test_a_title_does_not_end_a_sentence() -> None:
    assert len(sentences("“It is gone,” said Army Capt. Jan Pardo, who left.")) == 1


def test_an_endless_sentence_is_cut_at_white_space() -> None:
    spans = sentences("word " * 1_000)
    assert_covers("word " * 1_000, spans)
    assert len(spans) >= 5


def test_a_run_without_white_space_is_cut_all_the_same() -> None:
    text = "(" * 5_000
    assert_covers(text, sentences(text))
    assert sum(len(part.doc) for part in parse(text, sentences(text))) > 0


def test_time_grows_in_line_with_length() -> None:
    paragraph = "The mayor said the bridge was safe. Engineers had checked it twice, she added.\n\n"
    sentences(paragraph)

    def seconds(copies: int) -> float:
        started = time.perf_counter()
        sentences(paragraph * copies)
        return time.perf_counter() - started

    assert seconds(800) < 24 * max(seconds(100), 0.01)


def test_a_long_text_is_parsed_in_bounded_parts() -> None:
    text = "The mayor said the bridge was safe.\n\n" * 1_500
    parts = list(parse(text, sentences(text)))
    assert len(parts) > 1
    assert max(part.ends[-1] - part.starts[0] for part in parts) <= 20_000
