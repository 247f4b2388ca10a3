"""The words of a verdict, and which move from one to another needs what. Pure: a table to read."""

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


@dataclass(frozen=True, slots=True)
class Move:
    """What a move asks for, besides a rationale and a reviewer who did not write the claim."""

    needs_evidence: bool


NEEDS_EVIDENCE, FREE = Move(needs_evidence=True), Move(needs_evidence=False)


def _moves() -> dict[tuple[Status, Status], Move]:
    """Every status but withdrawn can be judged afresh, also to say that it stands; nothing goes back to unreviewed."""
    sources = [status for status in Status if status != Status.WITHDRAWN]
    targets = [status for status in Status if status != Status.UNREVIEWED]
    return {
        (source, target): NEEDS_EVIDENCE if target in VERDICTS else FREE for source in sources for target in targets
    }


MOVES = _moves()


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
