"""A claim beside a passage: what they share and where they part. Observations; `stance` draws the conclusion."""

from dataclasses import dataclass

from claims.pipeline.compare import lexicon
from claims.pipeline.compare.quantities import Quantity
from claims.pipeline.compare.sides import Side, read_side
from claims.pipeline.compare.words import stem

NAME_WEIGHT = 2.0  # a name says more about what a sentence is about than a common word does

Clash = tuple[Quantity, Quantity]


@dataclass(frozen=True, slots=True)
class Comparison:
    """What was compared. `coverage` and `cosine` are 0 to 1; a clash pairs the claim's number with the passage's."""

    claim: Side
    passage: Side
    cosine: float
    coverage: float
    missing_names: frozenset[str]
    agreeing: tuple[Clash, ...]
    clashing: tuple[Clash, ...]
    later_value: bool
    flipped: frozenset[str]
    opposites: tuple[tuple[str, str], ...]
    denied: frozenset[str]
    other_event: str
    vague_event: str
    other_days: bool
    only_one_negates: bool
    unanswered: tuple[Quantity, ...]

    @property
    def rival_names(self) -> frozenset[str]:
        """Names that the passage has where it lacks the claim's."""
        return self.passage.names - self.claim.content if self.missing_names else frozenset()

    @property
    def turned(self) -> bool:
        """Whether the passage says the contrary in words; two turns ("was not absent") cancel."""
        return bool(self.flipped) != bool(self.opposites)


def compare(claim: str, passage: str, cosine: float, context: str = "") -> Comparison:
    """Compares a claim with a passage; `context` (headline, sentence before) only adds what is spoken of."""
    one, two, around = read_side(claim), read_side(passage), read_side(context)
    spoken_of = two.content | around.content
    agreeing, clashing = numbers(one, two)
    return Comparison(
        claim=one,
        passage=two,
        cosine=max(0.0, min(1.0, cosine)),
        coverage=coverage(one, spoken_of),
        missing_names=one.names - spoken_of,
        agreeing=agreeing,
        clashing=clashing,
        later_value=bool(clashing) and all(grows(pair, one, two) for pair in clashing),
        flipped=flipped(one, two),
        opposites=opposites(one, two),
        denied=two.denials - one.denials - one.content,
        other_event=other_event(one, two, around),
        vague_event=vague_event(one, two, around),
        other_days=bool(one.days and two.days and not one.days & two.days),
        only_one_negates=bool(one.negated) != bool(two.negated) and not put_otherwise(one, two),
        unanswered=unanswered(one, two),
    )


def coverage(claim: Side, spoken_of: frozenset[str]) -> float:
    """The share of the claim's content words that the passage has too; 0 to 1.

    Names weigh double. Days are left out: a passage that does not give the day speaks of the matter all the same.
    """
    days = frozenset(map(stem, claim.days))
    weights = {word: NAME_WEIGHT if word in claim.names else 1.0 for word in claim.content - days}
    total = sum(weights.values())
    return sum(weight for word, weight in weights.items() if word in spoken_of) / total if total else 0.0


def numbers(claim: Side, passage: Side) -> tuple[tuple[Clash, ...], tuple[Clash, ...]]:
    """The claim's numbers that the passage repeats, and those for which it gives only other figures."""
    tolls = bool(claim.content & lexicon.GROWING and passage.content & lexicon.GROWING)
    rivals = [
        (one, two)
        for one in claim.quantities
        for two in passage.quantities
        if one.same_measure(two) or (tolls and not two.units)  # "the toll rose to 62" counts the dead unsaid
    ]
    agreeing = [(one, two) for one, two in rivals if one.agrees(two)]
    settled = frozenset().union(*(one.units | two.units for one, two in agreeing))
    repeated = {one.said for one in claim.quantities for two in passage.quantities if one.agrees(two)}
    clashing = {
        one.said: (one, two)
        for one, two in reversed(rivals)
        if one.said not in repeated and not (one.units & two.units) & settled
    }
    return tuple(agreeing), tuple(clashing.values())


def unanswered(claim: Side, passage: Side) -> tuple[Quantity, ...]:
    """The claim's numbers about which the passage gives no figure at all."""
    return tuple(
        one
        for one in claim.quantities
        if not any(one.same_measure(two) or one.agrees(two) or not two.units for two in passage.quantities)
    )


def grows(pair: Clash, claim: Side, passage: Side) -> bool:
    """Whether the figures belong to a count that grows while a story runs (a toll, arrests, cases), or one is "now"."""
    shared = pair[0].units | pair[1].units
    growing = (shared | claim.content & passage.content) & lexicon.GROWING
    return bool(growing or lexicon.LATER & (claim.spelled.keys() | passage.spelled.keys()))


def flipped(claim: Side, passage: Side) -> frozenset[str]:
    """Words that both use and only one of them negates; names are not what a negation denies.

    Where both negate something, how far each negation reaches is a guess, so nothing is concluded.
    """
    if bool(claim.negated) == bool(passage.negated) or put_otherwise(claim, passage):
        return frozenset()
    shared = (claim.content & passage.content) - claim.names
    return frozenset(word for word in shared if (word in claim.negated) != (word in passage.negated))


def put_otherwise(claim: Side, passage: Side) -> bool:
    """Whether the one negation is the other's opposite word: "was absent" and "did not attend" agree."""
    words = claim.negated | passage.negated
    other = passage.content if claim.negated else claim.content
    return any(lexicon.OPPOSITES.get(word, frozenset()) & other for word in words)


def opposites(claim: Side, passage: Side) -> tuple[tuple[str, str], ...]:
    """Pairs such as (absent, attend): each stands on one side only."""
    only_claim, only_passage = claim.content - passage.content, passage.content - claim.content
    pairs = ((one, two) for one in only_claim for two in lexicon.OPPOSITES.get(one, frozenset()) & only_passage)
    # "was absent" beside "did not attend" is one opposite and one negation: together they agree.
    return tuple(sorted(p for p in pairs if (p[0] in claim.negated) == (p[1] in passage.negated)))


def other_event(claim: Side, passage: Side, context: Side) -> str:
    """The kind of happening both name while the words that say which have nothing in common, else ""."""
    for kind, said in claim.events.items():
        told = named(kind, passage, context)
        strangers = said.isdisjoint(passage.content | context.content) and told.isdisjoint(claim.content)
        if kind in passage.events and said and told and strangers:
            return kind
    return ""


def vague_event(claim: Side, passage: Side, context: Side) -> str:
    """The kind of happening that the claim names and the passage leaves open or does not speak of, else ""."""
    for kind, said in claim.events.items():
        if said and passage.events and not named(kind, passage, context):
            return kind
    return ""


def named(kind: str, passage: Side, context: Side) -> frozenset[str]:
    """Which one the passage means, or else its context."""
    return passage.events.get(kind, frozenset()) or context.events.get(kind, frozenset())
