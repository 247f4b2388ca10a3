"""A model's verdict on one pair, believed only in its bounds and where the passage's own words bear it out."""

import re
from collections.abc import Iterator, Sequence
from typing import Annotated, Any, Literal

from pydantic import Field

from claims.engines.llm.errors import Refused
from claims.engines.llm.ground import Vocabulary, places, plain
from claims.engines.llm.guards import objection
from claims.engines.llm.shape import Strict, candidate, lists
from claims.engines.protocols import Pair, StanceResult
from claims.pipeline.draft import Span
from claims.pipeline.stance import StanceName, allowed

LONGEST_REASON = 240
MOST_REASON_WORDS = 30
FEWEST_WORDS = 2
"""Words of a quotation that can bear a side out: "the" stands in every passage."""

SUM_SLACK = 0.05
"""Models round; further from 1 than this, their probabilities are none."""

Probability = Annotated[float, Field(ge=0, le=1)]
_QUOTATION_MARKS = re.compile('["“”„«»]')
_EVENTS = {
    "yes": "It holds that both speak of the same event.",
    "no": "It holds that they speak of two events.",
    "open": "It leaves open whether both speak of the same event.",
}


class VerdictAnswer(Strict):
    """One pair: `words` are the passage's, `reason` is the model's."""

    number: int
    stance: StanceName
    supports: Probability
    refutes: Probability
    not_enough_info: Probability
    same_event: Literal["yes", "no", "open"]
    later_value: bool
    words: Annotated[str, Field(max_length=300)]
    reason: Annotated[str, Field(min_length=1, max_length=1000)]


class VerdictsAnswer(Strict):
    """All about the pairs of one request."""

    pairs: list[VerdictAnswer]


def parse(content: str) -> list[Any]:
    """The verdicts as they came. Raises Unusable, to be asked again, where there is no list of them."""
    return lists(content, VerdictsAnswer)["pairs"]


def verdicts(items: Sequence[Any], pairs: Sequence[Pair], model: str, engine: str) -> Iterator[StanceResult | Refused]:
    """For each pair, numbered from 1, the one verdict on it, or why it is not used."""
    numbered = [(item["number"], item) for item in items if isinstance(item, dict) and type(item.get("number")) is int]
    for number, pair in enumerate(pairs, 1):
        try:
            yield _verdict(_only([item for told, item in numbered if told == number]), pair, model, engine)
        except Refused as why:
            yield why


def _only(told: Sequence[Any]) -> VerdictAnswer:
    if not told:
        raise Refused("it says nothing of this pair")
    if len(told) > 1:
        raise Refused("it judges this pair more than once")
    return candidate(VerdictAnswer, told[0])


def _verdict(told: VerdictAnswer, pair: Pair, model: str, engine: str) -> StanceResult:
    scores = _scores(told)
    _check_side(told)
    _check_words(told, pair.passage)
    if why := objection(pair, told.stance):
        raise Refused(why)
    reasons = [f"The model {model} says: “{_reason(told, pair)}”", _EVENTS[told.same_event]]
    if told.words:
        reasons.append(f"It goes by the words “{' '.join(told.words.split())}”.")
    if told.later_value:
        reasons.append("It takes the passage's figure for a later one of the same measure.")
    stance = allowed(scores)
    if stance != told.stance:
        reasons.append("It is not sure enough for that to take a side.")
    return StanceResult(scores, stance, tuple(reasons), engine, told.later_value)


def _scores(told: VerdictAnswer) -> dict[StanceName, float]:
    """Its probabilities, made to sum to 1. Raises Refused where they do not nearly, or speak for another stance."""
    scores: dict[StanceName, float] = {
        "supports": told.supports,
        "refutes": told.refutes,
        "not_enough_info": told.not_enough_info,
    }
    total = sum(scores.values())
    if abs(total - 1) > SUM_SLACK:
        raise Refused("its probabilities do not sum to 1")
    if scores[told.stance] < max(scores.values()):
        raise Refused("its stance is not the one it holds most probable")
    return {name: score / total for name, score in scores.items()}


def _check_side(told: VerdictAnswer) -> None:
    """Raises Refused for a side, or a later value, that the rest of the verdict does not allow."""
    takes_side = told.stance != "not_enough_info"
    if not takes_side and not told.later_value:
        return
    if takes_side and told.later_value:
        raise Refused("it takes a side on what it holds for a later value of the same measure")
    if told.same_event == "no" or (told.stance == "refutes" and told.same_event == "open"):
        raise Refused("what it says needs the same event, which it does not see")
    if len(re.findall(r"\w+", told.words)) < FEWEST_WORDS:
        raise Refused("it goes by no words of the passage")


def _check_words(told: VerdictAnswer, passage: str) -> None:
    if told.words and not any(places(passage, told.words, Span(0, len(passage)))):
        raise Refused("the words it goes by do not stand in the passage")


def _reason(told: VerdictAnswer, pair: Pair) -> str:
    """Its reason as one plain line, which no quotation mark ends early."""
    words = plain(_QUOTATION_MARKS.sub(" ", told.reason), LONGEST_REASON).split()
    if not words:
        raise Refused("its reason is not plain text")
    reason = " ".join(words[:MOST_REASON_WORDS]) + (" …" if len(words) > MOST_REASON_WORDS else "")
    if not Vocabulary(f"{pair.claim}\n{pair.context}\n{pair.passage}").has_numbers_of(reason):
        raise Refused("its reason holds a number that stands nowhere in the pair")
    return reason
