"""Numbers of a sentence, each with what it measures and how exact it is."""

from collections.abc import Sequence
from dataclasses import replace
from math import inf

from claims.pipeline.calendar_words import MONTHS
from claims.pipeline.compare import measures
from claims.pipeline.compare.counted import around, counted
from claims.pipeline.compare.quantity import Quantity
from claims.pipeline.compare.ranks import rank_at
from claims.pipeline.compare.shares import Read, read_words
from claims.pipeline.compare.words import Token, stem, stem_set, word_set
from claims.pipeline.numbers import MULTIPLIERS, Number, approximation_after, approximation_before, number_at

__all__ = ["Quantity", "bounds", "quantities"]

DASHES = word_set("- – —")
SPORT = stem_set(
    "beat defeat win won lose lost draw match game score goal final victory defeat lead trail set half-time"
)
CHANGE_VERBS = stem_set(
    "rise rose fall fell grow increase decrease drop climb decline jump shrink cut up down slip surge raise lower"
)
CHANGE_NOUNS = stem_set("rise fall increase decrease drop growth decline jump cut pay-rise hike surge discount")
CLOCK = word_set("am pm a.m p.m o'clock gmt")
LABELS = word_set("no number page flight route chapter room article section line phase gate platform highway group")
NO_COUNT_AFTER_ONE = word_set("of day another time more thing way")
_BEFORE_ONE = word_set("no any the this every each that which number day at")


def quantities(tokens: Sequence[Token]) -> tuple[Quantity, ...]:
    """Every number of a sentence in order, with shares, multiples, ranks and scores; a range is one number."""
    words = [token.text.lower() for token in tokens]
    found: list[Quantity] = []
    at = 0
    while at < len(tokens):
        read, after = _read(tokens, words, at)
        found.extend(read)
        at = max(after, at + 1)
    return tuple(found)


def _read(tokens: Sequence[Token], words: list[str], at: int) -> tuple[list[Quantity], int]:
    if (rank := rank_at(tokens, words, at)) is not None:
        value, head, after = rank
        about = around(tokens, at, after) - {head}
        return [Quantity(_said(tokens, at, after), value, value, frozenset({head}), "rank", head, about=about)], after
    if (said := read_words(words, at)) is not None:
        return [_in_words(tokens, words, at, said)], said.end
    number = number_at(words, at) or _lone_one(tokens, words, at)
    if number is None:
        return [], at + 1
    if (score := _score(tokens, words, at, number)) is not None:
        return [score], at + 2
    high = _upper_end(tokens, words, at, number)
    if high is not None and _is_change_to(tokens, words, at):
        return [], high[0]  # "rose from 5 to 7 percent": the 7 is read next
    if high is None:
        return [_one(tokens, words, at, number)], number.after
    end = high[1]
    whole = _one(tokens, words, at, Number(end.value, end.after, end.scale))
    lower = _one(tokens, words, at, Number(_lower_end(number, end), end.after, end.scale))
    return [replace(whole, said=_said(tokens, at, end.after), low=min(lower.low, whole.high))], end.after


def _lower_end(low: Number, high: Number) -> float:
    """ "2 to 3 million" begins at two million."""
    return low.value * high.scale if high.scale > 1 and low.scale == 1 and low.value < 1000 else low.value


def _said(tokens: Sequence[Token], at: int, after: int) -> str:
    return " ".join(token.text for token in tokens[at:after])


def _in_words(tokens: Sequence[Token], words: list[str], at: int, read: Read) -> Quantity:
    said = _said(tokens, at, read.end)
    if read.kind == "count":
        units, head, fate = counted(tokens, at, read.end)
        return Quantity(said, read.low, read.high, units, "count", head, fate)
    about = around(tokens, at, read.end)
    low, high = _share_bounds(words, at, read)
    return Quantity(said, low, high, frozenset({read.kind}), read.kind, about=about)


def _share_bounds(words: list[str], at: int, read: Read) -> tuple[float, float]:
    kind, _ = approximation_before(words, at)
    if kind in ("at least", "more than"):
        return read.low, max(1.0, read.high) if read.kind == "share" else inf
    if kind in ("at most", "less than"):
        return 0.0, read.high
    slack = (0.1 if kind == "about" else 0.01) * read.low
    return read.low - slack, read.high + slack


def _lone_one(tokens: Sequence[Token], words: list[str], at: int) -> Number | None:
    """ "one person died"; not "one of them", "one day"."""
    follows = tokens[at + 1] if at + 1 < len(tokens) else None
    if words[at] != "one" or follows is None or not follows.is_content or words[at + 1] in NO_COUNT_AFTER_ONE:
        return None
    return None if at and words[at - 1] in _BEFORE_ONE else Number(1.0, at + 1)


