"""A sentence beside the published claims nearest to it."""

from collections.abc import Sequence
from typing import Any

from pydantic import BaseModel, Field

from claims.engines.protocols import Pair, StanceJudge
from claims.mcp.answers import Claim
from claims.pipeline.stance import StanceResult

LEAST_LIKENESS = 0.3
"""Cosine below which a claim is not about the sentence: the same as for re-checks."""


class Compared(BaseModel):
    """What the sentence says about the claim, in the view of a machine that no person has looked at."""

    stance: str = Field(
        description="`supports`: the sentence says what the claim says; `refutes`: it says otherwise; "
        "`not_enough_info`: neither can be told."
    )
    scores: dict[str, float] = Field(description="The judge's probabilities of the three.")
    reasons: list[str]
    judge: str = Field(description="The version of the machine that compared.")

    @classmethod
    def of(cls, result: StanceResult) -> "Compared":
        scores = {str(stance): round(score, 3) for stance, score in result.scores.items()}
        return cls(stance=result.stance, scores=scores, reasons=list(result.reasons), judge=result.engine)


class Match(BaseModel):
    """A published claim near the sentence."""

    claim: Claim
    likeness: float = Field(description="Cosine of the two in meaning: 1 is the same, below 0.5 rarely the same event.")
    sentence_on_claim: Compared
    reads: str = Field(description="What both together come to, in a sentence.")


class Checked(BaseModel):
    """A sentence beside what is published. It is no verdict on the sentence: nobody has decided on that."""

    matches: list[Match] = Field(description="The nearest first; none means that nothing published is near it.")
    note: str


NOTE = (
    "People decided where each claim stands. That a sentence says the same or otherwise was judged by a machine just "
    "now, which errs; read the claim before you rely on it, and give its id and date."
)
NOTHING = "Nothing that is published is near this sentence. That says nothing on whether it is true."


def compare(sentence: str, near: Sequence[tuple[dict[str, Any], float]], judge: StanceJudge) -> Checked:
    """The statement of each card, with its likeness, beside the sentence."""
    kept = [(card, likeness) for card, likeness in near if likeness >= LEAST_LIKENESS]
    results = judge.judge([Pair(card["statement"], sentence) for card, _likeness in kept])
    matches = [_match(*row, result) for row, result in zip(kept, results, strict=True)]
    return Checked(matches=matches, note=NOTE if matches else NOTHING)


def _match(card: dict[str, Any], likeness: float, result: StanceResult) -> Match:
    claim, compared = Claim.of(card), Compared.of(result)
    return Match(claim=claim, likeness=round(likeness, 3), sentence_on_claim=compared, reads=reads(claim, compared))


def reads(claim: Claim, compared: Compared) -> str:
    on = f"on {claim.decided_at[:10]}" if claim.decided_at else "on a day that is not known"
    stands = f"which people decided to be “{claim.status}” {on}"
    sure = f"(a machine's view, {compared.scores[compared.stance]:.0%} sure)"
    if compared.stance == "supports":
        return f"The sentence seems to say the same as this claim {sure}, {stands}."
    if compared.stance == "refutes":
        return f"The sentence seems to say otherwise than this claim {sure}, {stands}."
    return f"It can't be told what the sentence says about this claim {sure}, {stands}."
