"""Whether the passage's figure, or who holds an office, may be of another time than the claim's: later or earlier."""

import re
from typing import NamedTuple

from claims.pipeline.compare import figures
from claims.pipeline.compare.figures import Pair
from claims.pipeline.compare.holders import next_holder
from claims.pipeline.compare.lexicon import MONTHS
from claims.pipeline.compare.same_event import ends_before, times_apart
from claims.pipeline.compare.sides import Side
from claims.pipeline.times.period import Period

Whens = tuple[Period | None, Period | None]
"""The periods of which the claim and the passage speak, where they are known."""

_BEFORE = re.compile(
    r"\b(?:last year|last month|last week|previous|(?:year|month|week|day|decade)s? (?:ago|earlier|before))\b"
)
_HOUR = re.compile(
    r"\b(?:at|by|in the|until|since) (dawn|morning|noon|midday|afternoon|dusk|evening|nightfall|midnight)\b"
)


class Elsewhen(NamedTuple):
    """`reason`: the sentence by which both may be true, each at its time, "" for none; `earlier`: the passage's is."""

    reason: str
    earlier: bool = False


def elsewhen(claim: Side, passage: Side, clashing: tuple[Pair, ...], whens: Whens) -> Elsewhen:
    """Why what the passage says may be true beside the claim, at another time."""
    if clashing and times_apart(*whens) and all(figures.changes(pair, claim, passage) for pair in clashing):
        is_later = ends_before(*whens)
        return Elsewhen(f"The passage speaks of {'a later' if is_later else 'an earlier'} time.", not is_later)
    if clashing and all(figures.grows(pair, claim, passage) for pair in clashing):
        return Elsewhen("Such a count grows, so the figure may be a later one.", ends_before(whens[1], whens[0]))
    if clashing and (hours := other_hours(claim, passage)):
        return Elsewhen(hours)
    if clashing and (said := lone_period(claim, passage)):
        return Elsewhen(said, bool(_back(passage)) and not _back(claim))
    office = next_holder(claim.holders, passage.holders)
    if office and not passage.negated:
        held = claim.spelled.get(office, office)
        return Elsewhen(f"The office ({held}) changed hands, which may have been later.")
    return Elsewhen("")


def other_hours(claim: Side, passage: Side) -> str:
    """The sentence that the passage names another time of day for its figure than the claim, which may name none."""
    mine, theirs = (frozenset(_HOUR.findall(side.text.lower())) for side in (claim, passage))
    return f"The passage's figure is of another time of day ({', '.join(sorted(theirs))})." if theirs - mine else ""


def lone_period(claim: Side, passage: Side) -> str:
    """The sentence that one side alone gives a year (or "last year") for its figure; "" where both or none do."""
    mine, theirs = periods(claim), periods(passage)
    if bool(mine) == bool(theirs):
        return ""
    who, said = ("claim", mine) if mine else ("passage", theirs)
    return f"Only the {who} says of when its figure is ({', '.join(sorted(said))})."


def periods(side: Side) -> frozenset[str]:
    """Years, and words such as "last year"."""
    years = (str(day.year) for day in side.dates if day.year)
    return frozenset((*years, *_back(side)))


def _back(side: Side) -> frozenset[str]:
    return frozenset(match.group() for match in _BEFORE.finditer(side.text.lower()))


def times_differ(claim: Side, passage: Side) -> bool:
    """Whether one alone names a month or a year, or the two name different earlier periods.

    A weekday is left out: as often it is the day on which somebody said so.
    """
    one, two = claim.days & MONTHS, passage.days & MONTHS
    return bool(one) != bool(two) or periods(claim) != periods(passage)
