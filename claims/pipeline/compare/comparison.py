"""A claim beside a passage: what they share and where they part. Observations; `stance` draws the conclusion."""

import re
from dataclasses import dataclass

from claims.pipeline.compare import figures
from claims.pipeline.compare.days import Day
from claims.pipeline.compare.figures import Pair, numbers
from claims.pipeline.compare.holders import next_holder
from claims.pipeline.compare.lexicon import MONTHS
from claims.pipeline.compare.measures import CURRENCIES, UNITS
from claims.pipeline.compare.members import list_clash
from claims.pipeline.compare.opposites import OPPOSITES
from claims.pipeline.compare.quantities import Quantity
from claims.pipeline.compare.reserve import Reserve
from claims.pipeline.compare.roles import Role, swapped
from claims.pipeline.compare.same_event import Event, day_clash, ends_before, same_event, times_apart, vague_event
from claims.pipeline.compare.sides import Side, read_side
from claims.pipeline.compare.words import stem
from claims.pipeline.times.period import Period

NAME_WEIGHT = 2.0  # a name says more about what a sentence is about than a common word does
_OTHER_PERIODS = re.compile(
    r"\b(?:last year|last month|last week|previous|(?:year|month|week|day|decade)s? (?:ago|earlier|before))\b"
)
_PRONOUNS = frozenset({"he", "she", "they", "it"})


@dataclass(frozen=True, slots=True)
class Comparison:
    """What was compared. `coverage` and `cosine` are 0 to 1; a clash pairs the claim's number with the passage's.

    `later` is the sentence by which the passage tells of a later (or another) time of what changes; `held` are the
    reserves under which the passage, and not the claim, puts the claim's words, `claim_held` the other way round.
    `said_otherwise`: the negation of one is the other's opposite word ("did not attend", "was absent").
    """

    claim: Side
    passage: Side
    cosine: float
    coverage: float
    missing_names: frozenset[str]
    agreeing: tuple[Pair, ...]
    clashing: tuple[Pair, ...]
    later: str
    flipped: frozenset[str]
    opposites: tuple[tuple[str, str], ...]
    denied: frozenset[str]
    self_denial: bool
    event: Event
    day_clash: tuple[Day, Day] | None
    swapped: tuple[Role, Role] | None
    list_clash: str
    held: frozenset[Reserve]
    claim_held: frozenset[Reserve]
    vague_event: str
    only_one_negates: bool
    said_otherwise: bool
    times_differ: bool
    unmatched: frozenset[str]
    unanswered: tuple[Quantity, ...]

    @property
    def rival_names(self) -> frozenset[str]:
        """Names that the passage has where it lacks the claim's."""
        return self.passage.names - self.claim.content if self.missing_names else frozenset()

    @property
    def turned(self) -> bool:
        """Whether the passage says the contrary in words; two turns ("was not absent") cancel."""
        return bool(self.flipped) != bool(self.opposites)

    @property
    def later_value(self) -> bool:
        return bool(self.later)

    @property
    def other_event(self) -> bool:
        return self.event.same == "no"


def compare(
    claim: str,
    passage: str,
    cosine: float,
    context: str = "",
    claim_when: Period | None = None,
    passage_when: Period | None = None,
) -> Comparison:
    """Compares a claim with a passage; `context` (headline, sentence before) only adds what is spoken of.

    `claim_when` and `passage_when` are the periods of which the two speak, where the caller knows them.
    """
    one, two, around = read_side(claim), read_side(passage), read_side(context)
    spoken_of = two.content | around.content
    agreeing, clashing = numbers(one, two)
    one_negates, otherwise = bool(one.negated) != bool(two.negated), put_otherwise(one, two)
    return Comparison(
        claim=one,
        passage=two,
        cosine=max(0.0, min(1.0, cosine)),
        coverage=coverage(one, spoken_of),
        missing_names=one.names - spoken_of,
        agreeing=agreeing,
        clashing=clashing,
        later=later(one, two, clashing, (claim_when, passage_when)),
        flipped=flipped(one, two),
        opposites=opposites(one, two),
        denied=two.denials - one.denials - one.content,
        self_denial=bool(two.denier & (one.names | _PRONOUNS)),
        event=same_event(one, two, around, (claim_when, passage_when)),
        day_clash=day_clash(one, two),
        swapped=swapped(one.roles, two.roles),
        list_clash=list_clash(one, two),
        held=held(one, two),
        claim_held=held(two, one),
        vague_event=vague_event(one, two, around),
        only_one_negates=one_negates and not otherwise,
        times_differ=times_differ(one, two),
        unmatched=unmatched(one, two, spoken_of),
        said_otherwise=one_negates and otherwise,
        unanswered=figures.unanswered(one, two),
    )


def coverage(claim: Side, spoken_of: frozenset[str]) -> float:
    """The share of the claim's content words that the passage has too; 0 to 1.

    Names weigh double. Days are left out: a passage that does not give the day speaks of the matter all the same.
    """
    days = frozenset(map(stem, claim.days))
    weights = {word: NAME_WEIGHT if word in claim.names else 1.0 for word in claim.content - days}
    total = sum(weights.values())
    return sum(weight for word, weight in weights.items() if word in spoken_of) / total if total else 0.0


