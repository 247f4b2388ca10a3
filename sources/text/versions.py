"""What a new version of a report says of itself: that it corrects, takes back, or only goes on. Pure."""

import re
from typing import Literal

ChangeKind = Literal["corrected", "retracted", "updated"]

HEAD = 600
"""Characters at the beginning and at the end of a text in which such a notice stands."""
_RETRACTED = re.compile(
    r"^\s*(?:retraction|withdrawn|kill|retracted)\b\s*[:\-–—]"
    r"|\b(?:story|report|article|item|dispatch)\s+(?:has been|have been|was|is)\s+(?:retracted|withdrawn|killed)\b",
    re.IGNORECASE | re.MULTILINE,
)
_CORRECTED = re.compile(
    r"^\s*\(?(?:correction|corrections|corrected|corrects|clarification|editor[’']s note)\b\s*[:\-–—\s]"
    r"|\b(?:an?|the) (?:earlier|previous|original|prior) (?:version|report|story|edition)\b"
    r"|\b(?:story|report|article|item|headline)\s+(?:has been|was|is)\s+(?:corrected|amended|clarified)\b",
    re.IGNORECASE | re.MULTILINE,
)


def kind_of_change(title: str, text: str) -> ChangeKind:
    """By its headline and the beginning and end of its text; without such words it is an update."""
    for kind, pattern in (("retracted", _RETRACTED), ("corrected", _CORRECTED)):
        if any(pattern.search(part) for part in (title, text[:HEAD], text[-HEAD:])):
            return "retracted" if kind == "retracted" else "corrected"
    return "updated"


def still_says(text: str, words: str) -> bool:
    """Whether `words` stand in `text`, however they are spaced."""
    return " ".join(words.split()) in " ".join(text.split())
