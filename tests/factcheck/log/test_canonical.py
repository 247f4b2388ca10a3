"""Equal values are equal bytes, and the bytes are those of RFC 8785."""

import json
import random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.log.canonical import LARGEST, NotCanonical, canonical

TEXTS = st.text(st.characters(exclude_categories=["Cs"]))
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-LARGEST, LARGEST) | TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4),
    max_leaves=20,
)
BODIES = st.dictionaries(TEXTS, VALUES, max_size=6)


def shuffled(value: Any, chance: random.Random) -> Any:
    if isinstance(value, dict):
        keys = list(value)
        chance.shuffle(keys)
        return {key: shuffled(value[key], chance) for key in keys}
    return [shuffled(item, chance) for item in value] if isinstance(value, list) else value


@given(BODIES, st.randoms())
def test_the_order_in_which_keys_come_changes_no_byte(body: dict[str, Any], chance: random.Random) -> None:
    assert canonical(shuffled(body, chance)) == canonical(body)


@given(BODIES)
def test_what_is_written_reads_back_as_it_was(body: dict[str, Any]) -> None:
    assert json.loads(canonical(body)) == body
    assert canonical(json.loads(canonical(body))) == canonical(body)


def test_keys_stand_in_the_order_of_their_utf_16_code_units() -> None:
    """The case in which code points would order otherwise: U+1F600 is written with units below U+FB33."""
    assert canonical({"\ufb33": 1, "\U0001f600": 2, "é": 3, "1": 4}) == '{"1":4,"é":3,"\U0001f600":2,"\ufb33":1}'


def test_only_what_must_be_is_escaped() -> None:
    assert canonical({"a": 'é"\\/\n\x1f\x7f'}) == '{"a":"é\\"\\\\/\\n\\u001f\x7f"}'


@pytest.mark.parametrize("value", [1.5, float("nan"), 2**53, b"x", {1: 2}, object(), "\ud800"])
def test_what_has_no_one_form_is_refused_in_a_sentence(value: object) -> None:
    with pytest.raises(NotCanonical, match=r"\.$"):
        canonical({"deep": [{"down": value}]})
