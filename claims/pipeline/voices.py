"""Which evidence is really one voice. Corroboration counts voices, never addresses."""

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Utterance:
    """Where a piece of evidence comes from: `speaker` is the named root of its chain, or empty."""

    report: Hashable
    text: str
    speaker: str = ""


def voices(utterances: Sequence[Utterance]) -> list[int]:
    """A group number for each utterance, numbered by first member.

    Two utterances are one voice when they stand in the same report, when their sentences are the same but
    for spacing and case (wire copies), or when the same named speaker is at the root of both. The relation is
    closed under chaining: A with B and B with C puts A with C.
    """
    parents = list(range(len(utterances)))
    first: dict[Hashable, int] = {}
    for index, utterance in enumerate(utterances):
        for mark in _marks(utterance):
            _join(parents, first.setdefault(mark, index), index)
    roots = [_root(parents, index) for index in range(len(utterances))]
    numbers = {root: number for number, root in enumerate(dict.fromkeys(roots))}
    return [numbers[root] for root in roots]


def _marks(utterance: Utterance) -> Iterable[Hashable]:
    yield "report", utterance.report
    yield "text", " ".join(utterance.text.casefold().split())
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
