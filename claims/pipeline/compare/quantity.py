"""One number as a sentence gives it: its bounds, what it measures, and when two of them can be compared."""

from dataclasses import dataclass

from claims.pipeline.compare.words import stem_set

CONVERSION_SLACK = 0.04  # 26 miles are 42 km in print
DEGREES_SLACK = 1.0
PEOPLE = stem_set("people person victim")
DATED = frozenset({"year", "day", "clock", "label"})
"""Kinds that name a time or a thing and say not how much."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """`low` to `high` is what the wording allows, in the base unit of its kind.

    `units` are stems of what is counted, the head in `head`; `fate` is what befell it ("kill"); `about` are the words
    around a measure that say what is measured. `step` is the size of the last digit that was written. `computed`: no
    words give it, it follows from two figures.
    """

    said: str
    low: float
    high: float
    units: frozenset[str]
    kind: str = "count"
    head: str = ""
    fate: str = ""
    about: frozenset[str] = frozenset()
    unit: str = ""
    step: float = 0.0
    computed: bool = False

    def agrees(self, other: "Quantity") -> bool:
        """Whether both can be true of one thing; the coarser of two figures may be the finer one rounded."""
        slack = self._slack(other)
        return self.kind == other.kind and self.low - slack <= other.high and other.low - slack <= self.high

    def same_measure(self, other: "Quantity") -> bool:
        """Whether both say how much of the same; symmetric."""
        if self.kind != other.kind or self.kind in DATED:
            return False
        if self.fate and other.fate and self.fate != other.fate:
            return False
        if self.kind == "rank" and self.head != other.head:
            return False
        if self.kind != "count":
            return self.kind == "score" or bool(self.about & other.about) or not (self.about and other.about)
        if self.fate and self.fate == other.fate and not (self.head and other.head):
            return True
        return self._same_things(other)

    def _same_things(self, other: "Quantity") -> bool:
        mine, theirs = self.units - {self.head}, other.units - {other.head}
        return bool(self.head) and self.head == other.head and not (mine and theirs and mine.isdisjoint(theirs))

    def _slack(self, other: "Quantity") -> float:
        if self.kind == "temperature":
            return DEGREES_SLACK if self.unit != other.unit else 0.0
        rounded = max(self.step, other.step) / 2 if self.step != other.step else 0.0
        if self.unit != other.unit:
            return max(rounded, CONVERSION_SLACK * min(abs(self.low), abs(other.low)))
        return rounded