def _score(tokens: Sequence[Token], words: list[str], at: int, first: Number) -> Quantity | None:
    """ "3-1" of a match: two small whole numbers with a dash; the sentence speaks of winning, or the first leads."""
    end = first.after
    if end != at + 1 or end >= len(tokens) or tokens[end].gap not in DASHES or tokens[at].gap in DASHES:
        return None
    second = number_at(words, end)
    if second is None or second.after != end + 1 or not (words[at].isdecimal() and words[end].isdecimal()):
        return None
    values = sorted((first.value, second.value))
    if values[1] > 200 or (first.value < second.value and not {t.stem for t in tokens} & SPORT):
        return None
    if end + 1 < len(tokens) and tokens[end + 1].gap in DASHES:
        return None  # a date
    total = values[1] * 1000 + values[0]
    return Quantity(f"{words[at]}-{words[end]}", total, total, frozenset({"score"}), "score")


def _upper_end(tokens: Sequence[Token], words: list[str], at: int, low: Number) -> tuple[int, Number] | None:
    """The second number of a range, and where it begins."""
    after = low.after
    if after >= len(tokens) or _is_day(tokens, at, low.after, low.value):
        return None
    link = words[after]
    start = after if tokens[after].gap in DASHES else after + 1
    between = at > 0 and words[at - 1] == "between" and link == "and"
    if start == after + 1 and not (link in ("to", "or") or between):
        return None
    at_high = start + 1 if start < len(tokens) and tokens[start].text in measures.SIGNS else start
    high = number_at(words, at_high) if at_high < len(words) else None
    if high is None or high.value <= low.value or is_year(low.value) != is_year(high.value):
        return None
    return at_high, high


def _is_change_to(tokens: Sequence[Token], words: list[str], at: int) -> bool:
    back = at - 2 if at and tokens[at - 1].text in measures.SIGNS else at - 1
    return back >= 0 and words[back] == "from" and any(t.stem in CHANGE_VERBS for t in tokens[max(0, back - 8) : back])


def _one(tokens: Sequence[Token], words: list[str], at: int, number: Number) -> Quantity:
    said = _said(tokens, at, number.after)
    low, high = bounds(words, at, number.value, number.after)
    kind, unit, factor = _measure(tokens, words, at, number)
    step = written_step(words[at], number, whole=0.0 if kind == "count" else number.scale)
    if kind == "count":
        units, head, fate = counted(tokens, at, number.after)
        return Quantity(said, low, high, units, "count", head, fate, frozenset(), "", step)
    if kind == "temperature":
        low, high = measures.celsius(low, unit), measures.celsius(high, unit)
    about = frozenset[str]() if kind == "age" else around(tokens, at, number.after)
    return Quantity(said, low * factor, high * factor, frozenset({kind}), kind, "", "", about, unit, step * factor)


def written_step(word: str, number: Number, whole: float) -> float:
    """The size of the last digit written: 0.1 of "2.4", 1e8 of "2.4 bn"; `whole` for whole numbers."""
    decimals = len(word.partition(".")[2].rstrip("kmbnt")) if word[0].isdecimal() else 0
    return number.scale * 10.0**-decimals if decimals else whole


def _measure(tokens: Sequence[Token], words: list[str], at: int, number: Number) -> tuple[str, str, float]:
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
    if _is_day(tokens, at, number.after, number.value):
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


_ROUGH = word_set("about around nearly almost some roughly over more than least at an estimated another")


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


def _is_day(tokens: Sequence[Token], at: int, after: int, value: float) -> bool:
    near = (tokens[at - 1] if at else None, tokens[after] if after < len(tokens) else None)
    months = any(t is not None and t.capital and t.text.lower() in MONTHS for t in near)
    dashed = at > 0 and tokens[at].gap == "-" and tokens[at - 1].text.isdecimal()
    return value <= 31 and (months or (dashed and after < len(tokens) and tokens[after].gap == "-"))


def bounds(words: list[str], at: int, value: float, after: int | None = None) -> tuple[float, float]:
    """What the words around a number allow: [low, high]; "at least 5" is open above."""
    kind, _ = approximation_before(words, at - 1 if at and words[at - 1] in measures.SIGNS else at)
    if kind == "exact" and after is not None:
        kind, _ = approximation_after(words, after)
    if kind in ("at least", "more than"):
        return value, inf
    if kind in ("at most", "less than"):
        return 0.0, value
    slack = 0.1 * value if kind == "about" else rounding(value)
    return value - slack, value + slack


def rounding(value: float) -> float:
    """Half of the last digit that is not zero, for figures from a thousand up: 12,000 may be 11,700."""
    if value < 1000 or value != int(value) or is_year(value):
        return 0.0
    step = 1.0
    while value % (step * 10) == 0:
        step *= 10
    return step / 2 if step > 1 else 0.0


def is_year(value: float) -> bool:
    return value == int(value) and 1700 <= value <= 2100
