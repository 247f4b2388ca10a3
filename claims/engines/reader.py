"""The default reader: spaCy's parse and the rules of `claims.pipeline`."""

from claims.engines.protocols import ReportText
from claims.pipeline.draft import ReadingDraft, SentenceFate, Span
from claims.pipeline.extract import read
from sources.engines.language import ENGINE, parse, sentences

RULES = 3
"""Raise it when reading changes; snapshots that were read before are then read again."""


class LocalReader:
    """Reads English; every sentence of another language stays unread, with the reason."""

    version = f"extract-{RULES} on {ENGINE}"

    def read(self, report: ReportText) -> ReadingDraft:
        if report.language.lower().split("-")[0] not in ("en", "eng"):
            reason = f"Only English is read so far, not {report.language}."
            return ReadingDraft((), (), tuple(SentenceFate(Span(*span), "unread", reason) for span in report.sentences))
        parts = parse(report.text, report.sentences)
        title_parts = parse(report.title, sentences(report.title))
        return read(report.text, report.sentences, parts, report.published, report.title, title_parts)
