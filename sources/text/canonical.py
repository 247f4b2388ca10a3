"""The one form in which text is kept, and the way back to the text as it was given.

Canonical text is Unicode NFC with every line ended by a newline (U+000A) and no byte-order mark at its start. Offsets
everywhere are code points into it, end-exclusive.
"""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

BOM = "\ufeff"
COMPOSES_WITHIN = 3  # a starter joins the character before it; Hangul needs the two before


class Unstorable(ValueError):
    """A character that no UTF-8 database can hold; the message says which and where."""


@dataclass(frozen=True, slots=True)
class Canonical:
    """Canonical text; `_starts` and `_ends` are None where it is the given text unchanged."""

    text: str
    _starts: list[int] | None = None
    _ends: list[int] | None = None

    def given(self, start: int, end: int) -> tuple[int, int]:
        """The span of the given text that became the non-empty span [start, end) of this one."""
        if self._starts is None or self._ends is None:
            return start, end
        return self._starts[start], self._ends[end - 1]


def canonical(given: str) -> Canonical:
    """Raises Unstorable for U+0000 and lone surrogates."""
    _check(given)
    if _is_canonical(given):
        return Canonical(given)
    pieces: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    marks = len(given) - len(given.lstrip(BOM))
    for start, end in _chunks(given):
        piece = "" if end <= marks else _normal(given[start:end])
        pieces.append(piece)
        starts.extend([start] * len(piece))
        ends.extend([end] * len(piece))
    return Canonical("".join(pieces), starts, ends)


def _check(given: str) -> None:
    for index, char in enumerate(given):
        if char == "\0" or "\ud800" <= char <= "\udfff":
            raise Unstorable(
                f"The text has U+{ord(char):04X} at character {index}, which no database can keep. "
                "Remove it, or check the encoding the text was read with."
            )


def _is_canonical(text: str) -> bool:
    return "\r" not in text and not text.startswith(BOM) and unicodedata.is_normalized("NFC", text)


def _normal(chunk: str) -> str:
    return "\n" if chunk in ("\r\n", "\r") else unicodedata.normalize("NFC", chunk)


def _chunks(text: str) -> Iterator[tuple[int, int]]:
    """Spans that normalise independently of each other; a leading mark is a chunk of its own."""
    start = 0
    for index in range(1, len(text)):
        if not _joins(text, start, index):
            yield start, index
            start = index
    if text:
        yield start, len(text)


def _joins(text: str, start: int, index: int) -> bool:
    """Whether the character at `index` belongs to the chunk that began at `start`."""
    char = text[index]
    if char == "\n":
        return text[index - 1] == "\r"
    if char.isascii() or text[start] in (BOM, "\r", "\n"):
        return False
    if unicodedata.combining(char):
        return True
    before = text[max(start, index - COMPOSES_WITHIN) : index]
    apart = unicodedata.normalize("NFC", before) + unicodedata.normalize("NFC", char)
    return unicodedata.normalize("NFC", before + char) != apart
