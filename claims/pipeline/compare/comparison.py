"""A claim beside a passage: what they share and where they part. Observations; `stance` draws the conclusion."""

from dataclasses import dataclass

from claims.pipeline.compare import figures
from claims.pipeline.compare.aboutness import coverage, in_other_words, lacking, own_words, unmatched
from claims.pipeline.compare.contrast import flipped, held, opposites, put_otherwise
from claims.pipeline.compare.days import Day
from claims.pipeline.compare.elsewhen import Elsewhen, elsewhen, times_differ
from claims.pipeline.compare.figures import Pair, numbers
from claims.pipeline.compare.joint import partners
from claims.pipeline.compare.members import list_clash
from claims.pipeline.compare.quantities import Quantity
from claims.pipeline.compare.reserve import Reserve
from claims.pipeline.compare.roles import Role, swapped
from claims.pipeline.compare.same_event import Event, day_clash, same_event, vague_event
from claims.pipeline.compare.sides import Side, read_side
from claims.pipeline.times.period import Period

_PRONOUNS = frozenset({"he", "she", "they", "it"})


@dataclass(frozen=True, slots=True)
class Comparison:
    """What was compared. `coverage` and `cosine` are 0 to 1; a clash pairs the claim's number with the passage's.

    `elsewhen` has the sentence by which the passage tells of another time of what changes; `held` are the
    reserves under which the passage, and not the claim, puts the claim's words, `claim_held` the other way round.
    `said_otherwise`: the negation of one is the other's opposite word ("did not attend", "was absent"). `restated`
    are the other words in which the passage says all that the claim says; `partners`, names of those who are said to
    have done it together with one whom the passage names.
    """

    claim: Side
    passage: Side
    cosine: float
    coverage: float
    missing_names: frozenset[str]
    agreeing: tuple[Pair, ...]
    clashing: tuple[Pair, ...]
    elsewhen: Elsewhen
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
    restated: tuple[tuple[str, str], ...]
    lacking: frozenset[str]
    partners: frozenset[str]
    shares_words: bool

    @property
    def rival_names(self) -> frozenset[str]:
        """Names that the passage has where it lacks the claim's."""
        return self.passage.names - self.claim.content if self.missing_names else frozenset()

    @property
    def turned(self) -> bool:
        """Whether the passage says the contrary in words; two turns ("was not absent") cancel."""
        return bool(self.flipped) != bool(self.opposites)

    @property
    def later(self) -> str:
        """Why both may be true, each at its time; "" for no reason."""
        return self.elsewhen.reason

    @property
    def later_value(self) -> bool:
        """Whether the passage gives what may supersede the claim."""
        return bool(self.elsewhen.reason) and not self.elsewhen.earlier

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
    spoken_of, whens = two.content | around.content, (claim_when, passage_when)
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
        elsewhen=elsewhen(one, two, clashing, whens),
        flipped=flipped(one, two),
        opposites=opposites(one, two),
        denied=two.denials - one.denials - one.content,
        self_denial=bool(two.denier & (one.names | _PRONOUNS)),
        event=same_event(one, two, around, whens),
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
        restated=in_other_words(one, two, agreeing),
        lacking=lacking(one, two, agreeing),
        partners=partners(one.doers, two.content),
        shares_words=own_words(one, two),
    )
