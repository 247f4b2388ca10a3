"""Days that a sentence names, as far as it names them: year, month, day, weekday. No reckoning from "today"."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from claims.pipeline.calendar_words import MONTHS, WEEKDAYS
from claims.pipeline.compare.words import Token, stem_set, word_set

_YEAR = re.compile(r"(?:1[6-9]|20)\d\d")
_NUMBER = {name: at for at, month in enumerate(MONTHS, 1) for name in (month, month[:3])} | {"sept": 9}
_BEFORE_YEAR = word_set("in since by during until from of year early late before after mid spring summer autumn winter")
_LOOSE = frozenset({"may", "march"})  # words of their own, unless a number or "in" goes with them


@dataclass(frozen=True, slots=True)
class Day:
    """A day, month or year as named; 0 and "" are what is left open. `loose`: the "since" or "until" before it."""

    said: str
    year: int = 0
    month: int = 0
    day: int = 0
    weekday: str = ""
    loose: str = ""

    def can_be(self, other: "Day") -> bool:
        """Whether both may name one day. A weekday and a date are never told apart by words alone."""
        pairs = ((self.year, other.year), (self.month, other.month), (self.day, other.day))
        return all(not (one and two) or one == two for one, two in pairs) and (
            not (self.weekday and other.weekday) or self.weekday == other.weekday
        )

    def meets(self, other: "Day") -> bool:
        """Whether both give one part of a date at least, so that they can be compared."""
        return bool(
            (self.year and other.year)
            or (self.month and other.month)
            or (self.weekday and other.weekday)
        )  # fmt: skip


def days(tokens: Sequence[Token]) -> tuple[Day, ...]:
    """Every date of a sentence in order."""
    found: list[Day] = []
    at = 0
    while at < len(tokens):
        read = _iso(tokens, at) or _of_month(tokens, at) or _year(tokens, at) or _weekday(tokens, at)
        if read is not None and not _is_of_telling(tokens, at):
            found.append(read[0])
        at = at + 1 if read is None else read[1]
    return tuple(_joined(found))


def _joined(found: list[Day]) -> Iterator[Day]:
    """ "Monday, 3 May" is one day."""
    at = 0
    while at < len(found):
        one, follows = found[at], found[at + 1] if at + 1 < len(found) else None
        if follows is not None and one.weekday and not one.day and follows.day and not follows.weekday:
            said = f"{one.said} {follows.said}"
            yield Day(said, follows.year, follows.month, follows.day, one.weekday, one.loose)
            at += 2
        else:
            yield one
            at += 1


def _iso(tokens: Sequence[Token], at: int) -> tuple[Day, int] | None:
    three = tokens[at : at + 3]
    if len(three) < 3 or three[1].gap != "-" or three[2].gap != "-" or not _YEAR.fullmatch(three[0].text):
        return None
    if not (three[1].text.isdecimal() and three[2].text.isdecimal()):
        return None
    month, day = int(three[1].text), int(three[2].text)
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    return Day("-".join(t.text for t in three), int(three[0].text), month, day), at + 3


def _of_month(tokens: Sequence[Token], at: int) -> tuple[Day, int] | None:
    """ "3 May 2020", "May 3rd, 2020", "in May", "the 3rd of May"."""
    start, day = at, _day_number(tokens, at)
    if day:
        at += 1
        while at < len(tokens) and tokens[at].text.lower() in ("st", "nd", "rd", "th", "of"):
            at += 1
    month = _month(tokens, at)
    if not month:
        return None
    end = at + 1
    if not day and (day := _day_number(tokens, end)):
        end += 2 if tokens[end + 1 : end + 2] and tokens[end + 1].text in ("st", "nd", "rd", "th") else 1
    before = tokens[start - 1].text.lower() if start else ""
    if not day and tokens[at].text.lower() in _LOOSE and before not in ("in", "since", "early", "late", "last", "next"):
        follows = tokens[end].text if end < len(tokens) else ""
        if not _YEAR.fullmatch(follows):
            return None
    year_at = end + 1 if end < len(tokens) and tokens[end].text == "," else end
    year = int(tokens[year_at].text) if year_at < len(tokens) and _YEAR.fullmatch(tokens[year_at].text) else 0
    end = year_at + 1 if year else end
    said = " ".join(token.text for token in tokens[start:end] if token.text != ",")
    return Day(said, year, month, day, "", _loose(before)), end


def _day_number(tokens: Sequence[Token], at: int) -> int:
    text = tokens[at].text if at < len(tokens) else ""
    return int(text) if text.isdecimal() and len(text) <= 2 and 1 <= int(text) <= 31 else 0


def _month(tokens: Sequence[Token], at: int) -> int:
    if at >= len(tokens) or not tokens[at].capital:
        return 0
    low = tokens[at].text.lower()
    return _NUMBER.get(low, 0)


def _year(tokens: Sequence[Token], at: int) -> tuple[Day, int] | None:
    """A year after "in" and the like, or before what bears it ("the 2019 final")."""
    if not _YEAR.fullmatch(tokens[at].text) or (at and tokens[at].gap.strip()):
        return None
    before = tokens[at - 1].text.lower() if at else ""
    return (
        (Day(tokens[at].text, int(tokens[at].text), 0, 0, "", _loose(before)), at + 1)
        if (before in _BEFORE_YEAR)
        else None
    )


def _weekday(tokens: Sequence[Token], at: int) -> tuple[Day, int] | None:
    low = tokens[at].text.lower().removesuffix("'s")
    before = tokens[at - 1].text.lower() if at else ""
    return (Day(tokens[at].text, weekday=low, loose=_loose(before)), at + 1) if low in WEEKDAYS else None


def _loose(before: str) -> str:
    return before if before in ("since", "before", "after", "until", "by", "from") else ""


_TELLS = stem_set("said say says told tell announced reported report tweeted wrote confirmed added stated")


def _is_of_telling(tokens: Sequence[Token], at: int) -> bool:
    """ "Her office said on Tuesday" dates the saying."""
    return any(token.stem in _TELLS for token in tokens[max(0, at - 2) : at])


def apart(claim: Sequence[Day], passage: Sequence[Day]) -> tuple[Day, Day] | None:
    """A day of each side where none of the two sides' days can be one; None where they may be or can't be compared."""
    pairs = [(one, two) for one in claim for two in passage if one.meets(two)]
    mixed = len({day.loose for day in (*claim, *passage)}) > 1
    if not pairs or mixed or any(one.can_be(two) for one, two in pairs):
        return None
    return pairs[0]
