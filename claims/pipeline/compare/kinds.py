"""Which kind of figure a number of a sentence is (money, a length, a share, an age, a count, a day), and its unit."""

from collections.abc import Sequence

from claims.pipeline.calendar_words import MONTHS
from claims.pipeline.compare import measures
from claims.pipeline.compare.counted import counted
from claims.pipeline.compare.exactness import is_year
from claims.pipeline.compare.words import Token, stem, stem_set, word_set
from claims.pipeline.numbers import MULTIPLIERS, Number

DASHES = word_set("- – —")
CHANGE_VERBS = stem_set(
    "rise rose fall fell grow increase decrease drop climb decline jump shrink cut up down slip surge raise lower"
)
CHANGE_NOUNS = stem_set("rise fall increase decrease drop growth decline jump cut pay-rise hike surge discount")
CLOCK = word_set("am pm a.m p.m o'clock gmt")
LABELS = word_set("no number page flight route chapter room article section line phase gate platform highway group")
_ROUGH = word_set("about around nearly almost some roughly over more than least at an estimated another")


def measure(tokens: Sequence[Token], words: list[str], at: int, number: Number) -> tuple[str, str, float]:
    """Kind, unit and factor to the base unit; ("count", "", 1) where things are counted."""
    after = number.after
    before = words[at - 1] if at else ""
    next_token = tokens[after] if after < len(tokens) else None
    follows, unit = (next_token.text.lower(), next_token.stem) if next_token else ("", "")
    second = words[after + 1] if after + 1 < len(words) else ""
    if currency := _money(tokens, at, after):
        return f"money {currency}", "", 1.0
    if follows in ("%", "percent", "pct") or (follows, second) == ("per", "cent"):
        return "change" if _is_change(tokens, words, at, after) else "share", "", 0.01
    if follows == "percentage" and second.startswith("point"):
        return "points", "", 1.0
    if _is_age(tokens, words, at, after):
        return "age", "", 1.0
    if scale := _scale(tokens, words, after):
        return "temperature", scale, 1.0
    if follows in measures.AREAS and second and stem(second) in measures.UNITS:
        return "area", second, measures.UNITS[stem(second)][1] ** 2
    if unit in measures.PER_HOUR and words[after + 1 : after + 3] in (["per", "hour"], ["an", "hour"]):
        return *measures.PER_HOUR[unit][:1], unit, measures.PER_HOUR[unit][1]
    if unit in measures.UNITS and not _is_million(words, at, number):
        dimension, factor = measures.UNITS[unit]
        return dimension, unit, factor
    if unit == measures.POUND:
        return "mass", unit, measures.KILOGRAMS_A_POUND
    return _no_measure(tokens, words, at, number, before, follows), "", 1.0


def _no_measure(tokens: Sequence[Token], words: list[str], at: int, number: Number, before: str, follows: str) -> str:
    if is_day(tokens, at, number.after, number.value):
        return "day"
    if follows in CLOCK:
        return "clock"
    if before in LABELS or (at and tokens[at].gap in DASHES and tokens[at - 1].text[0].isalpha()):
        return "label"
    if is_year(number.value) and "," not in words[at] and number.after == at + 1:
        return "year"
    names_it = at > 1 and tokens[at - 1].capital and not tokens[at].gap.strip()
    bare = not counted(tokens, at, number.after).head
    return "label" if names_it and bare and words[at].isdecimal() else "count"


def _is_million(words: list[str], at: int, number: Number) -> bool:
    return words[at] in MULTIPLIERS and number.after == at + 1


def _money(tokens: Sequence[Token], at: int, after: int) -> str:
    if at and (name := measures.currency(tokens[at - 1].text.lower())):
        return name
    if after >= len(tokens):
        return ""
    if tokens[after].stem == measures.POUND:
        return "" if {token.stem for token in tokens} & measures.WEIGHING else measures.POUND
    return measures.currency(tokens[after].stem)


def _is_change(tokens: Sequence[Token], words: list[str], at: int, after: int) -> bool:
    """Whether a percentage says by how much ("rose 5 percent", "a 5 percent rise"), not how much there is."""
    back = at - 1
    while back >= 0 and words[back] in _ROUGH:
        back -= 1
    if back >= 0 and (words[back] == "by" or tokens[back].stem in CHANGE_VERBS):
        return True
    end = after + (2 if words[after] == "per" else 1)
    return any(token.stem in CHANGE_NOUNS for token in tokens[end : end + 2])


def _is_age(tokens: Sequence[Token], words: list[str], at: int, after: int) -> bool:
    if words[max(0, at - 1) : at] == ["aged"] or words[max(0, at - 2) : at] == ["age", "of"]:
        return True
    return words[after : after + 2] in (["year", "old"], ["years", "old"], ["years", "of"]) and words[
        after + 1 : after + 3
    ] in (["old"], ["old", *words[after + 2 : after + 3]], ["of", "age"])


def _scale(tokens: Sequence[Token], words: list[str], after: int) -> str:
    """ "20°C", "20 degrees Celsius", "68F"; "" where no scale is given."""
    if after >= len(tokens):
        return ""
    if words[after] in ("degrees", "degree"):
        return measures.SCALES.get(words[after + 1], "") if after + 1 < len(words) else ""
    sign = "°" in tokens[after].gap or tokens[after].gap == ""
    return measures.SCALES.get(words[after], "") if sign else ""


def is_day(tokens: Sequence[Token], at: int, after: int, value: float) -> bool:
    near = (tokens[at - 1] if at else None, tokens[after] if after < len(tokens) else None)
    months = any(t is not None and t.capital and t.text.lower() in MONTHS for t in near)
    dashed = at > 0 and tokens[at].gap == "-" and tokens[at - 1].text.isdecimal()
    return value <= 31 and (months or (dashed and after < len(tokens) and tokens[after].gap == "-"))
