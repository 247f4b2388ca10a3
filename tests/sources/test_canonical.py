import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sources.text.canonical import Unstorable, canonical

# Letters, marks, jamo, emoji and line ends meet far more often here than in random Unicode.
TRICKY = "ae\u0301\u0327\u00e9\u1100\u1161\u11a8\uac00\u09c7\u09be\r\n \ufeff\u2019😀\u200d👩\u05d0"
texts = st.text(st.sampled_from(TRICKY), max_size=40) | st.text(
    st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=60
)


@given(texts)
@example("\ufeffa\r\nb\rc")
def test_canonical_text_is_nfc_with_newlines_only(given_text: str) -> None:
    text = canonical(given_text).text
    assert unicodedata.is_normalized("NFC", text)
    assert "\r" not in text
    lines = given_text.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    assert text == unicodedata.normalize("NFC", lines)


@given(texts)
def test_canonical_text_is_its_own_canonical_text(given_text: str) -> None:
    once = canonical(given_text).text
    assert canonical(once).text == once


@given(texts, st.data())
def test_a_span_leads_back_to_the_characters_it_came_from(given_text: str, data: st.DataObject) -> None:
    made = canonical(given_text)
    if not made.text:
        return
    start = data.draw(st.integers(0, len(made.text) - 1))
    end = data.draw(st.integers(start + 1, len(made.text)))
    given_start, given_end = made.given(start, end)
    assert 0 <= given_start < given_end <= len(given_text)
    assert made.text[start:end] in canonical("." + given_text[given_start:given_end]).text


def test_a_decomposed_letter_leads_back_to_both_its_characters() -> None:
    made = canonical("cafe\u0301 au lait")
    assert made.text == "café au lait"
    assert made.given(3, 4) == (3, 5)
    assert made.given(5, 7) == (6, 8)


@pytest.mark.parametrize(("text", "code"), [("a\0b", "U+0000"), ("ab\ud800", "U+D800")])
def test_what_no_database_can_keep_is_named_with_its_place(text: str, code: str) -> None:
    with pytest.raises(Unstorable, match=rf"U\+{code[2:]} at character"):
        canonical(text)


def test_a_long_run_of_marks_takes_linear_time() -> None:
    """A hostile letter with a hundred thousand accents would take minutes if each were normalised anew."""
    assert canonical("e" + "\u0301" * 100_000).text
