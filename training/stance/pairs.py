"""What the model learns from: a claim, a passage in its context, and how likely each stance is."""

from dataclasses import dataclass

STANCES = ("supports", "refutes", "not_enough_info")
SUPPORTS, REFUTES, NOT_ENOUGH = range(3)
OPPOSITE = (REFUTES, SUPPORTS, NOT_ENOUGH)

Target = tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Example:
    """`target` holds three probabilities, in the order of STANCES; `context` is another line of the same report."""

    claim: str
    passage: str
    target: Target
    context: str = ""


def target(stance: int, doubt: float) -> Target:
    """`doubt` is how likely the label is wrong, shared between the other two stances."""
    return tuple(1 - doubt if each == stance else doubt / 2 for each in range(3))