def later(claim: Side, passage: Side, clashing: tuple[Pair, ...], whens: tuple[Period | None, Period | None]) -> str:
    """Why what the passage says may be true beside the claim, at another time; "" where nothing says so."""
    if clashing and all(figures.grows(pair, claim, passage) for pair in clashing):
        return "Such a count grows, so the figure may be a later one."
    other_time = times_apart(*whens)
    if clashing and other_time and all(figures.changes(pair, claim, passage) for pair in clashing):
        return f"The passage speaks of {'a later' if ends_before(*whens) else 'an earlier'} time."
    if clashing and (said := lone_period(claim, passage)):
        return said
    office = next_holder(claim.holders, passage.holders)
    if office and not passage.negated:
        return f"The office ({claim.spelled.get(office, office)}) changed hands, which may have been later."
    return ""


def lone_period(claim: Side, passage: Side) -> str:
    """The sentence that one side alone gives a year (or "last year") for its figure; "" where both or none do."""
    mine, theirs = periods(claim), periods(passage)
    if bool(mine) == bool(theirs):
        return ""
    who, said = ("claim", mine) if mine else ("passage", theirs)
    return f"Only the {who} says of when its figure is ({', '.join(sorted(said))})."


def unmatched(claim: Side, passage: Side, spoken_of: frozenset[str]) -> frozenset[str]:
    """The claim's words that the passage neither has nor turns round, where it speaks of something else instead.

    Names may stand in the context; other words too, where the passage adds none of its own.
    """
    rival = passage.content - claim.content - _turned(claim) - _measuring(passage)
    said = passage.content | (spoken_of & claim.names if rival else spoken_of)
    missing = claim.content - said - _turned(passage) - _measuring(claim)
    return missing if passage.content - claim.content else frozenset()


def _turned(side: Side) -> frozenset[str]:
    return frozenset().union(*(OPPOSITES.get(word, frozenset()) for word in side.content))


def _measuring(side: Side) -> frozenset[str]:
    """Stems of its figures, their units, and its days."""
    figures_of = (word for one in side.quantities for word in one.said.split())
    units = frozenset().union(*(one.units for one in side.quantities))
    named = side.content & (UNITS.keys() | CURRENCIES) if side.quantities else frozenset()
    return units | named | side.days | frozenset(map(stem, (*figures_of, *side.days)))


def periods(side: Side) -> frozenset[str]:
    years = (str(day.year) for day in side.dates if day.year)
    return frozenset((*years, *(match.group() for match in _OTHER_PERIODS.finditer(side.text.lower()))))


def times_differ(claim: Side, passage: Side) -> bool:
    """Whether one alone names a month or a year, or the two name different earlier periods.

    A weekday is left out: as often it is the day on which somebody said so.
    """
    one, two = claim.days & MONTHS, passage.days & MONTHS
    return bool(one) != bool(two) or periods(claim) != periods(passage)


def held(claim: Side, passage: Side) -> frozenset[Reserve]:
    """Reserves under which the passage puts words of the claim's, or their opposites, and the claim none of these."""
    plain = (claim.content - claim.names) or claim.content
    spoken_of = plain.union(*(OPPOSITES.get(word, frozenset()) for word in plain))
    return frozenset(
        kind for kind, words in passage.governed.items() if kind not in claim.governed and words & spoken_of
    )


def flipped(claim: Side, passage: Side) -> frozenset[str]:
    """Words that both use and only one of them negates; names only where they stand right after "not".

    Where both negate something, how far each negation reaches is a guess, so nothing is concluded.
    """
    ruled_out = (claim.names & passage.ruled_out) ^ (passage.names & claim.ruled_out)
    if ruled_out or bool(claim.negated) == bool(passage.negated) or put_otherwise(claim, passage):
        return ruled_out
    shared = (claim.content & passage.content) - claim.names
    return frozenset(word for word in shared if (word in claim.negated) != (word in passage.negated))


def put_otherwise(claim: Side, passage: Side) -> bool:
    """Whether the one negation is the other's opposite word: "was absent" and "did not attend" agree."""
    words = claim.negated | passage.negated
    other = passage.content if claim.negated else claim.content
    return any(OPPOSITES.get(word, frozenset()) & other for word in words)


def opposites(claim: Side, passage: Side) -> tuple[tuple[str, str], ...]:
    """Pairs such as (absent, attend): each stands on one side only, in a clause that shares a word with the other."""
    only_claim, only_passage = claim.content - passage.content, passage.content - claim.content
    pairs = ((one, two) for one in only_claim for two in OPPOSITES.get(one, frozenset()) & only_passage)
    # "was absent" beside "did not attend" is one opposite and one negation: together they agree.
    return tuple(
        sorted(p for p in pairs if (p[0] in claim.negated) == (p[1] in passage.negated) and meet(p, claim, passage))
    )


def meet(pair: tuple[str, str], claim: Side, passage: Side) -> bool:
    """Whether the clauses in which the two words stand are about the same: among those with most words in common."""
    shared = [(len(one & two), pair[0] in one and pair[1] in two) for one in claim.clauses for two in passage.clauses]
    most = max((count for count, _ in shared), default=0)
    return any(2 * count > most or not most for count, has_pair in shared if has_pair)
