"""The shape of an answer: what the model is asked for as a JSON schema, and how what came is read."""

import json
from dataclasses import dataclass
from typing import Annotated, Any, Literal, NoReturn, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from claims.engines.llm.errors import Refused, Unanswered
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
M = TypeVar("M", bound=BaseModel)


class _Strict(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


class HopAnswer(_Strict):
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


class ClaimAnswer(_Strict):
    """One candidate: `quote` is the `occurrence`th (from 1) of these words in sentence number `sentence`."""

    sentence: int
    quote: Annotated[str, Field(min_length=1)]
    occurrence: Annotated[int, Field(ge=1)]
    statement: Annotated[str, Field(min_length=1, max_length=LONGEST_STATEMENT)]
    polarity: Polarity
    modality: Modality
    condition: str
    chain: Annotated[list[HopAnswer], Field(max_length=LONGEST_CHAIN)]


class LeftOutAnswer(_Strict):
    """Why a sentence makes no claim."""

    sentence: int
    reason: LeftOutReason
    detail: str


class _Answer(_Strict):
    claims: list[ClaimAnswer]
    left_out: list[LeftOutAnswer]


@dataclass(frozen=True, slots=True)
class Answer:
    """What came, not yet looked at one by one, so that one bad candidate doesn't sink the others."""

    claims: list[Any]
    left_out: list[Any]


def schema() -> dict[str, Any]:
    """The JSON schema of an answer, in the part of the language that strict servers know: no bounds, no references."""
    whole = _Answer.model_json_schema()
    plain: dict[str, Any] = _plain(whole, whole["$defs"])
    return plain


def parse(content: str) -> Answer:
    """The answer as it came. Raises Unanswered, to be asked again, unless it is an object of just these two lists."""
    try:
        whole = load(content)
    except ValueError:
        raise Unanswered("the model's answer is not JSON", retry=True) from None
    if not isinstance(whole, dict) or set(whole) != set(_Answer.model_fields):
        raise Unanswered("the model's answer does not have the form it was asked for", retry=True)
    if not all(isinstance(part, list) for part in whole.values()):
        raise Unanswered("the model's answer does not have the form it was asked for", retry=True)
    return Answer(whole["claims"], whole["left_out"])


def load(text: str | bytes) -> Any:
    """Parse JSON, as the standard has it. Raises ValueError, also for what is nested too deeply or not Unicode."""
    try:
        return json.loads(text, parse_constant=_no_constant)
    except RecursionError:
        raise ValueError("nested too deeply") from None


def candidate(kind: type[M], value: Any) -> M:
    """`value` as one of the answer's parts. Raises Refused, naming the field but none of its content."""
    try:
        return kind.model_validate(value)
    except ValidationError as error:
        where = next(
            (str(e["loc"][0]) for e in error.errors(include_input=False, include_context=False) if e["loc"]), ""
        )
    except RecursionError:
        where = ""
    known = where in kind.model_fields
    raise Refused(f"its {where} is not as asked" if known else "it does not have the form it was asked for")


def _plain(node: Any, definitions: dict[str, Any]) -> Any:
    if isinstance(node, list):
        return [_plain(item, definitions) for item in node]
    if not isinstance(node, dict):
        return node
    if "$ref" in node:
        return _plain(definitions[node["$ref"].rsplit("/", 1)[1]], definitions)
    kept = ("type", "enum", "items", "required", "additionalProperties")
    plain = {key: _plain(node[key], definitions) for key in kept if key in node}
    if "properties" in node:
        plain["properties"] = {name: _plain(value, definitions) for name, value in node["properties"].items()}
    return plain


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not JSON")
