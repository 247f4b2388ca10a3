"""Whom a report credits with its text: "ORSK, May 3 (Harbour Wire) -", "- TASS", "with AP"."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sources.text.naming import name_key

_AGENCIES: Mapping[str, str] = {
    "afp": "Agence France-Presse",
    "ap": "Associated Press",
    "the ap": "Associated Press",
    "the associated press": "Associated Press",
    "thomson reuters": "Reuters",
    "itar-tass": "TASS",
    "tass news agency": "TASS",
    "dpa": "Deutsche Presse-Agentur",
    "pti": "Press Trust of India",
    "upi": "United Press International",
    "pa": "PA Media",
    "press association": "PA Media",
    "aap": "Australian Associated Press",
}
_KNOWN = frozenset(
    {*_AGENCIES.values(), "Agencia EFE", "ANSA", "Interfax", "Kyodo News", "Xinhua", "RIA Novosti", "Anadolu Agency"}
)
_WORD = r"[A-Z0-9][\w.&'’-]*"
_NAME = rf"(?P<name>{_WORD}(?:[ -](?:of |the |and )?{_WORD}){{0,5}})"
_PLACE = r"(?P<place>[A-Z][A-Z.'’-]+(?: [A-Z][A-Z.'’-]+)*)"
_DATE = r"(?:,? [A-Z][\w.]+)?(?:,? \d{1,2})?[.,]?"
_DASH = r" ?[-–—]{1,2} "
_OPENINGS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"{_PLACE}{_DATE} ?\({_NAME}\)(?:{_DASH}|$)",
        rf"{_PLACE}{_DATE} ?/{_NAME}/",
        rf"{_PLACE}{_DATE}{_DASH}",
        rf"\({_NAME}\){_DASH}",
    )
)
_BYLINE = re.compile(rf"[Bb]y (?:[^,\n]+, ?)?{_NAME}$")
_CREDITS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"^\(?[-–—] ?{_NAME}\)?$",
        rf"(?:^|[.!?”\"] ?)\({_NAME}\)$",
        rf"^\(?(?:Sources?|Via|Credit): ?{_NAME}\)?\.?$",
        rf"(?i:\breporting by) {_NAME}",
        rf"(?i:\b(?:story|report|article|text|copy) (?:was |is )?(?:supplied|provided|distributed|written) by) {_NAME}",
        rf"(?i:^\(?with (?:(?:additional )?(?:inputs?|reporting|files|material|copy) (?:from|by) )?){_NAME}\)?\.?$",
        rf"{_NAME} (?i:contributed to this (?:report|story|article))",
        rf"(?:©|\(c\)|Copyright) (?:\d{{4}} )?{_NAME}",
    )
)
_HEAD, _TAIL, _LONGEST = 4, 4, 200
_NOT_NAMES = frozenset({"photo", "file", "picture", "video", "watch", "updated", "correction", "ends", "end", "more"})


@dataclass(frozen=True, slots=True)
class Credit:
    """The outlets that a text credits, under the names they are best known by, and where it is datelined; or empty."""

    names: tuple[str, ...] = ()
    place: str = ""


def credit(text: str) -> Credit:
    """Reads the first and the last lines, where credits stand; what a story's sentences cite is not a credit."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    head, tail = lines[:_HEAD], [line for line in lines[-_TAIL:] if len(line) <= _LONGEST]
    opening = next(filter(None, map(_opening, head)), None)
    found = [*(_named(opening) if opening else ()), *_bylines(head), *_signed(tail)]
    names = dict.fromkeys(agency(name) for name in found if name_key(name) not in _NOT_NAMES)
    place = opening["place"].title() if opening and opening.groupdict().get("place") else ""
    return Credit(tuple(names), place)


def agency(name: str) -> str:
    """The name that an agency is best known by; other names stay as they are."""
    name = name.strip(" .,;")
    return _AGENCIES.get(name_key(name), name)


def is_agency(name: str) -> bool:
    """Whether it is one of the names of a news agency that is known the world over."""
    return agency(name) in _KNOWN


def _opening(line: str) -> re.Match[str] | None:
    return next(filter(None, (pattern.match(line) for pattern in _OPENINGS)), None)


def _bylines(head: list[str]) -> Iterator[str]:
    """A byline counts where it gives a known agency; people are the outlet's own."""
    for line in head:
        found = _BYLINE.match(line)
        if found and is_agency(found["name"]):
            yield found["name"]


def _signed(tail: list[str]) -> Iterator[str]:
    """The last words of a story may end its last line: "... said the mayor. (TASS)"."""
    for line in tail:
        for pattern in _CREDITS:
            for found in pattern.finditer(line):
                yield from _named(found)


def _named(found: re.Match[str]) -> Iterator[str]:
    name = found.groupdict().get("name") or ""
    yield from (one for one in re.split(r" and |, |/", name) if one)
