"""How far the passage speaks of what the claim speaks of: the words it has, has in other words, or lacks."""

from claims.pipeline.compare.counted import GENERIC
from claims.pipeline.compare.equals import all_equal, equal
from claims.pipeline.compare.figures import Pair
from claims.pipeline.compare.measures import CURRENCIES, UNITS
from claims.pipeline.compare.opposites import OPPOSITES
from claims.pipeline.compare.quantity import DATED
from claims.pipeline.compare.sides import Side
from claims.pipeline.compare.words import stem

NAME_WEIGHT = 2.0  # a name says more about what a sentence is about than a common word does


def coverage(claim: Side, spoken_of: frozenset[str]) -> float:
    """The share of the claim's content words that the passage has too; 0 to 1.

    Names weigh double. Days are left out: a passage that does not give the day speaks of the matter all the same.
    """
    weights = {word: NAME_WEIGHT if word in claim.names else 1.0 for word in claim.content - _days(claim)}
    total = sum(weights.values())
    return sum(weight for word, weight in weights.items() if word in spoken_of) / total if total else 0.0


def unmatched(claim: Side, passage: Side, spoken_of: frozenset[str]) -> frozenset[str]:
    """The claim's words that the passage neither has nor turns round, where it speaks of something else instead.

    Names may stand in the context; other words too, where the passage adds none of its own.
    """
    rival = passage.content - claim.content - _turned(claim) - _measuring(passage)
    said = passage.content | (spoken_of & claim.names if rival else spoken_of)
    missing = claim.content - said - _turned(passage) - _measuring(claim) - calls(claim, passage)
    missing -= all_equal(missing, passage.content).keys()
    return missing if passage.content - claim.content else frozenset()


def calls(claim: Side, passage: Side) -> frozenset[str]:
    """Words by which the claim only calls someone whom the passage names in full ("the midfielder Ruben Ostrow")."""
    return frozenset[str]().union(*(words for name, words in claim.called.items() if name <= passage.content))


def lacking(claim: Side, passage: Side, agreeing: tuple[Pair, ...]) -> frozenset[str]:
    """The claim's words that the passage itself has neither so nor in other words, whatever else it speaks of."""
    missing = claim.content - passage.content - _days(claim) - calls(claim, passage)
    missing -= all_equal(missing - claim.names, passage.content).keys()
    return missing - (_measuring(claim) | GENERIC) if agreeing else missing


def in_other_words(claim: Side, passage: Side, agreeing: tuple[Pair, ...]) -> tuple[tuple[str, str], ...]:
    """How the passage says all that the claim says: pairs of its other words, and of figures that come to the same.

    Empty where it lacks a word, a name or a figure of the claim's, or where it needs no other words for it.
    """
    figures = {number for number in claim.quantities if number.kind not in DATED}
    if not claim.content - claim.names or figures - {one for one, _ in agreeing} or lacking(claim, passage, agreeing):
        return ()
    others = all_equal(claim.content - claim.names - passage.content, passage.content)
    spelled = [(claim.spelled[one], passage.spelled[two]) for one, two in others.items()]
    restated = [(one.said, two.said) for one, two in agreeing if one.said != two.said]
    return tuple(sorted({*spelled, *restated}))


def own_words(claim: Side, passage: Side) -> bool:
    """Whether the passage itself has a word of the claim's that is no name, or one that says the same."""
    plain = claim.content - claim.names - _days(claim)
    return not plain or any(word in passage.content or equal(word, passage.content) for word in plain)


def _days(side: Side) -> frozenset[str]:
    return frozenset(map(stem, side.days))


def _turned(side: Side) -> frozenset[str]:
    return frozenset().union(*(OPPOSITES.get(word, frozenset()) for word in side.content))


def _measuring(side: Side) -> frozenset[str]:
    """Stems of its figures, their units, and its days."""
    figures_of = (word for one in side.quantities for word in one.said.split())
    units = frozenset().union(*(one.units for one in side.quantities))
    named = side.content & (UNITS.keys() | CURRENCIES) if side.quantities else frozenset()
    return units | named | side.days | frozenset(map(stem, (*figures_of, *side.days)))
