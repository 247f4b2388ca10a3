"""JSON as RFC 8259 means it: UTF-8, no constants of JavaScript, and each name once."""

import json
from collections import Counter
from collections.abc import Mapping
from typing import IO, Any, NoReturn

from rest_framework.exceptions import ParseError
from rest_framework.parsers import JSONParser


class StrictJSONParser(JSONParser):
    """Raises ParseError (400) for what is not JSON, and RequestDataTooBig (413) before reading too much."""

    def parse(
        self,
        stream: IO[Any],
        media_type: str | None = None,
        parser_context: Mapping[str, Any] | None = None,
    ) -> Any:
        # `body` checks DATA_UPLOAD_MAX_MEMORY_SIZE, which reading the stream would pass by.
        body: bytes = (parser_context or {})["request"].body
        try:
            text = body.decode("utf-8-sig")
            return json.loads(text, object_pairs_hook=_each_name_once, parse_constant=_refuse_constant)
        except UnicodeDecodeError as error:
            raise ParseError(f"The body is not UTF-8: see its byte {error.start}.") from error
        except RecursionError as error:
            raise ParseError("The body is nested too deeply.") from error
        except json.JSONDecodeError as error:
            raise ParseError(f"The body is not JSON: {error}.") from error
        except ValueError as error:
            raise ParseError("The body has a number that is too long.") from error


def _each_name_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) != len(pairs):
        [(twice, _)] = Counter(name for name, _ in pairs).most_common(1)
        raise ParseError(f"The name {twice[:100]!r} occurs twice; it must be clear which one counts.")
    return made


def _refuse_constant(name: str) -> NoReturn:
    raise ParseError(f"{name} is not JSON.")
