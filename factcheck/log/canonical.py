"""Canonical JSON: RFC 8785 for values without floats, so that equal values are equal bytes in any language."""

import json
from collections.abc import Mapping
from typing import Any

LARGEST = 2**53 - 1
"""Integers beyond it are not the same number everywhere (RFC 8785 writes numbers as doubles)."""


class NotCanonical(ValueError):
    """The value has no canonical form; the sentence says what to write instead."""


def canonical(value: Mapping[str, Any]) -> str:
    """Keys in the order of their UTF-16 code units, no spaces, no needless escapes. Raises NotCanonical."""
    text = json.dumps(_checked(value), separators=(",", ":"), ensure_ascii=False)
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise NotCanonical("Half of a surrogate pair is no character; leave it out.") from error
    return text


def _checked(value: Any) -> Any:
    if value is None or isinstance(value, str | bool):
        return value
    if isinstance(value, int):
        if abs(value) > LARGEST:
            raise NotCanonical(f"{value} is larger than 2^53 - 1; write it as text.")
        return value
    if isinstance(value, Mapping):
        return {key: _checked(value[key]) for key in sorted(value, key=_utf16)}
    if isinstance(value, list | tuple):
        return [_checked(item) for item in value]
    raise NotCanonical(f"A {type(value).__name__} ({value!r}) has no canonical form; write it as text.")


def _utf16(key: object) -> bytes:
    if not isinstance(key, str):
        raise NotCanonical(f"The key {key!r} is not text.")
    return key.encode("utf-16-be", "surrogatepass")
