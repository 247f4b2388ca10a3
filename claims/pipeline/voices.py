"""Which evidence is really one voice. Corroboration counts voices, never addresses.

The rule in words. Two passages are one voice when

- they stand in the same report, or in copies of one text, or are the same words;
- the same speaker is at the root of both: a named one, or the outlet where it speaks in its own words (or in those of
  an agency that it credits). Names alone are no speaker: "the mayor" of two towns is two;
- they take the same side, and the same outlet or agency carries both: it publishes the one and the other, or it is
  credited ("(Reuters)", "with AP") or cited ("TASS reported") by one of them;
- they take the same side, and both go back to an unnamed class of people ("officials"), within `WINDOW` of each other,
  unless names or datelines tell them apart ("Pakistani officials" are not "Russian officials").

What only carries a passage joins one side: an agency that quotes the mayor and who contradicts her has not said both.
The relation is closed under chaining (A with B and B with C puts A with C), does not depend on order, and is worked out
by looking up what passages have in common, so that its time grows with their number and not with that of their pairs.
"""

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Literal, NamedTuple

WINDOW = timedelta(hours=72)
"""Unnamed speakers of one class who are quoted on one claim within this time of each other are taken for the same."""
COPIED = 0.5
"""The share of a report's sentences that makes it a copy of another."""

TieKind = Literal["report", "copy", "words", "speaker", "carrier", "unnamed"]


@dataclass(frozen=True, slots=True)
class Who:
    """Anyone who speaks or carries: `key` tells one from another, `name` is only to be read."""

    key: Hashable
    name: str = field(compare=False)


@dataclass(frozen=True, slots=True)
class Unnamed:
    """Speakers without a name, as they were called: `kind` ("officials"), and the names and places in that."""

    kind: str
    told_by: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Utterance:
    """Where a passage comes from.

    `speakers` are whose words it is, if that is known: the root of its chain. `carriers` are who passes it on: the
    report's publisher, the agencies it credits, the outlets it cites. `bands` are those of the report's text (see
    `sources.text.copying`). `side` is what it holds of the claim.
    """

    report: Hashable
    text: str
    side: str = ""
    speakers: frozenset[Who] = frozenset()
    carriers: frozenset[Who] = frozenset()
    unnamed: Unnamed | None = None
    bands: frozenset[int] = frozenset()
    said_at: datetime | None = None


class Tie(NamedTuple):
    """What makes passages one voice, and the name of who it is, if it is someone."""

    kind: TieKind
    name: str


class _Mark(NamedTuple):
    """Whatever shares it is one voice: `of` says who or what it is, `within` where it holds."""

    kind: TieKind
    of: Hashable
    within: Hashable = ""


def voices(utterances: Sequence[Utterance], window: timedelta = WINDOW) -> list[int]:
    """A group number for each utterance, numbered by first member."""
    return _groups(_marked(utterances, window))


def ties(utterances: Sequence[Utterance], window: timedelta = WINDOW) -> tuple[Tie, ...]:
    """What at least two of these utterances have in common that makes them one voice; for people to read, in order."""
    counts = Counter(mark for own in _marked(utterances, window) for mark in own)
    names = {who.key: who.name for one in utterances for who in one.speakers | one.carriers}
    return tuple(sorted({_tie(mark, names) for mark, count in counts.items() if count > 1}))


def is_copy(one: Set[str], two: Set[str]) -> bool:
    """Whether at least half of the sentences of the shorter report stand in the other."""
    return bool(one and two) and len(one & two) >= COPIED * min(len(one), len(two))


def _tie(mark: _Mark | int, names: Mapping[Hashable, str]) -> Tie:
    if isinstance(mark, int):
        return Tie("copy", "")
    if mark.kind in ("speaker", "carrier"):
        return Tie(mark.kind, names[mark.of])
    return Tie(mark.kind, str(mark.of) if mark.kind == "unnamed" else "")


def _marked(utterances: Sequence[Utterance], window: timedelta) -> list[Set[_Mark | int]]:
    """What makes each one voice with others. A band of its text, of which there are many, is a mark as it is."""
    unnamed = _unnamed(utterances, window)
    return [{*_marks(one), *one.bands, *unnamed.get(index, ())} for index, one in enumerate(utterances)]


def _marks(utterance: Utterance) -> Iterator[_Mark]:
    yield _Mark("report", utterance.report)
    yield _Mark("words", " ".join(utterance.text.casefold().split()))
    yield from (_Mark("speaker", who.key) for who in utterance.speakers)
    yield from (_Mark("carrier", who.key, utterance.side) for who in utterance.carriers)


def _unnamed(utterances: Sequence[Utterance], window: timedelta) -> dict[int, list[_Mark]]:
    """For each utterance of unnamed speakers the marks of their class: one for each name in how they were called.

    Those who were called by no name may be any of their class, so they have the marks of all.
    """
    marks: dict[int, list[_Mark]] = {}
    for (kind, side), indexes in _classes(utterances).items():
        for number, run in enumerate(_runs(utterances, indexes, window)):
            told = {index: _told_by(utterances[index]) for index in run}
            every = frozenset[str]().union(*told.values()) or {""}
            for index in run:
                marks[index] = [_Mark("unnamed", kind, (side, number, name)) for name in told[index] or every]
    return marks


def _classes(utterances: Sequence[Utterance]) -> dict[tuple[str, str], list[int]]:
    classes: dict[tuple[str, str], list[int]] = {}
    for index, one in enumerate(utterances):
        if one.unnamed:
            classes.setdefault((one.unnamed.kind, one.side), []).append(index)
    return classes


def _runs(utterances: Sequence[Utterance], indexes: Iterable[int], window: timedelta) -> Iterator[list[int]]:
    """Those said within `window` of the one before them, in order of time; a time that is not known is the earliest."""
    ordered = sorted(indexes, key=lambda index: _moment(utterances[index]))
    run = ordered[:1]
    for before, index in pairwise(ordered):
        if _moment(utterances[index]) - _moment(utterances[before]) > window:
            yield run
            run = []
        run.append(index)
    yield run


def _told_by(utterance: Utterance) -> frozenset[str]:
    return utterance.unnamed.told_by if utterance.unnamed else frozenset()


def _moment(utterance: Utterance) -> datetime:
    return utterance.said_at or datetime.min.replace(tzinfo=UTC)


def _groups(marks: Sequence[Set[Hashable]]) -> list[int]:
    """Numbers by first member; whatever shares a mark, directly or in a chain, is one group."""
    parents = list(range(len(marks)))
    first: dict[Hashable, int] = {}
    for index, own in enumerate(marks):
        for mark in own:
            _join(parents, first.setdefault(mark, index), index)
    roots = [_root(parents, index) for index in range(len(marks))]
    numbers = {root: number for number, root in enumerate(dict.fromkeys(roots))}
    return [numbers[root] for root in roots]


def _root(parents: list[int], index: int) -> int:
    while parents[index] != index:
        parents[index] = parents[parents[index]]
        index = parents[index]
    return index


def _join(parents: list[int], a: int, b: int) -> None:
    low, high = sorted((_root(parents, a), _root(parents, b)))
    parents[high] = low
