"""Tokens that touch, as words to match patterns against."""

from collections.abc import Sequence
from typing import NamedTuple

from spacy.tokens import Token


class Line(NamedTuple):
    """Unbroken tokens of one text and their words in small letters; positions count from its first token."""

    tokens: Sequence[Token]
    words: list[str]

    def word(self, at: int) -> str:
        """The word at a position, empty outside the line."""
        return self.words[at] if 0 <= at < len(self.words) else ""

    def text(self, at: int) -> str:
        """The word at a position as it is written, empty outside the line."""
        return self.tokens[at].text if 0 <= at < len(self.words) else ""
