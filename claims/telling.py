"""A claim's words and who says them, for people to read: quotes in context and attribution chains."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from datetime import time as time_of_day
from typing import Any

from claims.models import Appearance, Attribution
from claims.models.appearance import CONTEXT
from claims.status import Modality

AT = {"press conference", "briefing", "news conference", "meeting", "hearing"}
ON = {"twitter", "facebook", "telegram", "instagram", "x", "youtube", "television", "tv", "radio", "social media"}


@dataclass(frozen=True, slots=True)
class Hop:
    """One step of the chain; `notes` say in which role, where, and how it was said."""

    name: str
    notes: tuple[str, ...]
    is_unnamed: bool


@dataclass(frozen=True, slots=True)
class Words:
    """A quote with whole words before and after it."""

    before: str
    quote: str
    after: str


def words(appearance: Appearance) -> Words:
    """The prefix and suffix were cut at CONTEXT characters, unless the text ended; a word split by it is left out."""
    before, after = appearance.prefix, appearance.suffix
    return _whole(before, appearance.quote, after, appearance.start > len(before), len(after) >= CONTEXT)


def in_context(text: str, start: int, end: int, around: int) -> Words:
    """`text[start:end]` with up to `around` characters on each side, in whole words."""
    before, after = text[max(0, start - around) : start], text[end : end + around]
    return _whole(before, text[start:end], after, start > around, end + around < len(text))


def _whole(before: str, quote: str, after: str, cut_before: bool, cut_after: bool) -> Words:
    """A word split where the context was cut is left out."""
    if cut_before:
        before = "…" + before.partition(" ")[2]
    if cut_after:
        after = after.rpartition(" ")[0] + "…"
    return Words(before, quote, after)


def hops(appearance: Appearance) -> list[Hop]:
    """The hops in order. Reads `attributions` with their sources."""
    return chain(list(appearance.attributions.all()))


def chain(rows: Sequence[Attribution]) -> list[Hop]:
    """The outlet alone speaks in its own words."""
    return [_hop(row, alone=len(rows) == 1) for row in rows]


def when(time: Mapping[str, Any]) -> str:
    """An entry of `Appearance.times` as words: "on 11 September 2021", "from ... up to ..."."""
    start, end = (datetime.fromisoformat(time[side]) if time[side] else None for side in ("from", "to"))
    if start is None and end is None:
        return "not settled"
    if start and end and end - start == timedelta(days=1) and start.time() == time_of_day.min:
        return f"on {start:%-d %B %Y}"
    sides = [f"{word} {_moment(moment)}" for word, moment in (("from", start), ("up to", end)) if moment]
    return " ".join(sides)


def _moment(moment: datetime) -> str:
    is_midnight = moment.time() == time_of_day.min
    return f"{moment:%-d %B %Y}" if is_midnight else f"{moment:%-d %B %Y, %H:%M} ({moment:%Z})"


def first_hops(appearances: Iterable[Appearance]) -> list[Hop]:
    return next((hops(appearance) for appearance in appearances), [])


def _hop(hop: Attribution, *, alone: bool) -> Hop:
    name = f"unnamed {hop.unnamed_class}" if hop.unnamed_class else hop.source.name
    if hop.unnamed_class == "unstated":
        name = "a source that is not stated"
    return Hop(name, tuple(_notes(hop, alone)), bool(hop.unnamed_class))


def _notes(hop: Attribution, alone: bool) -> Iterator[str]:
    if hop.is_publisher and alone:
        yield "in its own words"
    if hop.role and hop.role != hop.unnamed_class:
        yield hop.role
    if hop.channel:
        yield _where(hop.channel)
    elif hop.cue:
        yield f"“{hop.cue}”"
    if hop.modality != Modality.ASSERTED:
        yield f"as {hop.get_modality_display()}"
    if hop.is_denial:
        yield "denies it"


def _where(channel: str) -> str:
    """ "in an op-ed", "on Twitter", "at a press conference" """
    word = channel.casefold()
    if word in ON:
        return f"on {channel}"
    article = "an" if word[0] in "aeiou" else "a"
    return f"{'at' if word in AT else 'in'} {article} {channel}"
