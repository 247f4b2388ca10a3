"""The trained judge with the weights that ship: what it must get right, and that it takes any text."""

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.engines.protocols import Pair
from claims.engines.stance_model import PAIR_TOKENS, WEIGHTS, CrossEncoder

MODEL = CrossEncoder()
BORN = "Ilsa Marn was born in 1962."
PAIRS = [
    ("supports", BORN, "Ilsa Marn (4 May 1962 – 3 July 2011) was a Danish painter who lived in Odense."),
    ("refutes", BORN, "Ilsa Marn (4 May 1926 – 3 July 2011) was a Danish painter who lived in Odense."),
    ("supports", "The council approved the budget.", "According to the mayor, the council approved the budget."),
    ("refutes", "The council approved the budget.", "The council rejected the budget on Monday, officials said."),
    ("not_enough_info", BORN, "The Odense museum shows paintings from the nineteenth century until May."),
]  # fmt: skip


@pytest.mark.parametrize(("stance", "claim", "passage"), PAIRS)
def test_it_tells_facts_apart(stance: str, claim: str, passage: str) -> None:
    supports, refutes = MODEL.log_odds([Pair(claim, passage)])[0]
    assert {"supports": supports, "refutes": refutes, "not_enough_info": 0.0}[stance] == max(supports, refutes, 0.0)


def test_a_pair_is_judged_the_same_alone_and_among_others() -> None:
    pairs = [Pair(claim, passage) for _, claim, passage in PAIRS]
    together = MODEL.log_odds(pairs)
    alone = np.concatenate([MODEL.log_odds([pair]) for pair in pairs])
    assert np.allclose(together, alone, atol=0.5)  # int8: what is judged beside it moves the scale of a batch


def test_the_context_is_read() -> None:
    bare, told = Pair(BORN, "She was born in 1962."), Pair(BORN, "She was born in 1962.", "Ilsa Marn, painter")
    assert MODEL.log_odds([bare])[0].tolist() != MODEL.log_odds([told])[0].tolist()


def test_none_for_none() -> None:
    assert MODEL.log_odds([]).shape == (0, 2)


@settings(max_examples=25)
@given(st.text(max_size=300), st.text(max_size=300), st.text(max_size=100))
def test_any_text_gives_finite_odds(claim: str, passage: str, context: str) -> None:
    assert np.isfinite(MODEL.log_odds([Pair(claim, passage, context)])).all()


def test_a_long_pair_is_cut_to_what_the_model_was_trained_on() -> None:
    ids, passage = MODEL._encoded(Pair("word " * 500, "other " * 500))
    assert len(ids) == PAIR_TOKENS
    assert passage < PAIR_TOKENS - 50


def test_other_weights_than_the_card_names_are_refused(tmp_path: Path) -> None:
    card = json.loads((WEIGHTS / "stance.json").read_text())
    (tmp_path / "stance.json").write_text(json.dumps(card))
    (tmp_path / "stance.onnx").write_bytes(b"something else")
    with pytest.raises(ValueError, match=r"stance\.onnx"):
        CrossEncoder(folder=tmp_path).log_odds([Pair("A.", "B.")])


def test_the_weights_are_small_and_have_a_card() -> None:
    assert (WEIGHTS / "stance.onnx").stat().st_size < 25_000_000
    assert "Licence" in (WEIGHTS / "README.md").read_text()
