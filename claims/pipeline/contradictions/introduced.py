"""Lists that a sentence puts forward as the members of a group it counts."""

from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from claims.pipeline.compare.words import word_set
from claims.pipeline.contradictions.facts import Count, Introduced, Names
from claims.pipeline.contradictions.groups import names_of
from claims.pipeline.contradictions.names import Run
from claims.pipeline.contradictions.stretch import Stretch

_MARKS = frozenset({":", "–", "—", "--"})
_SOME = word_set("including among")
_MORE = word_set("along plus besides others well together where")
_CLOSERS = frozenset({".", ",", ";", "–", "—", "--", ")", "!"})


def introduced(stretch: Stretch, counted: Sequence[tuple[Count, range]], runs: Sequence[Run]) -> Iterator[Introduced]:
    """Lists after "four X:", "four X –", "four X (", "four X, namely" or "including", and before ", the four X"."""
    for run in runs:
        if run.closed and not run.open_and:
            found = _before(stretch, counted, run) or _after(stretch, counted, run)
            if found is not None and not found[0].measure:
                yield Introduced(found[0], closed(stretch, run), found[1])


def closed(stretch: Stretch, run: Run) -> Names:
    """A run as a list of names with their places."""
    places = tuple(stretch.mention(name.start, name.stop - 1) for name in run.names)
    setting = stretch.setting(stretch.doc[run.names[0].stop - 1])
    return Names(names_of(stretch, run), places, run.spare, setting)


def _before(stretch: Stretch, counted: Sequence[tuple[Count, range]], run: Run) -> tuple[Count, bool] | None:
    doc, start = stretch.doc, run.names[0].start
    earlier = [(count, span) for count, span in counted if span.stop <= start and not count.measure]
    if not earlier or start < 1:
        return None
    (count, span), lead = earlier[-1], doc[start - 1]
    if not _is_whole(stretch, run, lead.text not in _MARKS):
        return None
    if lead.text in _MARKS and lead.dep_ != "compound":
        return (count, False) if len(earlier) == 1 and not lead.nbor(-1).is_digit else None
    if lead.text == "(" and span.stop == start - 1:
        return count, False
    if lead.lower_ == "namely" and start - span.stop <= 2:
        return count, False
    if lead.lower_ in _SOME and start - span.stop <= 2:
        return count, True
    if lead.text == "," and span.stop == start - 1 and _stands_beside(doc[run.names[0].stop - 1], span):
        return count, False
    return None


def _after(stretch: Stretch, counted: Sequence[tuple[Count, range]], run: Run) -> tuple[Count, bool] | None:
    """ "Norland, Sudria and Valdia, the four X": only where the group's phrase ends as an aside does."""
    doc, at = stretch.doc, run.stop
    if at + 2 >= len(doc) or doc[at].text not in (",", "–", "—") or doc[at + 1].lower_ not in ("the", "all"):
        return None
    for count, span in counted:
        if span.start == at + 2 and span.stop < len(doc) and doc[span.stop].text in _CLOSERS:
            return (count, False) if doc[span.stop - 1].dep_ == "appos" else None
    return None


def _stands_beside(name: Token, span: range) -> bool:
    return name.dep_ == "appos" and name.head.i in span


def _is_whole(stretch: Stretch, run: Run, aside: bool) -> bool:
    """Whether the list ends with its last name: no "and others", no office, no "along with" further on.

    A comma ends only a list that stands as an `aside` between commas.
    """
    doc, at = stretch.doc, run.stop
    if at >= len(doc) or doc[at].is_sent_start:
        return True
    further = {t.lower_ for t in doc[at : doc[at - 1].sent.end]}
    return doc[at].text in _CLOSERS and (aside or doc[at].text != ",") and not further & _MORE
