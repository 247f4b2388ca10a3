"""The default reader: spaCy's parse and the rules of `claims.pipeline`."""

import re

from spacy.lang.en.stop_words import STOP_WORDS

from claims.engines.protocols import ReportText
from claims.pipeline.draft import ReadingDraft, SentenceFate, Span
from claims.pipeline.extract import read
from sources.engines.language import ENGINE, parse, sentences

RULES = 3
"""Raise it when reading changes; snapshots that were read before are then read again."""


_WORD = re.compile(r"[^\W\d_]+")
_SAMPLE = 20_000
_FEWEST = 20
_ENGLISH = 0.08
"""Share of everyday words ("the", "of", "was") below which a text is not English; in news it is from 0.3 to 0.5."""


class LocalReader:
    """Reads English; every sentence of another language stays unread, with the reason."""

    version = f"extract-{RULES} on {ENGINE}"

    def read(self, report: ReportText) -> ReadingDraft:
        reason = _why_unread(report)
        if reason:
            return ReadingDraft((), (), tuple(SentenceFate(Span(*span), "unread", reason) for span in report.sentences))
        parts = parse(report.text, report.sentences)
        title_parts = parse(report.title, sentences(report.title))
        return read(report.text, report.sentences, parts, report.published, report.title, title_parts)


def _why_unread(report: ReportText) -> str:
    """Why nothing of the report can be read; empty where it is English."""
    if report.language.lower().split("-")[0] not in ("en", "eng"):
        return f"Only English is read so far, not {report.language}."
    words = _WORD.findall(report.text[:_SAMPLE].lower())
    everyday = sum(word in STOP_WORDS for word in words)
    if len(words) < _FEWEST or everyday >= _ENGLISH * len(words):
        return ""
    return "This does not read like English, and only English is read so far. Send the report with its language."
