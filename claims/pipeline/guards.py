"""What a comparison forbids: where two things can't be compared, no score makes one support or refute the other."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, NamedTuple

from claims.pipeline.compare import Comparison

StanceName = Literal["supports", "refutes", "not_enough_info"]


@dataclass(frozen=True, slots=True)
class Guards:
    """What a stance may be, and a sentence for each thing that forbids one."""

    may_support: bool
    may_refute: bool
    reasons: tuple[str, ...]

    def allows(self, stance: StanceName) -> bool:
        return {"supports": self.may_support, "refutes": self.may_refute, "not_enough_info": True}[stance]


class Bar(NamedTuple):
    """One thing that forbids a stance, or both."""

    supports: bool
    refutes: bool
    reason: str


def guards(seen: Comparison) -> Guards:
    """Draws the line from a comparison, whoever scored the pair. Pure; a few microseconds.

    The policy in words. Two events neither support nor refute each other. What the passage only asks, plans, holds
    possible, passes on or makes hang on a condition does neither to what the claim says has happened; a plan is not
    refuted by what came of it. A later or other value of what changes refutes nothing, nor does the denial of the one
    concerned. And what the passage contradicts for a reason that can be named it can't support.
    """
    bars = [
        *_two_events(seen),
        *_other_matter(seen),
        *_reserved(seen),
        *_another_time(seen),
        *_contradicted(seen),
        *_agreed(seen),
    ]
    return Guards(
        may_support=not any(bar.supports for bar in bars),
        may_refute=not any(bar.refutes for bar in bars),
        reasons=tuple(bar.reason for bar in bars),
    )


def _two_events(seen: Comparison) -> Iterator[Bar]:
    if seen.other_event and not (seen.list_clash or seen.day_clash):
        yield Bar(True, True, f"Two events are two events. {seen.event.reason}")


def _other_matter(seen: Comparison) -> Iterator[Bar]:
    missing = seen.unmatched - seen.partners
    if missing and not (seen.denied or seen.list_clash):
        words = ", ".join(sorted(seen.claim.spelled.get(word, word) for word in missing))
        yield Bar(False, True, f"The passage may speak of another matter: it does not say “{words}”.")


_INTENT = re.compile(
    r"\b(?:plan|plans|planned|intend|intends|intended|expected|scheduled|due|set) (?:to|for)\b", re.IGNORECASE
)
_HELD = {
    "plan": "What is planned or expected settles nothing that happened.",
    "possible": "What is only possible settles nothing.",
    "condition": "What the passage says hangs on a condition.",
    "hedge": "The passage holds back from saying that it is so.",
}


def _reserved(seen: Comparison) -> Iterator[Bar]:
    if seen.passage.asks and not seen.claim.asks:
        yield Bar(True, True, "A question settles nothing.")
    for kind in sorted(seen.held - {"report"}):
        # A hedged denial still tells against the claim to some degree: the score decides about that.
        yield Bar(True, kind != "hedge" or not seen.denied, _HELD[kind])
    if "plan" in seen.claim_held and not seen.denied and "plan" not in seen.passage.governed:
        yield Bar(False, True, "A plan, or a forecast, was one whatever came of it.")
    elif _INTENT.search(seen.claim.text) and not _INTENT.search(seen.passage.text) and not seen.denied:
        yield Bar(False, True, "A plan that was given up was a plan.")
    if "possible" in seen.claim_held:
        yield Bar(False, True, "What is said to be possible is not refuted by what happened.")
    if "condition" in seen.claim_held:
        yield Bar(True, True, "The claim hangs on a condition that the passage does not speak of.")
    if seen.claim.asks and not seen.passage.asks:
        yield Bar(True, True, "The claim is a question.")


def _another_time(seen: Comparison) -> Iterator[Bar]:
    if seen.later:
        yield Bar(True, True, f"{seen.later} It may supersede the claim and does not refute it.")
    if seen.times_differ and seen.day_clash is None and not seen.denied:
        yield Bar(False, True, "The passage speaks of a time that the claim does not speak of.")
    if seen.claim.denier and not seen.passage.denier:
        yield Bar(False, True, "That it was denied stands, whatever is found later.")
    if seen.denied and seen.self_denial and not (seen.turned or seen.clashing):
        yield Bar(True, True, "That the one concerned denies it does not settle it.")


def _contradicted(seen: Comparison) -> Iterator[Bar]:
    if seen.later:
        return
    if seen.clashing and not seen.agreeing:
        yield Bar(True, False, "The figures differ.")
    if seen.swapped is not None:
        yield Bar(True, False, "Who did it to whom is turned round.")
    if seen.day_clash is not None:
        yield Bar(True, False, "It happened once, and the days differ.")
    if seen.list_clash:
        yield Bar(True, False, seen.list_clash)


def _agreed(seen: Comparison) -> Iterator[Bar]:
    if seen.said_otherwise:
        yield Bar(False, True, "One denies what the other's opposite word says, so they agree.")
