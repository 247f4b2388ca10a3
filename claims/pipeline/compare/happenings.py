"""Happenings that recur (meetings, matches, hearings): their kind, the words that say which one, and its edition."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from claims.pipeline.calendar_words import WEEKDAYS
from claims.pipeline.compare.ranks import ordinal_at
from claims.pipeline.compare.words import Token, stem, word_set

# A line is one kind, under its first word.
_KINDS = """meeting summit conference talks session
ceremony inauguration
election vote referendum poll ballot
match game final semifinal derby fixture race
attack raid strike bombing explosion blast
earthquake quake
flood
wildfire blaze
crash collision
trial hearing
debate
launch
exercise drill
festival concert carnival
speech interview
visit
protest rally demonstration
storm hurricane cyclone typhoon
inquiry investigation probe
auction
census survey
olympics championship championships cup tournament
round stage leg phase"""
EVENTS = {stem(word): line.split()[0] for line in _KINDS.splitlines() for word in line.split()}
_REACH = 4  # words before "meeting" (or after "meeting of") that say which meeting
_LINKS = word_set("of between on with against for")


@dataclass(frozen=True, slots=True)
class Happening:
    """`which`: stems that tell it from others of its kind; `editions`: its ordinals and years ("second", "2019")."""

    which: frozenset[str]
    editions: frozenset[str]


def happenings(found: Sequence[Token]) -> Mapping[str, Happening]:
    """Kinds of happening that are named: {"meeting": which = {"foreign", "minister"}}."""
    out: dict[str, Happening] = {}
    words = [token.text.lower() for token in found]
    for at, token in enumerate(found):
        if kind := EVENTS.get(token.stem):
            known = out.get(kind, Happening(frozenset(), frozenset()))
            out[kind] = Happening(known.which | _which(found, at), known.editions | _editions(words, at))
    return out


def _which(found: Sequence[Token], at: int) -> frozenset[str]:
    before: list[str] = []
    for token in reversed(found[max(0, at - _REACH) : at]):
        if not token.is_content:
            break
        before.append(token.stem)
    after: list[str] = []
    if at + 1 < len(found) and found[at + 1].text.lower() in _LINKS:
        after = [token.stem for token in found[at + 2 : at + 2 + _REACH] if token.is_content]
    return (
        frozenset(w for w in (*before, *after) if not w[0].isdecimal())
        - frozenset(WEEKDAYS)
        - EVENTS.keys()
        - _ORDINALS
    )


_ORDINALS = frozenset(map(stem, "first second third fourth fifth sixth seventh eighth ninth tenth last next".split()))


def _editions(words: Sequence[str], at: int) -> frozenset[str]:
    """Ordinals and years before the word ("the 2019 final", "her second hearing"), or right after ("Cup 2019")."""
    out = set()
    for back in range(max(0, at - 3), at):
        if (found := ordinal_at(words, back)) is not None and found[1] <= at:
            out.add(f"#{found[0]:.0f}")
        if words[back].isdecimal() and len(words[back]) == 4:
            out.add(words[back])
    if words[at + 1 : at + 2] and words[at + 1].isdecimal() and len(words[at + 1]) == 4:
        out.add(words[at + 1])
    return frozenset(out)


def other_edition(claim: Mapping[str, Happening], passage: Mapping[str, Happening]) -> str:
    """The kind of which each side means another edition, "" for none: "first hearing" and "second hearing"."""
    for kind in claim.keys() & passage.keys():
        mine, theirs = claim[kind].editions, passage[kind].editions
        for is_ordinal in (True, False):
            one, two = _of_sort(mine, is_ordinal), _of_sort(theirs, is_ordinal)
            if one and two and one.isdisjoint(two):
                return kind
    return ""


def _of_sort(editions: frozenset[str], is_ordinal: bool) -> frozenset[str]:
    return frozenset(e for e in editions if e.startswith("#") == is_ordinal)
