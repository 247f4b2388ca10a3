"""What a comparison adds to the odds that a passage supports or refutes a claim: each observation with its sentence."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from claims.pipeline.compare import Comparison
from claims.pipeline.compare.quantities import Quantity
from claims.pipeline.compare.roles import Role
from claims.pipeline.compare.sides import Side


@dataclass(frozen=True, slots=True)
class Term:
    """One observation: what it adds to the log-odds of supports and of refutes, and the sentence for it."""

    supports: float
    refutes: float
    reason: str


def terms(seen: Comparison) -> list[Term]:
    """Every observation, in the order of `overlap`, contrary signs, reserve, other events."""
    return [overlap(seen), *contrary(seen), *reserved(seen), *elsewhere(seen)]


def overlap(seen: Comparison) -> Term:
    """How far the passage speaks of what the claim speaks of."""
    shared = sorted(seen.claim.spelled[word] for word in seen.claim.content & seen.passage.content)
    said = f"Both speak of {listed(shared)}" if shared else "They share no word of content"
    reason = f"{said}; likeness of meaning {seen.cosine:.2f}, share of the claim's words {seen.coverage:.2f}."
    return Term(1.0 * seen.coverage + 3.0 * seen.cosine, 3.0 * seen.cosine, reason)


def contrary(seen: Comparison) -> Iterator[Term]:
    """Signs that the passage says otherwise."""
    if seen.denied:
        said = spelled(seen.passage, seen.denied)
        own = seen.self_denial
        reason = f"The one concerned denies it: “{said}”." if own else f"The passage denies or debunks it: “{said}”."
        yield Term(-2.5, 1.0 if own else 4.0, reason)
    if seen.turned and not seen.other_event:
        yield Term(-0.5 - 2.5 * seen.coverage, 1.0 + 2.5 * seen.coverage, turn(seen))
    elif seen.only_one_negates:
        who = "claim" if seen.claim.negated else "passage"
        yield Term(-1.0, 1.5, f"Only the {who} has a negation.")
    for one, two in () if seen.later_value else seen.clashing:
        yield Term(-0.5 - 2.0 * seen.coverage, 0.5 + 2.5 * seen.coverage, figures(seen, one, two))
    if seen.swapped is not None:
        yield Term(-3.0, 4.0, exchange(seen, *seen.swapped))
    if seen.day_clash is not None:
        one_day, two_day = seen.day_clash
        yield Term(-2.5, 3.0, f"It happened once; the claim says {one_day.said}, the passage says {two_day.said}.")
    if seen.list_clash:
        yield Term(-2.0, 3.0, seen.list_clash)
    if seen.said_otherwise:
        yield Term(1.0, -4.0, "One denies what the other's opposite word says, so they agree.")
    for one, two in seen.agreeing:
        yield Term(0.3, -0.5, f"Both give {one.said} {measure(seen, one, two)}.")


def reserved(seen: Comparison) -> Iterator[Term]:
    """Signs that the passage itself does not commit: it passes on, asks, plans, or sets a condition."""
    claim, passage = seen.claim, seen.passage
    if doubts := passage.hedges - claim.hedges:
        yield Term(-2.0, 0.0, f"The passage holds back: “{spelled(passage, doubts)}”.")
    if relays := passage.reporting - claim.reporting:
        yield Term(-1.5, 0.0, f"The passage passes on what others say: “{listed(relays)}”.")
    if passage.asks and not claim.asks:
        yield Term(-2.0, -1.0, "The passage asks.")
    if passage.possible and not claim.possible:
        yield Term(-1.0, -1.5, "The passage speaks of a possibility.")
    if passage.planned and not claim.planned:
        yield Term(-0.5, -1.5, "The passage speaks of a plan or an expectation, which does not settle what happened.")
    if claim.conditional and not passage.conditional:
        yield Term(-1.0, -2.0, "The claim hangs on a condition that the passage does not speak of.")
    if claim.planned and not passage.planned and (seen.turned or seen.clashing):
        yield Term(0.0, -1.0, "The claim is about a plan, which a later event does not make untrue.")
    if passage.conditional and not claim.conditional:
        yield Term(-0.5, -1.5, "What the passage says hangs on a condition.")


def elsewhere(seen: Comparison) -> Iterator[Term]:
    """Signs that the two speak of different events, days or moments."""
    if seen.other_event and not (seen.list_clash or seen.day_clash):
        yield Term(-1.5, -4.0, seen.event.reason)
    elif seen.vague_event:
        yield Term(-1.0, -1.5, f"The passage does not say that it means the claim's {seen.vague_event}.")
    if seen.missing_names and not seen.list_clash:
        loss = -0.7 if seen.rival_names else -0.3
        yield Term(loss, loss, f"The passage does not name {spelled(seen.claim, seen.missing_names)}.")
    if seen.unanswered:
        missing = listed(number.said for number in seen.unanswered)
        yield Term(-0.5, -0.5, f"The passage gives no figure for the claim's {missing}.")
    if seen.later:
        given = [figures(seen, *pair) for pair in seen.clashing]
        yield Term(-2.0, -3.0, " ".join((*given, seen.later)))


def turn(seen: Comparison) -> str:
    if seen.opposites:
        pairs = (f"“{seen.claim.spelled[one]}” / “{seen.passage.spelled[two]}”" for one, two in seen.opposites)
        return f"The words are opposites: {listed(pairs)}."
    who, side = ("claim", seen.claim) if seen.flipped & seen.claim.negated else ("passage", seen.passage)
    return f"Only the {who} negates “{spelled(side, seen.flipped)}”."


def exchange(seen: Comparison, one: Role, two: Role) -> str:
    doers = spelled(seen.claim, one.doer), spelled(seen.passage, two.doer)
    return f"In the claim it is {doers[0]} that did it (“{one.act}”), in the passage {doers[1]}."


def figures(seen: Comparison, one: Quantity, two: Quantity) -> str:
    counted = measure(seen, one, two)
    return f"Both give a number {counted}; the claim says {one.said}, the passage says {two.said}."


def measure(seen: Comparison, one: Quantity, two: Quantity) -> str:
    """What both measure, in brackets; the kind of measure where nothing is counted."""
    words = sorted(seen.claim.spelled.get(unit, unit) for unit in one.units & two.units) or [one.fate or one.kind]
    return f"({listed(words)})"


def spelled(side: Side, stems: frozenset[str]) -> str:
    return listed(sorted(side.spelled.get(stem, stem) for stem in stems))


def listed(words: Iterable[str]) -> str:
    return ", ".join(sorted(words))
