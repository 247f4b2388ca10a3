"""The hops of who says so: each kept only where its words stand close to what it says."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from claims.engines.llm.answer import HopAnswer
from claims.engines.llm.ground import is_plain, places
from claims.engines.llm.prompt import Page
from claims.pipeline.draft import Quotation, Relation, Span, Speaker

REACH = 2000
"""Characters around a quotation in which its marks are looked for: it may run over many sentences."""

_QUOTATION_MARKS = re.compile('["“”„«»「」『』‘]')
_POINTS_BACK = frozenset(
    "he she it they i we who which that this these those the a an his her its their our my".split()
)


@dataclass(frozen=True, slots=True)
class Content:
    """What is said: its place and its sentence."""

    span: Span
    sentence: int


def hop(text: str, sentences: Sequence[Span], page: Page, told: HopAnswer, content: Content) -> Relation | None:
    """The hop with its spans, or None where its words do not stand in the content's sentence or beside it."""
    if not (page.context <= told.sentence < page.end and abs(told.sentence - content.sentence) <= 1):
        return None
    if not _is_sound(text, told):
        return None
    within = sentences[told.sentence]
    source, cue = (_closest(text, words, within, content.span) for words in (told.source, told.cue))
    if (told.source and not source) or (told.cue and not cue) or not (source or cue):
        return None
    return Relation(
        source=(source,) if source else (),
        cue=(cue,) if cue else (),
        content=(content.span,),
        speaker=Speaker(
            name=told.name,
            role=told.role,
            kind=told.kind,
            unnamed_class="" if told.unnamed_class == "none" else told.unnamed_class,
        ),
        channel=told.channel,
        quotation=_quotation(text, told.quotation, content.span),
        modality=told.modality,
        is_denial=told.is_denial,
    )


def _is_sound(text: str, told: HopAnswer) -> bool:
    """Whether name, role and channel are the report's words, and the speaker is either named or unnamed."""
    whole = Span(0, len(text))
    words = [part for part in (told.name, told.role, told.channel) if part]
    if not all(is_plain(part) and any(places(text, part, whole)) for part in words):
        return False
    if told.kind == "unnamed":
        return not told.name and told.unnamed_class != "none"
    return bool(told.name) and told.unnamed_class == "none" and _may_mean(told.source, told.name)


def _may_mean(source: str, name: str) -> bool:
    """Whether `source` can stand for `name`: it shares a word with it, or only points back ("he", "the minister")."""
    words = re.findall(r"\w+", source.casefold())
    if not words:
        return False
    return (
        source[0].islower()
        or words[0] in _POINTS_BACK
        or not set(words).isdisjoint(re.findall(r"\w+", name.casefold()))
    )


def _closest(text: str, words: str, within: Span, content: Span) -> Span | None:
    """Of the places of `words`, the one closest to the content, and outside it if there is one."""
    return min(places(text, words, within), key=lambda span: _distance(span, content), default=None)


def _distance(span: Span, content: Span) -> tuple[bool, int]:
    is_inside = content.start < span.end and span.start < content.end
    return is_inside, max(content.start - span.end, span.start - content.end)


def _quotation(text: str, told: Quotation, content: Span) -> Quotation:
    """Nobody is quoted to the letter where no quotation marks stand before the end and after the beginning."""
    before = text[max(0, content.start - REACH) : content.end]
    after = text[content.start : content.end + REACH]
    return told if _QUOTATION_MARKS.search(before) and _QUOTATION_MARKS.search(after) else "paraphrase"
