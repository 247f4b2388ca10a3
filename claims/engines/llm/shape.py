"""How answers are shaped: strict parts, the JSON schema that asks for them, and the way back from JSON."""

import json
from typing import Any, NoReturn, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from claims.engines.llm.errors import Refused, Unusable

M = TypeVar("M", bound=BaseModel)


class Strict(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid", frozen=True, allow_inf_nan=False)


def schema(answer: type[Strict]) -> dict[str, Any]:
    """The JSON schema of an answer, in the part of the language that strict servers know: no bounds, no references."""
    whole = answer.model_json_schema()
    plain: dict[str, Any] = _plain(whole, whole["$defs"])
    return plain


def lists(content: str, answer: type[Strict]) -> dict[str, list[Any]]:
    """The lists of an answer as they came: their items are looked at one by one, so that a bad one sinks no others.

    Raises Unusable, to be asked again, unless it is an object of just the lists that `answer` has.
    """
    try:
        whole = load(content)
    except ValueError:
        raise Unusable("the model's answer is not JSON", retry=True) from None
    if not isinstance(whole, dict) or set(whole) != set(answer.model_fields):
        raise Unusable("the model's answer does not have the form it was asked for", retry=True)
    if not all(isinstance(part, list) for part in whole.values()):
        raise Unusable("the model's answer does not have the form it was asked for", retry=True)
    return whole


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
