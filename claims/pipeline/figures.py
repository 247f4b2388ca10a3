"""Where a number in a parsed sentence is no quantity: a date, a clock time, part of a name, a label, a score."""

from collections.abc import Sequence

from spacy.tokens import Token

from claims.pipeline.calendar_words import MONTHS
from claims.pipeline.numbers import MULTIPLIERS, ONE

_ABBREVIATED = frozenset(month[:3] for month in MONTHS) | {"sept"}
_CLOCK = frozenset("am pm a.m. p.m. a.m p.m o'clock o’clock gmt utc hrs".split())
_NAMES = frozenset("PRODUCT ORG GPE LAW EVENT FAC WORK_OF_ART PERSON LOC".split())
_VAGUE = frozenset("few several many couple".split())
_HALF_OF = frozenset("of the a an its their his her all that".split())
_HALF_NAMED = frozenset("first second other latter top bottom better".split())
_ONCE = frozenset("day another time".split())
_LABELS = frozenset("no. nos. number # top".split())


def is_month(token: Token) -> bool:
    """ "March", "Sept."; "may" and "march" in small letters are other words."""
    word = token.lower_.removesuffix(".")
    return token.text[:1].isupper() and (word in MONTHS or word in _ABBREVIATED)


def is_year(value: float, word: str) -> bool:
    return len(word) == 4 and word.isdigit() and 1700 <= value <= 2100


def counts(line: Sequence[Token], at: int, after: int, value: float) -> bool:
    """Whether the number in words `at` to `after` of `line` says how many or how much."""
    first, word = line[at], line[at].lower_
    before = line[at - 1].lower_ if at else ""
    follows = line[after].lower_ if after < len(line) else ""
    if word in ("one", "half"):
        return _counts_word(line, at, after)
    if word in MULTIPLIERS and (before in _VAGUE or (before == "of" and at > 1 and line[at - 2].lower_ in _VAGUE)):
        return False
    if value <= 31 and any(is_month(line[i]) for i in (at - 1, after) if 0 <= i < len(line)):
        return False
    if is_year(value, word) and (first.ent_type_ == "DATE" or not _modifies_what_follows(first)):
        return False
    return not (follows in _CLOCK or before in _LABELS or _is_named(line, at, after))


def _counts_word(line: Sequence[Token], at: int, after: int) -> bool:
    token, follows = line[at], line[after].lower_ if after < len(line) else ""
    before = line[at - 1].lower_ if at else ""
    if after > at + 1:
        return True
    if token.lower_ == "half":
        return before not in _HALF_NAMED and (follows in _HALF_OF or before in ("than", "about", "nearly", "almost"))
    return token.dep_ == "nummod" and _modifies_what_follows(token) and follows not in _ONCE and before not in ONE


def _modifies_what_follows(token: Token) -> bool:
    return token.dep_ in ("nummod", "compound", "quantmod", "nmod") and token.head.i > token.i


def _is_named(line: Sequence[Token], at: int, after: int) -> bool:
    """ "Boeing 737", "page 3", "Group of 20", "COVID-19"."""
    token = line[at]
    if [t.lower_ for t in line[max(0, at - 2) : at]] == ["group", "of"]:
        return True
    if token.dep_ == "nummod" and token.head.i == token.i - 1 and token.head.pos_ in ("NOUN", "PROPN"):
        return True
    if at > 1 and line[at - 1].text == "-" and not line[at - 1].whitespace_ and not line[at - 2].whitespace_:
        return not line[at - 2].like_num
    inside = token.ent_iob_ == "I" or (after < len(line) and line[after].ent_iob_ == "I")
    return token.ent_type_ in _NAMES and inside
