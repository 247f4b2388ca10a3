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

    `firm` is false for what is negated, possible, planned, conditional, or said to be an earlier or later figure.
    """

    sentence: tuple[str, int]
    headline: bool
    voice: str
    firm: bool
    verb: str
    stems: frozenset[str]
    dates: frozenset[str]
    places: frozenset[str]

    def may_clash(self, other: "Setting") -> bool:
        """Whether both are told as one voice, of one time and place, so that they can't both be right."""
        return (
            self.firm
            and other.firm
            and self.sentence != other.sentence
            and self._one_voice(other)
            and not _apart(self.dates, other.dates)
            and not _apart(self.places, other.places)
        )

    def _one_voice(self, other: "Setting") -> bool:
        mine, theirs = self.voice, other.voice
        return mine == theirs or ((mine + theirs).startswith(WEAK) and not (mine and theirs))


def _apart(one: frozenset[str], other: frozenset[str]) -> bool:
    return bool(one and other) and not one & other


@dataclass(frozen=True, slots=True)
class Count:
    """A counted group or measure; `values` are the ranges its words allow ("five other": five, or with those apart).

    `apart` are the names coordinated before it ("Pakistan, China and five other ..."), `whole` reaches over them too.
    `part` marks a group already spoken of, or a part of one ("the five", "another two"): it is no count of its own.
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
    setting: Setting

    def agrees(self, other: "Count") -> bool:
        return any(low <= top and bottom <= high for low, high in self.values for bottom, top in other.values)

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
    """Who did what to whom, by the stems of each; `days` are its weekdays, dates or years, each with its kind."""

    mention: Mention
    verb: str
    doer: frozenset[str]
    patient: frozenset[str]
    negated: bool
    days: frozenset[tuple[str, str]]
    setting: Setting
