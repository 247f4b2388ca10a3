"""More pairs out of a pair: change a fact on one side and it refutes, on both sides and it supports again."""

import random
import re
from collections.abc import Sequence

NUMBER = re.compile(r"(?<![\w.,$£€-])(\d{1,4})(?![\w,.-]*\d)(?!\w)")
NAME = re.compile(r"(?<=[a-z,] )[A-Z][a-z]+(?: [A-Z][a-z]+)*")
MONTHS = "January February March April May June July August September October November December".split()
VERB = r"\b(is|was|are|were|has|have|had|can|could|will|would|should)\b"
PLAIN, DENIED = re.compile(rf"{VERB}(?! not\b| never\b|n't)"), re.compile(rf"{VERB} (?:not|never)\b")
UNSURE = re.compile(r"\b(only|never|no|none|nor|any|all|every|some|both|either|not)\b|n't", re.IGNORECASE)
LONGEST_DENIED = 18
"""Words of a statement that is short enough for "not" to deny all of it."""

Fact = tuple[str, str]


def other_fact(claim: str, passage: str, names: Sequence[str], rng: random.Random) -> Fact | None:
    """(as said, instead) for a number, month or name that stands in both texts; None where they share none."""
    facts = [(said, _other_number(said, rng)) for said in sorted({*NUMBER.findall(claim)} & {*NUMBER.findall(passage)})]
    facts += [
        (month, rng.choice([other for other in MONTHS if other != month]))
        for month in MONTHS
        if _has(claim, month) and _has(passage, month)
    ]
    for name in NAME.findall(claim):
        if name in passage and name not in MONTHS:
            drawn = rng.sample(names, min(40, len(names)))
            facts += [(name, other) for other in drawn if _is_like(name, other) and other not in passage][:1]
    return rng.choice(facts) if facts else None


def put(text: str, fact: Fact) -> str:
    """The text with the other fact in the place of the one that was said."""
    said, instead = fact
    return re.sub(rf"(?<!\w){re.escape(said)}(?!\w)", instead, text)


def denied(statement: str, rng: random.Random) -> str | None:
    """The statement with "not", or without the one it had; None where that would not be its plain contrary."""
    if DENIED.search(statement):
        return DENIED.sub(r"\1", statement, count=1)
    verb = PLAIN.search(statement)
    if verb is None or UNSURE.search(statement) or len(statement.split()) > LONGEST_DENIED:
        return None
    word = rng.choice(["not", "not", "never"]) if verb[1] in {"was", "were", "has", "had"} else "not"
    return f"{statement[: verb.end()]} {word}{statement[verb.end() :]}"


def _other_number(said: str, rng: random.Random) -> str:
    """Near enough to be mistaken for it; a year stays a year."""
    value = int(said)
    if 1000 <= value <= 2100:
        return str(value + rng.choice([-40, -21, -12, -9, -5, -3, -2, -1, 1, 2, 3, 4, 7, 11, 20, 33]))
    step = rng.choice([1, 2, 3, 5, 10]) if value < 50 else max(1, value // rng.choice([2, 3, 5, 10]))
    return str(value + step if rng.random() < 0.5 or value <= step else value - step)


def _has(text: str, word: str) -> bool:
    return re.search(rf"\b{word}\b", text) is not None


def _is_like(name: str, other: str) -> bool:
    return name != other and len(name.split()) == len(other.split())
