"""A copy that follows the changes is what the server has, whatever changed."""

from typing import Any

from factcheck_client import Change, apply
from hypothesis import given
from hypothesis import strategies as st

DOCUMENTS = st.dictionaries(st.sampled_from("abcd"), st.integers(0, 2))


def change(old: dict[str, Any] | None, new: dict[str, Any], sequence: int) -> Change:
    """As the server tells it: the fields that are not the same any more."""
    was = old or {}
    before = {name: value for name, value in was.items() if new.get(name) != value}
    after = {name: value for name, value in new.items() if was.get(name) != value}
    told: Change = {
        "sequence": sequence,
        "at": "2026-01-01T00:00:00Z",
        "claim": "c",
        "version": sequence,
        "tombstone": None,
        "before": None if old is None else before,
        "after": after,
    }
    return told


@given(st.lists(DOCUMENTS, min_size=1))
def test_each_change_brings_a_copy_to_the_next_version(versions: list[dict[str, Any]]) -> None:
    held: dict[str, Any] | None = None
    for sequence, version in enumerate(versions, 1):
        old = versions[sequence - 2] if sequence > 1 else None
        held = apply(held, change(old, version, sequence))
        assert held == version
