"""Whether words stand in the text: where a quote lies, and whether a statement says no more than the report."""

import re
from collections import Counter
from collections.abc import Iterator

from claims.engines.llm.errors import Refused
from claims.pipeline.draft import Span

MOST_NEW_WORDS = 3
"""Words of a statement that may stand nowhere in the report: "is", "of"; never a name or a number."""

MOST_BROUGHT_IN = 10
"""Words of a statement that its sentence does not have: the name and office of whoever "she" is, not another story."""

_WORD = re.compile(r"[^\W\d_]+")
_NUMBER = re.compile(r"\d+(?:[.,:/-]\d+)*")
_SPELLED = frozenset(
    "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen "
    "nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred hundreds thousand thousands million "
    "millions billion billions trillion trillions dozen dozens half third quarter twice double triple".split()
)
_NEGATIONS = re.compile(
    r"(?<!\w)(?:no|not|never|none|nobody|nothing|nowhere|neither|nor|without|cannot)(?!\w)|n['’]t(?!\w)", re.IGNORECASE
)
_SPELLING = "\u200c\u200d\u00a0\u202f"  # joiners and hard spaces belong to the spelling in several languages


def places(text: str, words: str, within: Span) -> Iterator[Span]:
    """Where `words` stand, to the character and in whole words, in `text[within]`; one after the other, apart."""
    if not words or words != words.strip() or len(words) > within.end - within.start:
        return
    before, after = ("(?<![^\\W_])" if words[0].isalnum() else ""), ("(?![^\\W_])" if words[-1].isalnum() else "")
    for match in re.compile(f"{before}{re.escape(words)}{after}").finditer(text, *within):
        yield Span(*match.span())


def is_plain(words: str) -> bool:
    """Nothing that hides, turns the direction of writing, breaks the line or could be taken for a tag."""
    return not any(c in "<>" or not (c.isprintable() or c in _SPELLING) for c in words)


def plain(words: str, longest: int) -> str:
    """`words` as one line of plain text of at most `longest` characters."""
    kept = "".join(c if is_plain(c) else " " for c in words[: longest * 4])
    return " ".join(kept.split())[:longest].rstrip()


class Vocabulary:
    """The words and numbers of a text, to hold statements to."""

    def __init__(self, text: str) -> None:
        self._exact = frozenset(_WORD.findall(text))
        self._folded = frozenset(word.casefold() for word in self._exact)
        self._numbers = frozenset(_NUMBER.findall(text))

    def check(self, statement: str, quote: str, sentence: str) -> None:
        """Raises Refused where `statement` says more than the text, or other than `quote`, which is in `sentence`."""
        if not is_plain(statement) or statement != statement.strip():
            raise Refused("its statement is not plain text")
        if not self.has_numbers_of(statement):
            raise Refused("its statement holds a number that stands nowhere in the report")
        words = _WORD.findall(statement)
        if any(not self._may_say(word, is_first=index == 0) for index, word in enumerate(words)):
            raise Refused("its statement holds a name or a number that stands nowhere in the report")
        folded = {word.casefold() for word in words}
        if len(folded - self._folded) > MOST_NEW_WORDS:
            raise Refused("its statement is not in the report's words")
        brought_in = folded - {word.casefold() for word in _WORD.findall(sentence)}
        if len(brought_in) > MOST_BROUGHT_IN or not _keeps_half(folded, quote):
            raise Refused("its statement is not about its quote")
        if bool(_NEGATIONS.search(statement)) != bool(_NEGATIONS.search(quote)):
            raise Refused("its statement and its quote disagree on a “not”")

    def has_numbers_of(self, words: str) -> bool:
        """Whether every number in figures that stands in `words` stands in the text."""
        return set(_NUMBER.findall(words)) <= self._numbers

    def _may_say(self, word: str, *, is_first: bool) -> bool:
        """Names, numerals and words of a script without capitals must stand in the text; other words are counted."""
        if word in self._exact:
            return True
        if word.casefold() in _SPELLED:
            return word.casefold() in self._folded
        if is_first and word.istitle():
            return word.casefold() in self._folded or word in _OPENERS
        return word.islower() and not any(c.isnumeric() or c.lower() == c.upper() for c in word)


_OPENERS = frozenset("A An The It There In On At For From By With To After Before During Since Until".split())


def _keeps_half(words: set[str], quote: str) -> bool:
    kept = Counter(word.casefold() in words for word in _WORD.findall(quote))
    return kept[True] >= kept[False] and bool(kept)
