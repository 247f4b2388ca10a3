"""Posts are read as what they say."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.text.posts import plain


@pytest.mark.parametrize(
    ("post", "said"),
    [
        ("The dam broke #DamFloods2021 https://t.example/x1", "The dam broke Dam Floods 2021"),
        ("Stay home, says @RiverWatchUK.", "Stay home, says River Watch UK ."),
        ("Closed.pic.twitter.com/abc — Ana Ruiz (@anaruiz) May 3, 2021", "Closed. — Ana Ruiz May 3, 2021"),
        ("Closed — Ana Ruiz (@anaruiz)", "Closed — Ana Ruiz"),
        ("Write to desk@outlet.example about the dam.", "Write to desk@outlet.example about the dam."),
        ("#snake_case_tag", "snake case tag"),
        ("https://t.example/x1", "https://t.example/x1"),
        ("The bridge  was closed.", "The bridge  was closed."),
    ],
)
def test_a_post_reads_without_links_and_its_tags_are_words(post: str, said: str) -> None:
    assert plain(post) == said


@given(st.text())
def test_nothing_becomes_empty(text: str) -> None:
    assert bool(plain(text)) is bool(text)


@given(st.text(alphabet=st.characters(exclude_characters="#@:./")))
def test_a_text_without_tags_and_links_stays_as_it_is(text: str) -> None:
    assert plain(text) == text
