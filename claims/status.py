"""The words of a verdict, what readers see of it, and who may move it and what for. Pure: a table to read."""

from dataclasses import dataclass

from django.db.models import TextChoices


class Status(TextChoices):
    UNREVIEWED = "unreviewed"
    VERIFIED = "verified"
    REFUTED = "refuted"
    CONFLICTING = "conflicting"
    UNVERIFIABLE = "unverifiable"
    SUPERSEDED = "superseded"
    WITHDRAWN = "withdrawn"


class Stance(TextChoices):
    SUPPORTS = "supports"
    REFUTES = "refutes"
    NOT_ENOUGH_INFO = "not_enough_info", "not enough info"


class Polarity(TextChoices):
    ASSERTED = "asserted"
    NEGATED = "negated"


class Modality(TextChoices):
    ASSERTED = "asserted"
    EXPECTED = "expected"
    PLANNED = "planned"
    POSSIBLE = "possible"


VERDICTS = frozenset({Status.VERIFIED, Status.REFUTED, Status.CONFLICTING})
FITTING = {
    Status.VERIFIED: frozenset({Stance.SUPPORTS}),
    Status.REFUTED: frozenset({Stance.REFUTES}),
    Status.CONFLICTING: frozenset({Stance.SUPPORTS, Stance.REFUTES}),
}
"""The stances that a verdict can rest on."""


class Need(TextChoices):
    """What a move asks for, besides someone who neither wrote, accepted nor last edited the claim."""

    RATIONALE = "rationale"
    EVIDENCE = "evidence"
    SECOND_PERSON = "second_person", "a second person, unless that is switched off"
    SECOND_ALWAYS = "second_always", "a second person, always"


@dataclass(frozen=True, slots=True)
class Move:
    """Who may make it, as the name of a permission, and what it needs."""

    who: str
    needs: frozenset[Need]


DECIDE, REINSTATE = "claims.decide", "claims.reinstate"


def _move(source: Status, target: Status) -> Move:
    needs = {Need.RATIONALE}
    if target in VERDICTS:
        needs.add(Need.EVIDENCE)
    if source == Status.WITHDRAWN:
        return Move(REINSTATE, frozenset(needs | {Need.SECOND_ALWAYS}))
    if source not in (Status.UNREVIEWED, target):
        needs.add(Need.SECOND_PERSON)
    return Move(DECIDE, frozenset(needs))


def _moves() -> dict[tuple[Status, Status], Move]:
    """Every status can be judged afresh, also to say that it stands; nothing goes back to unreviewed.

    What is published changes only with a second person. A withdrawn claim comes back only if two people want it,
    whatever is switched off, and can't be withdrawn twice.
    """
    targets = [status for status in Status if status != Status.UNREVIEWED]
    pairs = [(source, target) for source in Status for target in targets]
    return {pair: _move(*pair) for pair in pairs if pair != (Status.WITHDRAWN, Status.WITHDRAWN)}


MOVES = _moves()
PROPOSABLE = frozenset(pair for pair, move in MOVES.items() if move.who == DECIDE)
"""What the machine may propose: only people ask to bring a withdrawn claim back."""


@dataclass(frozen=True, slots=True)
class Rating:
    """A verdict in ClaimReview's words: `text` is its alternateName; `value` its ratingValue, where it has one."""

    text: str
    value: int | None = None


WORST, BEST = 1, 5
RATINGS = {
    Status.VERIFIED: Rating("True", BEST),
    Status.REFUTED: Rating("False", WORST),
    Status.CONFLICTING: Rating("Conflicting evidence", 3),
    Status.UNVERIFIABLE: Rating("Unproven"),
    Status.SUPERSEDED: Rating("Outdated"),
    Status.WITHDRAWN: Rating("Withdrawn"),
}
"""An unreviewed claim has no rating. No number says "nobody can tell", so where nobody can, there is none."""
