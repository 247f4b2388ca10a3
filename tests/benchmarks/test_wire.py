"""The text that readings are timed on is the same each time, of the length asked for, and varied."""

from benchmarks.wire import wire_text


def test_it_is_as_long_as_asked_for_and_the_same_each_time() -> None:
    text = wire_text(50_000)
    assert text == wire_text(50_000)
    assert 49_900 <= len(text) <= 50_000
    assert wire_text(50_000, seed=2) != text


def test_its_paragraphs_are_rarely_the_same() -> None:
    paragraphs = wire_text(200_000).split("\n\n")
    assert len(set(paragraphs)) > 0.7 * len(paragraphs)
