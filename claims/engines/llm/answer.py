"""The shape of an answer about a report."""

from dataclasses import dataclass
from typing import Annotated, Any, Literal

from pydantic import Field

from claims.engines.llm.shape import Strict, lists
from claims.pipeline.draft import Modality, Polarity, Quotation, SpeakerKind

LONGEST_STATEMENT = 500
LONGEST_CHAIN = 6

Words = Annotated[str, Field(max_length=300)]
LeftOutReason = Literal[
    "a question",
    "a command or a wish",
    "an opinion",
    "boilerplate",
    "nothing is asserted",
    "not checkable",
    "said before",
]
UnnamedWire = Literal["none", "sources", "officials", "reports", "media", "unstated"]


class HopAnswer(Strict):
    """One hop of who says so; strings that do not apply are empty."""

    sentence: int
    source: Words
    cue: Words
    name: Words
    role: Words
    kind: SpeakerKind
    unnamed_class: UnnamedWire
    channel: Annotated[str, Field(max_length=100)]
    quotation: Quotation
    modality: Modality
    is_denial: bool


class ClaimAnswer(Strict):
    """One candidate: `quote` is the `occurrence`th (from 1) of these words in sentence number `sentence`."""

    sentence: int
    quote: Annotated[str, Field(min_length=1)]
    occurrence: Annotated[int, Field(ge=1)]
    statement: Annotated[str, Field(min_length=1, max_length=LONGEST_STATEMENT)]
    polarity: Polarity
    modality: Modality
    condition: str
    chain: Annotated[list[HopAnswer], Field(max_length=LONGEST_CHAIN)]


class LeftOutAnswer(Strict):
    """Why a sentence makes no claim."""

    sentence: int
    reason: LeftOutReason
    detail: str


class ReadingAnswer(Strict):
    """All about one part of a report."""

    claims: list[ClaimAnswer]
    left_out: list[LeftOutAnswer]


@dataclass(frozen=True, slots=True)
class Answer:
    """What came, not yet looked at one by one, so that one bad candidate doesn't sink the others."""

    claims: list[Any]
    left_out: list[Any]


def parse(content: str) -> Answer:
    """The answer as it came. Raises Unusable, to be asked again, unless it is an object of just these two lists."""
    return Answer(**lists(content, ReadingAnswer))
