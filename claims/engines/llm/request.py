"""The body of a request: our rules as the system's message; what others wrote, as data between tags, in the user's."""

import json
from collections.abc import Iterable
from typing import Any

from claims.engines.llm.config import Endpoint


def request(endpoint: Endpoint, rules: str, data: str, name: str, schema: dict[str, Any]) -> dict[str, Any]:
    """The body of a Chat Completions request; no tools, and nothing of `data` among the rules."""
    return {
        "model": endpoint.model,
        "temperature": 0,
        "max_tokens": endpoint.answer_tokens,
        "messages": [
            {"role": "system", "content": rules},
            {"role": "user", "content": data},
        ],
        "response_format": {
            "type": "json_schema",
            "json_schema": {"name": name, "strict": True, "schema": schema},
        },
    }


def between(tag: str, lines: Iterable[str]) -> str:
    """The lines between their tags; what `quoted` has written cannot close them."""
    return "\n".join((f"<{tag}>", *lines, f"</{tag}>"))


def quoted(text: str) -> str:
    """`text` as a JSON string in which tags, controls and marks that turn the direction of writing are escapes."""
    return "".join(_escape(c) if _needs_escape(c) else c for c in json.dumps(text, ensure_ascii=False))


def _needs_escape(character: str) -> bool:
    return character in "<>" or not character.isprintable()


def _escape(character: str) -> str:
    return json.dumps(character)[1:-1] if character > "\uffff" else f"\\u{ord(character):04x}"
