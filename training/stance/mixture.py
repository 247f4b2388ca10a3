"""Everything the model learns from: public pairs and our own, with what `swaps` makes of both."""

import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

from training.stance import sets
from training.stance.contraries import contraries, told
from training.stance.headlines import confirmed, debunked, doubted, is_plain, shortened
from training.stance.pairs import NOT_ENOUGH, OPPOSITE, REFUTES, SUPPORTS, Example, target
from training.stance.stories import Story, beside, pairs
from training.stance.swaps import NAME, denied, other_fact, put

CONJUNCTIONS = 11_000
STRANGERS = 4_500
"""Claims of FEVER that are put beside the evidence of another claim that shares a name."""
CONTRARIES = 2_000
COUNTERS = 0.4
"""The share of news lines that are shown with the counter, too: most news about a claim does not refute it."""
CONTEXTS = 0.3
"""The share of our own passages that come with another line of their story."""


def public(folder: Path, rng: random.Random) -> list[Example]:
    """The public sets, FEVER with changed facts and denials. The label of each is doubted as much as it was noisy."""
    fever = sets.pairs(folder, "fever_rte")
    names = sorted({name for claim, _, _ in fever for name in NAME.findall(claim)})
    out = [_example(pair, 0.08) for pair in fever]
    for pair in fever:
        out += changed(pair, names, rng)
    out += strangers(fever, rng)
    out += [_example(pair, 0.1) for pair in sets.pairs(folder, "fm2_dev")]
    out += [_example(pair, 0.15) for pair in sets.pairs(folder, "wice_dev")]
    conjunctions = sets.pairs(folder, "conjnli")
    out += [_example(pair, 0.1) for pair in rng.sample(conjunctions, min(CONJUNCTIONS, len(conjunctions)))]
    return out


def changed(pair: sets.Pair, names: Sequence[str], rng: random.Random) -> Iterator[Example]:
    """The pair with another fact, if it supports, and with its claim denied."""
    claim, passage, stance = pair
    fact = other_fact(claim, passage, names, rng) if stance == SUPPORTS else None
    if fact is not None:
        yield Example(put(claim, fact), put(passage, fact), target(SUPPORTS, 0.1))
        refuting = rng.choice([(put(claim, fact), passage), (claim, put(passage, fact))])
        yield Example(*refuting, target(REFUTES, 0.1))
    contrary = denied(claim, rng) if rng.random() < 0.35 else None
    if contrary is not None:
        yield Example(contrary, passage, target(OPPOSITE[stance], 0.12))


def strangers(fever: Sequence[sets.Pair], rng: random.Random) -> Iterator[Example]:
    """Claims beside the evidence of another claim that has a name in common with them, but not its subject."""
    naming: defaultdict[str, list[sets.Pair]] = defaultdict(list)
    for pair in fever:
        for name in NAME.findall(pair[0]):
            naming[name].append(pair)
    for claim, passage, _ in rng.sample(fever, min(STRANGERS, len(fever))):
        near = [other for name in NAME.findall(claim) for other in naming[name]]
        apart = [other for other in near if other[1] != passage and other[0].split()[0] != claim.split()[0]]
        if apart:
            yield Example(claim, rng.choice(apart)[1], target(NOT_ENOUGH, 0.15))


def own(stories: Sequence[Story], rng: random.Random) -> Iterator[Example]:
    """Our stories: their lines in context, what desks make of them, changed facts, a line of another story."""
    names = sorted({name for story in stories for name in NAME.findall(story.claim)})
    yield from contraries(CONTRARIES, rng)
    for story in stories:
        for claim, passage, stance in pairs(story):
            if claim == story.counter and not story.is_encyclopedic and rng.random() > COUNTERS:
                continue
            yield _in_context(story, (claim, passage, stance), rng)
            yield from _changed_story((claim, passage, stance), names, rng)
        yield from again(story, rng)
        if not story.is_encyclopedic:
            yield from headlines(story, rng)
        other = rng.choice(stories)
        if other is not story and rng.random() < 0.5:
            yield Example(story.claim, rng.choice(other.lines)[1], target(NOT_ENOUGH, 0.03))


def again(story: Story, rng: random.Random) -> Iterator[Example]:
    """Claim and counter said again: in the same words, by someone, and one beside the other."""
    for one, other in ((story.claim, story.counter), (story.counter, story.claim)):
        yield Example(one, told(one, rng), target(SUPPORTS, 0.03))
        yield Example(one, told(other, rng), target(REFUTES, 0.06))
        contrary = denied(one, rng)
        if contrary is not None:
            yield Example(one, told(contrary, rng), target(REFUTES, 0.06))
            yield Example(contrary, told(contrary, rng), target(SUPPORTS, 0.03))


def headlines(story: Story, rng: random.Random) -> Iterator[Example]:
    """The claim and some lines that support it, as desks pass them on."""
    said = [line for mark, line in story.lines if mark in "Ss" and is_plain(line)]
    for line in [story.claim, *rng.sample(said, min(2, len(said)))]:
        yield Example(story.claim, doubted(line, rng), target(NOT_ENOUGH, 0.08))
        yield Example(story.claim, debunked(line, rng), target(REFUTES, 0.06))
        yield Example(story.claim, confirmed(line, rng), target(SUPPORTS, 0.06))
    for line in said:
        yield Example(story.claim, shortened(line), target(SUPPORTS, 0.06))


def _in_context(story: Story, pair: sets.Pair, rng: random.Random) -> Example:
    claim, passage, stance = pair
    near = beside(story, passage) if rng.random() < CONTEXTS else []
    return Example(claim, passage, target(stance, 0.06), rng.choice(near) if near else "")


def _changed_story(pair: sets.Pair, names: Sequence[str], rng: random.Random) -> Iterator[Example]:
    claim, passage, stance = pair
    fact = other_fact(claim, passage, names, rng) if stance == SUPPORTS and rng.random() < 0.8 else None
    if fact is not None:
        yield Example(put(claim, fact), put(passage, fact), target(SUPPORTS, 0.06))
        if fact[0].isdigit():  # a line about someone else says nothing of the claim's own
            yield Example(claim, put(passage, fact), target(REFUTES, 0.1))
    contrary = denied(claim, rng) if rng.random() < 0.12 else None
    if contrary is not None:
        yield Example(contrary, passage, target(OPPOSITE[stance], 0.12))


def _example(pair: sets.Pair, doubt: float) -> Example:
    claim, passage, stance = pair
    return Example(claim, passage, target(stance, doubt))
