"""What the learned judge says and what the comparison says, weighed into one."""

import pytest

from claims.pipeline.blend import Learned, log_odds, signs
from claims.pipeline.compare import compare
from claims.pipeline.guards import Guards, guards
from claims.pipeline.terms import Term, terms

LEARNED = Learned(supports=0.5, refutes=1.5, name="test")
OVERLAP = Term(2.0, 1.0, "Both speak of it.")
OTHERS = (Term(-1.0, 3.0, "Only one negates it."), Term(0.5, -2.0, "It is a plan."), Term(-0.5, 1.0, "It clashes."))


def of(may_support: bool, may_refute: bool) -> tuple[tuple[float, ...], tuple[float, ...]]:
    return signs(LEARNED, [OVERLAP, *OTHERS], Guards(may_support, may_refute, ()))


def test_terms_for_a_stance_and_against_it_are_summed_apart() -> None:
    assert of(True, True) == ((1.0, 0.5, 2.0, 0.5, -1.5, 0.0), (1.0, 1.5, 1.0, 4.0, -2.0, 0.0))


def test_terms_for_a_stance_that_the_guards_bar_are_no_sign_of_it() -> None:
    assert of(True, False)[1] == (1.0, 1.5, 1.0, 0.0, -2.0, 1.0)
    assert of(False, True)[0] == (1.0, 0.5, 2.0, 0.0, -1.5, 1.0)


def test_what_is_barred_for_one_stance_changes_nothing_for_the_other() -> None:
    assert of(False, True)[1] == of(True, True)[1]
    assert of(True, False)[0] == of(True, True)[0]


@pytest.mark.parametrize("learned", [-1.0, 0.0, 2.0])
def test_a_negation_of_what_the_passage_does_not_speak_of_refutes_less_than_one_of_what_it_says(learned: float) -> None:
    def refuting(passage: str) -> float:
        seen = compare("Ilse Brandt is not a surgeon.", passage, 0.8)
        return log_odds(seen, Learned(0.0, learned, "test"), terms(seen), guards(seen))[1]

    assert refuting("Ilse Brandt is a cellist from Tarn.") < refuting("Ilse Brandt is a surgeon from Tarn.")
