"""Gathers what a report says part by part, then compares it with itself."""

from collections.abc import Iterable, Sequence
from itertools import chain, islice

from spacy.tokens import Span as Sentence

from claims.pipeline.attribute import relations
from claims.pipeline.contradictions.counts import count_clashes, list_clashes, membership_clashes
from claims.pipeline.contradictions.events import event_clashes, events
from claims.pipeline.contradictions.facts import Count, Event, Introduced, Member, Names
from claims.pipeline.contradictions.groups import counts, members
from claims.pipeline.contradictions.introduced import closed, introduced
from claims.pipeline.contradictions.names import runs_of_names
from claims.pipeline.contradictions.stretch import Stretch
from claims.pipeline.draft import Contradiction, Mention, ParsedPart, Relation

_TERMINAL = frozenset(".!?…")
MOST = 50
"""Contradictions kept of one report."""


def contradictions(
    text: str, parts: Iterable[ParsedPart], title: str = "", title_parts: Iterable[ParsedPart] = ()
) -> tuple[Contradiction, ...]:
    """Where `text`, or `title` against it, contradicts itself; at most MOST, in the order of their kinds."""
    ledger = Ledger(text, title, title_parts)
    for part in parts:
        ledger.add(part, list(relations([part])))
    return ledger.contradictions()


class Ledger:
    """Facts of one report; it keeps words and offsets only, never a parse. Time is linear but for capped groups."""

    def __init__(self, text: str, title: str = "", title_parts: Iterable[ParsedPart] = ()) -> None:
        self.text, self.title = text, title
        self._counts: list[Count] = []
        self._lists: list[Names] = []
        self._introduced: list[Introduced] = []
        self._members: list[Member] = []
        self._events: list[Event] = []
        self._heard: set[str] = set()
        self._begun = False
        if title.split() != text.lstrip().partition("\n")[0].split():
            for part in title_parts:
                self._note(Stretch("title", title, part, (), len(part.doc)))

    def add(self, part: ParsedPart, said: Sequence[Relation]) -> None:
        """Note what the next part of the text says; `said` are the attributions in it."""
        self._note(Stretch("text", self.text, part, said, 0 if self._begun else _headline(part)))
        self._begun = True

    def contradictions(self) -> tuple[Contradiction, ...]:
        found = chain(
            count_clashes(self._counts, self._lists, self._quote),
            list_clashes(self._introduced, self._quote),
            membership_clashes(self._counts, self._members, self._quote),
            event_clashes(self._events, self._quote),
        )
        return tuple(islice(dict.fromkeys(found), MOST))

    def _note(self, stretch: Stretch) -> None:
        for sentence in stretch.doc.sents:
            if sentence.start >= stretch.headline and not _is_ended(sentence):
                continue
            runs = list(runs_of_names(sentence))
            counted = counts(stretch, sentence, runs)
            self._counts.extend(count for count, _ in counted)
            led = list(introduced(stretch, counted, runs))
            self._introduced.extend(led)
            if not led:
                self._lists.extend(closed(stretch, run) for run in runs if run.closed and len(run.names) > 2)
            self._members.extend(members(stretch, sentence, runs))
            found = list(events(stretch, sentence, self._heard))
            self._events.extend(found)
            self._heard.update(event.verb for event in found if event.setting.headline)

    def _quote(self, mention: Mention) -> str:
        words = self.title if mention.where == "title" else self.text
        return " ".join(words[slice(*mention.span)].split())


def _is_ended(sentence: Sentence) -> bool:
    """Whether it ends as a sentence does; a heading or caption below the headline is no second voice."""
    return any(token.text in _TERMINAL for token in sentence[-2:])


def _headline(part: ParsedPart) -> int:
    """The token after the headline: a first paragraph of its own that does not end as a sentence does; else 0."""
    first = part.paragraphs[1] if len(part.paragraphs) > 1 else 0
    return first if first and not _is_ended(part.doc[:first]) else 0
