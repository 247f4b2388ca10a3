"""How two claims that are not the same hang together: supersedes, part of, refines, contradicts. Pure.

The policy in words; each is a proposal, which a person accepts or rejects.
Supersedes: both give the same measure with another value, of a count that grows while a story runs and is told later,
or of a measure that is given for a later time. A rising toll makes nobody a liar, so this comes before contradicts.
Part of: one says of a single thing what the other says of several, joined by "and".
Refines: one says all that the other says, in its order, and adds to it; it takes nothing back and reserves nothing.
Contradicts: a judge of stance holds that one, read as a passage, refutes the other, and they do not differ in time.
"""

from collections import deque
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Literal

from claims.pipeline.compare import Comparison, compare
from claims.pipeline.compare.sides import Side, read_side
from claims.pipeline.compare.words import Token, stem, tokens
from claims.pipeline.match import readings_apart, stands_alone
from claims.pipeline.numbers import NUMBER_WORDS
from claims.pipeline.stance import StanceResult
from claims.pipeline.told import Told, apart_in_time, in_order

ENGINE = "relate/1"
KindName = Literal["contradicts", "refines", "supersedes", "part_of"]
LEAST_SHARED = 0.4
"""Share of the words in common, numbers left out, below which two numbers do not count the same thing."""
LEAST_SAID, MOST_ADDED = 3, 8
"""Content words that a claim must have to be refined, and that may be added to it."""


@dataclass(frozen=True, slots=True)
class Link:
    """`from_id` `kind` `to_id`, and why, in sentences."""

    kind: KindName
    from_id: Hashable
    to_id: Hashable
    reasons: tuple[str, ...]


def relate(one: Told, other: Told) -> Link | None:
    """What words, numbers and times tell by themselves; the order of the two does not count."""
    return supersedes(one, other) or _either(part_of, one, other) or _either(refines, one, other)


def supersedes(one: Told, other: Told) -> Link | None:
    ordered = in_order(one, other)
    if ordered is None or any(readings_apart(one.text, other.text)):
        return None
    earlier, later = ordered
    seen = compare(earlier.text.text, later.text.text, 1.0)
    if not _same_measure(seen):
        return None
    grows = seen.later_value and not seen.other_event
    is_given_anew = apart_in_time(one, other) and not (seen.claim.events or seen.passage.events)
    if not (grows or is_given_anew):
        return None
    values = [f"Both give the same measure: first {a.said}, later {b.said}." for a, b in seen.clashing]
    why = "Such a count grows while a story runs." if grows else "The values are given for different times."
    return Link("supersedes", later.id, earlier.id, (*values, why, "So the earlier one was not wrong."))


def part_of(one: Told, whole: Told) -> Link | None:
    """`one` is part of `whole`."""
    if not _comparable(one, whole):
        return None
    said, listed = tokens(one.text.text), tokens(whole.text.text)
    left_out = _left_out(said, listed)
    if left_out is None or not _is_list(listed, left_out):
        return None
    others = ", ".join(listed[at].text for at in sorted(left_out) if listed[at].is_content)
    return Link("part_of", one.id, whole.id, (f"The other says the same of several; it also lists: {others}.",))


def refines(one: Told, vague: Told) -> Link | None:
    """`one` refines `vague`."""
    if not _comparable(one, vague) or not stands_alone(vague.text.text):
        return None
    added = _left_out(tokens(vague.text.text), tokens(one.text.text))
    exact, general = read_side(one.text.text), read_side(vague.text.text)
    if added is None or len(general.content) < LEAST_SAID:
        return None
    words = [token.text for at, token in enumerate(tokens(one.text.text)) if at in added and token.is_content]
    if not words or len(words) > MOST_ADDED or (exact.hedges | exact.reporting) - (general.hedges | general.reporting):
        return None
    return Link("refines", one.id, vague.id, (f"It says all that the other says, and adds: {' '.join(words)}.",))


def contradicts(one: Told, other: Told, results: Sequence[StanceResult]) -> Link | None:
    """`results` are what a judge holds of each read as a passage on the other, in either order."""
    stances = [result.stance for result in results]
    if apart_in_time(one, other) or "refutes" not in stances or "supports" in stances:
        return None
    if any(result.later_value for result in results):
        return None
    reasons = dict.fromkeys(reason for result in results if result.stance == "refutes" for reason in result.reasons)
    return Link("contradicts", one.id, other.id, tuple(reasons))


def _either(rule: Callable[[Told, Told], Link | None], one: Told, other: Told) -> Link | None:
    return rule(one, other) or rule(other, one)


def _same_measure(seen: Comparison) -> bool:
    """Whether the two differ in numbers alone."""
    if not seen.clashing or seen.turned or seen.denied or seen.other_event:
        return False
    if _reserve(seen.claim) != _reserve(seen.passage):
        return False
    one, two = _without_numbers(seen.claim), _without_numbers(seen.passage)
    names = (seen.claim.names ^ seen.passage.names) - (one & two)
    return not names and len(one & two) >= LEAST_SHARED * len(one | two)


def _comparable(one: Told, other: Told) -> bool:
    """Whether the two are alike in all but what they tell."""
    if apart_in_time(one, other) or any(readings_apart(one.text, other.text)):
        return False
    return _reserve(read_side(one.text.text)) == _reserve(read_side(other.text.text))


def _reserve(side: Side) -> tuple[bool, ...]:
    return (bool(side.negated or side.denials), side.planned, side.possible, side.conditional, side.asks)


def _without_numbers(side: Side) -> frozenset[str]:
    words = side.content - frozenset(map(stem, side.days))
    return frozenset(word for word in words if not word[0].isdigit() and word not in NUMBER_WORDS)


def _left_out(short: Sequence[Token], long: Sequence[Token]) -> frozenset[int] | None:
    """Positions in `long` of the content words that `short` lacks; None where it does not say the others in order."""
    said = deque(token.stem for token in short if token.is_content)
    missing = set()
    for at, token in enumerate(long):
        if said and token.is_content and token.stem == said[0]:
            said.popleft()
        elif token.is_content:
            missing.add(at)
    return None if said or not missing else frozenset(missing)


def _is_list(words: Sequence[Token], left_out: frozenset[int]) -> bool:
    """Whether the words left out are members of a list: each run of them is set off by a comma or "and".

    One of these stands between a member that is left out and the one that is kept, and one of them is "and".
    """
    seps = {at for at, token in enumerate(words) if token.text.lower() in (",", "and")}
    runs = _runs(words, left_out, seps)
    used = {edge for start, end in runs for edge in (start - 1, end) if edge in seps}
    if not runs or any(not {start - 1, end} & seps for start, end in runs):
        return False
    inside = {at for start, end in runs for at in range(start, end)}
    joins_kept = any((at - 1 in inside) != (at + 1 in inside) for at in used if 0 < at < len(words) - 1)
    return joins_kept and any(words[at].text.lower() == "and" for at in used)


def _runs(words: Sequence[Token], left_out: frozenset[int], seps: set[int]) -> list[tuple[int, int]]:
    """[start, end) of words left out that follow each other, small words between them and before them included."""
    runs: list[tuple[int, int]] = []
    for at in sorted(left_out):
        start = at
        while start > 0 and start - 1 not in seps and start - 1 not in left_out and not words[start - 1].is_content:
            start -= 1
        if runs and runs[-1][1] == start:
            runs[-1] = (runs[-1][0], at + 1)
        else:
            runs.append((start, at + 1))
    return runs
