"""Read reports from files: .txt, .html, or .jsonl with one report (as the API takes it) a line."""

import json
import sys
from argparse import ArgumentParser
from codecs import BOM_UTF8
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.dateparse import parse_date, parse_datetime
from tqdm import tqdm

from sources.dispatch import enqueue
from sources.errors import UnusableReport
from sources.services.receive_report import IncomingReport, receive_report
from sources.tasks import index

MOST_BYTES_A_CHARACTER = 4  # in UTF-8
KINDS = {".txt", ".html", ".htm", ".jsonl"}
FIELDS = {"text", "html", "url", "title", "publisher", "external_id", "language", "published_at"}


@dataclass(frozen=True, slots=True)
class Entry:
    """One report to be, or the reason why it is none; `place` names file and line."""

    place: str
    report: IncomingReport | None = None
    reason: str = ""


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
        parser.add_argument("--publisher", default="", help="Publisher of .txt and .html files.")

    def handle(self, *args: Any, **options: Any) -> None:
        files: list[Path] = options["files"]
        _check(files)
        outcomes: Counter[str] = Counter()
        rejected: list[str] = []
        with tqdm(total=sum(map(_size, files)), unit="report", file=sys.stderr) as bar:
            for entry in (entry for file in files for entry in _entries(file, options["publisher"])):
                outcome, reason = _take(entry)
                outcomes[outcome] += 1
                if reason:
                    rejected.append(f"{_printable(entry.place)}: {reason}")
                bar.update()
        for line in rejected:
            self.stderr.write(line)
        self.stdout.write(", ".join(f"{outcomes[name]} {name}" for name in ("new", "known", "rejected")))
        if rejected:
            sys.exit(1)


def _check(files: list[Path]) -> None:
    for file in files:
        if not file.is_file():
            raise CommandError(f"{file} is not a file.")
        if file.suffix.lower() not in KINDS:
            raise CommandError(f"{file}: only {', '.join(sorted(KINDS))} files can be read.")


def _size(file: Path) -> int:
    """Reports in a file, for the progress bar."""
    if file.suffix.lower() != ".jsonl":
        return 1
    return sum(1 for line in _each_line(file) if line is None or line.strip())


def _take(entry: Entry) -> tuple[str, str]:
    if entry.report is None:
        return "rejected", entry.reason
    try:
        receipt = receive_report(entry.report, via="import", by=_printable(entry.place)[-200:])
    except UnusableReport as error:
        return "rejected", f"{error.field}: {error.message}"
    if receipt.is_new:
        enqueue(index, receipt.snapshot.pk)
    return ("new" if receipt.is_new else "known"), ""


def _printable(place: str) -> str:
    """A file's name need not be text: its odd bytes are shown by their numbers."""
    return place.encode("utf-8", "backslashreplace").decode()


def _entries(file: Path, publisher: str) -> Iterator[Entry]:
    if file.suffix.lower() == ".jsonl":
        yield from _lines(file)
        return
    size, limit = file.stat().st_size, settings.REPORT_MAX_CHARACTERS
    if size > MOST_BYTES_A_CHARACTER * limit + len(BOM_UTF8):
        yield Entry(str(file), reason=f"It has {size:,} bytes; at most {limit:,} characters are read. Cut it in parts.")
        return
    try:
        content = file.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        yield Entry(str(file), reason=f"It is not UTF-8 (byte {error.start}). Convert it and try again.")
        return
    is_text = file.suffix.lower() == ".txt"
    report = IncomingReport(text=content if is_text else "", html="" if is_text else content, publisher=publisher)
    yield Entry(str(file), report)


def _lines(file: Path) -> Iterator[Entry]:
    for number, line in enumerate(_each_line(file), 1):
        place = f"{file}:{number}"
        if line is None:
            limit = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
            yield Entry(place, reason=f"It is too long: at most {limit:,} bytes a line are read. Cut it in parts.")
        elif line.strip():
            try:
                yield Entry(place, report_from(json.loads(line.decode("utf-8-sig"))))
            except (ValueError, RecursionError) as error:
                yield Entry(place, reason=f"It can't be read: {error}")


def _each_line(file: Path) -> Iterator[bytes | None]:
    """Every line; None for one with more bytes than a request may have, which is passed over without keeping it."""
    limit = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
    with file.open("rb") as lines:
        while line := lines.readline(limit + 1):
            fits = len(line) <= limit
            while len(line) > limit and not line.endswith(b"\n"):
                line = lines.readline(limit + 1)
            yield line if fits else None


def report_from(row: object) -> IncomingReport:
    """A report from a decoded JSON object. Raises ValueError with a sentence."""
    if not isinstance(row, dict):
        raise ValueError("a line must be a JSON object.")
    if unknown := sorted(set(row) - FIELDS - {"slug", "id"}):
        raise ValueError(f"unknown fields {', '.join(unknown)}; known are {', '.join(sorted(FIELDS))}.")
    given: dict[str, Any] = {name: row[name] for name in FIELDS & set(row) if row[name] is not None}
    for name, value in given.items():
        if not isinstance(value, str):
            raise ValueError(f"{name} must be a string.")
    published_at = given.pop("published_at", "")
    return IncomingReport(**given, published_at=when(published_at) if published_at else None)


def when(value: str) -> datetime:
    """An RFC 3339 time; a date alone or a time without a zone is taken as UTC. Raises ValueError."""
    try:
        moment = parse_datetime(value)
        if moment is None and (day := parse_date(value)):
            moment = datetime(day.year, day.month, day.day)
    except ValueError:  # it looks like a time, and the calendar has no such day
        moment = None
    if moment is None:
        raise ValueError(f"published_at is {value!r}; give a time such as 2026-01-31T09:30:00Z.")
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
