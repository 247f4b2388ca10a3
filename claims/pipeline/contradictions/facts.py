"""What one report says that may clash with itself elsewhere: counts, lists of names, memberships, events."""

from dataclasses import dataclass
from typing import NamedTuple

from claims.pipeline.draft import Mention

WEAK = "~"
"""Begins the voice of a source without a name ("sources said"): the publisher stands in for it."""


class Group(NamedTuple):
    """What is counted: "central Asian countries" as head `country` and stems {central, asia}; `rest` follows it."""

    head: str
    modifiers: frozenset[str]
    rest: frozenset[str]


@dataclass(frozen=True, slots=True)
class Setting:
    """Where a fact stands and under which terms. `stems` are the content words of its clause.

    `firm` is false for what is possible, planned, conditional, said to be an earlier, later or partial figure, or told
    of a mere "it" or "they".
    """

    sentence: tuple[str, int]
    headline: bool
    voice: str
    firm: bool
    negated: bool
    verb: str
    stems: frozenset[str]
    dates: frozenset[str]
    places: frozenset[str]

    def may_clash(self, other: "Setting") -> bool:
        """Whether both are told as one voice, of one time and place, so that they can't both be right."""
        return (
            self.firm
            and other.firm
            and not (self.negated or other.negated)
            and self.sentence != other.sentence
            and self._one_voice(other)
            and not _apart(self.dates, other.dates)
            and not _apart(self.places, other.places)
        )

    def as_wide(self, other: "Setting") -> bool:
        """Whether each place that one is told of is in the other too: "in all" may be more than "in Vidby"."""
        return self.places <= other.stems and other.places <= self.stems

    def _one_voice(self, other: "Setting") -> bool:
        mine, theirs = self.voice, other.voice
        return mine == theirs or ((mine + theirs).startswith(WEAK) and not (mine and theirs))


def _apart(one: frozenset[str], other: frozenset[str]) -> bool:
    return bool(one and other) and not one & other


@dataclass(frozen=True, slots=True)
class Count:
    """A counted group or measure; `values` are the ranges its words allow ("five other": five, or with those apart).

    `apart` are the names coordinated before it ("Pakistan, China and five other ..."), `whole` reaches over them too.
    `beside` are the other numbers of its sentence. `part` marks a group already spoken of, or a part of one ("the
    five", "another two"): it is no count of its own.
    """

    mention: Mention
    whole: Mention
    group: Group
    values: tuple[tuple[float, float], ...]
    apart: frozenset[str]
    other: bool
    measure: bool
    part: bool
    role: str
    doer: frozenset[str]
    beside: tuple[float, ...]
    setting: Setting

    def agrees(self, other: "Count") -> bool:
        """Whether both may be right; one may also be the sum of the other and a number in its sentence."""
        return self._meets(other, 0) or any(self._meets(other, n) for n in other.beside) or self._adds_up_to(other)

    def _adds_up_to(self, other: "Count") -> bool:
        return any(other._meets(self, n) for n in self.beside)

    def _meets(self, other: "Count", more: float) -> bool:
        return any(
            low <= top + more and bottom + more <= high for low, high in self.values for bottom, top in other.values
        )

    def allows(self, fewest: float, most: float) -> bool:
        return any(low <= most and fewest <= high for low, high in self.values)


@dataclass(frozen=True, slots=True)
class Names:
    """A closed list of names; `places` are where each stands, `spare` how many "and" may belong to a name."""

    names: tuple[str, ...]
    places: tuple[Mention, ...]
    spare: int
    setting: Setting

    def without(self, apart: frozenset[str]) -> tuple[Mention, ...]:
        return tuple(p for name, p in zip(self.names, self.places, strict=True) if name not in apart)


@dataclass(frozen=True, slots=True)
class Introduced:
    """A counted group and the list that is put forward as its members, or as `some` of them."""

    count: Count
    names: Names
    some: bool


@dataclass(frozen=True, slots=True)
class Member:
    """ "Russia and other central Asian countries": `names` are called members of `group`."""

    names: frozenset[str]
    group: Group
    mention: Mention
    firm: bool


@dataclass(frozen=True, slots=True)
class Event:
    """Who did what to whom, by the stems of each; `days` are its weekday, day, month and year as given.

    `known_as` are a person's surname and titles. `certain` is false where what it happened to is no certain thing ("a
    man was killed").
    """

    mention: Mention
    verb: str
    doer: frozenset[str]
    known_as: frozenset[str]
    patient: frozenset[str]
    certain: bool
    days: frozenset[tuple[str, str]]
    setting: Setting
