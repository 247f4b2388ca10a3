"""Names of a sentence: which words are names, who bears which first name, and where things are said to be."""

from collections.abc import Iterator, Sequence

from claims.pipeline.calendar_words import MONTHS, WEEKDAYS
from claims.pipeline.compare.words import Token, stem, stem_set, word_set
from claims.pipeline.lexicon import TITLES
from claims.pipeline.numbers import NUMBER_WORDS

Name = tuple[str, ...]
"""Stems of the words of one name, in order."""

NO_NAMES = frozenset(map(stem, (*WEEKDAYS, *MONTHS, *NUMBER_WORDS))) - {"may"}
# What a person may be called by before the surname, beyond titles.
_CALLED = TITLES | word_set("""
    striker defender midfielder goalkeeper captain coach skipper rival champion driver rider singer actor actress author
    writer director producer founder owner banker lawyer analyst economist scientist researcher teacher nurse farmer
    mayor lawmaker senator mp dame lord saint st brother sister father mother uncle aunt
""")
_IN = word_set("in at near outside across inside around")
_KINDS_OF_PLACE = stem_set(
    "north south east west northern southern eastern western central upper lower greater new old"
)


def names(found: Sequence[Token]) -> frozenset[str]:
    """Stems of capitalised words; none in a headline, where every word is capitalised.

    A word that opens a sentence is taken for a name unless it ends in -s: "Russia left", but "Loggers left".
    """
    if is_headline(found):
        return frozenset()
    return (
        frozenset(
            token.stem
            for at, token in enumerate(found)
            if token.capital and token.is_content and not (opens(found, at) and token.text.endswith("s"))
        )
        - NO_NAMES
    )


def is_headline(found: Sequence[Token]) -> bool:
    """Whether nearly every word has a capital, so that capitals tell nothing; a full stop ends a sentence."""
    if found and found[-1].text == ".":
        return False
    words = [token for token in found if token.text[0].isalpha() and len(token.text) > 3]
    return len(words) > 3 and sum(token.capital for token in words) > 0.7 * len(words)


def opens(found: Sequence[Token], at: int) -> bool:
    return at == 0 or found[at - 1].text in ".!?:"


def runs(found: Sequence[Token]) -> tuple[Name, ...]:
    """Names of one word or more, in order; a possessive ends one ("Norland's | Ana Lima")."""
    return () if is_headline(found) else tuple(_runs(found))


def _runs(found: Sequence[Token]) -> Iterator[Name]:
    run: list[str] = []
    for at, token in enumerate(found):
        is_name = token.capital and token.is_content and token.stem not in NO_NAMES
        if run and (not is_name or token.gap != " " or found[at - 1].text.endswith("'s")):
            yield tuple(run)
            run = []
        if is_name:
            run.append(token.stem)
    if run:
        yield tuple(run)


def namesakes(claim: Sequence[Name], passage: Sequence[Name], spoken_of: frozenset[str]) -> tuple[Name, Name] | None:
    """Two names with one last word and other first words ("Ana Lima", "Jorge Lima"); neither stands on both sides."""
    for one in claim:
        for two in passage:
            if len(one) < 2 or len(two) < 2 or one[-1] != two[-1]:
                continue
            first, second = frozenset(one[:-1]) - _CALLED_STEMS, frozenset(two[:-1]) - _CALLED_STEMS
            unknown = first.isdisjoint(spoken_of) and second.isdisjoint(w for name in claim for w in name)
            if first and second and first.isdisjoint(second) and unknown and not _initials(first, second):
                return one, two
    return None


_CALLED_STEMS = frozenset(map(stem, _CALLED))


def _initials(first: frozenset[str], second: frozenset[str]) -> bool:
    return any(one[:1] == two[:1] and 1 in (len(one), len(two)) for one in first for two in second)


def places(found: Sequence[Token]) -> frozenset[Name]:
    """Where things are said to be: the names after "in", "at", "near" and the like."""
    if is_headline(found):
        return frozenset()
    out: set[Name] = set()
    for at, token in enumerate(found[:-1]):
        if token.text.lower() not in _IN:
            continue
        start = at + 2 if found[at + 1].text.lower() == "the" else at + 1
        name: list[str] = []
        for word in found[start : start + 4]:
            if not (word.capital and word.is_content) or word.stem in NO_NAMES or (name and word.gap != " "):
                break
            name.append(word.stem)
        if name:
            out.add(tuple(name))
    return frozenset(out)


def elsewhere(claim: frozenset[Name], passage: frozenset[Name], one: frozenset[str], two: frozenset[str]) -> bool:
    """Whether each side has a place, and neither names the other's anywhere; `one`, `two`: all words of the sides."""
    mine, theirs = {w for n in claim for w in n} - _KINDS_OF_PLACE, {w for n in passage for w in n} - _KINDS_OF_PLACE
    return bool(mine and theirs) and mine.isdisjoint(two) and theirs.isdisjoint(one)
