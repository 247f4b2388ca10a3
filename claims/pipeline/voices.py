"""Which evidence is really one voice. Corroboration counts voices, never addresses."""

from collections.abc import Hashable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import combinations
from typing import TypeVar

K = TypeVar("K", bound=Hashable)
COPIED = 0.5
"""The share of a report's sentences that makes it a copy of another."""


@dataclass(frozen=True, slots=True)
class Utterance:
    """Where a piece of evidence comes from: `speaker` is the named root of its chain, or empty.

    `story` is what reports that copy each other have in common (see `stories`); a report alone is its own.
    """

    report: Hashable
    text: str
    speaker: str = ""
    story: Hashable = None


def voices(utterances: Sequence[Utterance]) -> list[int]:
    """A group number for each utterance, numbered by first member.

    Two utterances are one voice when they stand in the same report or in copies of one story, when their
    sentences are the same but for spacing and case, or when the same named speaker is at the root of both.
    The relation is closed under chaining: A with B and B with C puts A with C.
    """
    return _groups([set(_marks(utterance)) for utterance in utterances])


def stories(reports: Mapping[K, Set[str]]) -> dict[K, int]:
    """A group number for each report, given its telling sentences: copies of one story share a number.

    Two reports are copies when at least half of the shorter one's sentences stand in the other, word for
    word: an outlet that carries a wire changes a headline, a credit line and a phrase.
    """
    names = list(reports)
    sentences = [reports[name] for name in names]
    copies: list[set[Hashable]] = [{index} for index in range(len(names))]
    for one, two in combinations(range(len(names)), 2):
        if is_copy(sentences[one], sentences[two]):
            copies[two].add(one)
    return dict(zip(names, _groups(copies), strict=True))


def is_copy(one: Set[str], two: Set[str]) -> bool:
    """Whether at least half of the sentences of the shorter report stand in the other."""
    return bool(one and two) and len(one & two) >= COPIED * min(len(one), len(two))


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


def _marks(utterance: Utterance) -> Iterable[Hashable]:
    yield "report", utterance.report
    yield "text", " ".join(utterance.text.casefold().split())
    if utterance.story is not None:
        yield "story", utterance.story
    if utterance.speaker:
        yield "speaker", utterance.speaker.casefold()


def _root(parents: list[int], index: int) -> int:
    while parents[index] != index:
        parents[index] = parents[parents[index]]
        index = parents[index]
    return index


def _join(parents: list[int], a: int, b: int) -> None:
    low, high = sorted((_root(parents, a), _root(parents, b)))
    parents[high] = low
