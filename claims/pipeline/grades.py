"""What the reliability of a source does to the weight of a voice. Pure.

Grades are letters of the Admiralty code, given by people (see `sources.models.rating`); None is "nobody has rated it".
The policy in words:

- A voice's log-odds are multiplied: A and B add a little, D and E take much away, C, F and None leave them as they are.
  F says that reliability can't be judged, which is no reproach.
- Neither "verified" nor "refuted" is proposed on nothing but voices graded E or F: one other must be among them.
- What an outlet says in its own words has the outlet's grade. What it quotes from somebody can be no better than
  either: the lower of the two counts, and a good outlet alone makes nobody's words better.

The grade that holds today is taken, whatever held when it was said: it tells what we think now of who said it. The
factors are chosen, not measured.
"""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

FACTORS: Mapping[str, float] = MappingProxyType({"A": 1.25, "B": 1.1, "C": 1.0, "D": 0.75, "E": 0.5, "F": 1.0})
WORDS: Mapping[str, str] = MappingProxyType(
    {
        "A": "completely reliable, which adds a little",
        "B": "usually reliable, which adds a little",
        "C": "fairly reliable, which changes nothing",
        "D": "not usually reliable, which takes weight off it",
        "E": "unreliable, which takes half of its weight off",
        "F": "of a reliability that can't be judged, which changes no weight",
    }
)
NOT_ALONE = frozenset("EF")


def factor(grade: str | None) -> float:
    """By what the log-odds of a voice of this grade are multiplied; never negative, so that no side is turned."""
    return FACTORS[grade] if grade else 1.0


def can_carry(grades: Iterable[str | None]) -> bool:
    """Whether voices of these grades can carry a verdict: one is neither E nor F."""
    return any(grade not in NOT_ALONE for grade in grades)


def heard_as(speaker: str | None, outlet: str | None, *, own_words: bool) -> str | None:
    """The grade of a passage, from those of who speaks and of the outlet that prints it."""
    if own_words:
        return outlet
    if speaker is None:
        return outlet if factor(outlet) < 1 else None
    return outlet if factor(outlet) < min(factor(speaker), 1) else speaker


def graded_as(label: str, grade: str) -> str:
    return f"Source reliability: {label} is graded {grade}, {WORDS[grade]}."
