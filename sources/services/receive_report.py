"""Take a report in: the one verb behind the API, the import command and the admin."""

import hashlib
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction

from sources.errors import UnusableReport
from sources.models import Indexing, Report, Snapshot, Source
from sources.models.source import SourceKind
from sources.models.work import State
from sources.services.work import due_again, soon
from sources.text.canonical import Unstorable, canonical
from sources.text.html import HostilePage, Page, read_page
from sources.text.naming import name_key

LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
ONE_LINE = {"url": 2000, "title": 1000, "publisher": 300, "external_id": 300}


@dataclass(frozen=True, slots=True)
class IncomingReport:
    """A report as it is handed in; either `text` or `html` must have content."""

    text: str = ""
    html: str = ""
    url: str = ""
    title: str = ""
    publisher: str = ""
    external_id: str = ""
    language: str = "en"
    published_at: datetime | None = None

    @property
    def moment(self) -> datetime | None:
        """`published_at` in UTC: PostgreSQL takes no zone that is 16 hours away or more."""
        return self.published_at.astimezone(UTC) if self.published_at else None


@dataclass(frozen=True, slots=True)
class Receipt:
    """What became of it: `is_new` when this report, or this version of it, was not known."""

    report: Report
    snapshot: Snapshot
    is_new: bool


@dataclass(frozen=True, slots=True)
class _Content:
    text: str
    sha256: str
    original: str
    media_type: str
    title: str


def receive_report(incoming: IncomingReport, *, via: str, by: str = "") -> Receipt:
    """Store the report and its snapshot, once each, and plan its indexing.

    Raises UnusableReport, naming the field, when it can't be kept as it is.
    """
    _check_fields(incoming)
    content = _content(incoming)
    # In a transaction of its own: a reading that holds the report may be waiting for the same new source.
    publisher = Source.named(incoming.publisher, SourceKind.OUTLET) if incoming.publisher.strip() else None
    with transaction.atomic():
        report = _report(incoming, content, publisher)
        snapshot, is_new = Snapshot.objects.get_or_create(
            report=report,
            sha256=content.sha256,
            defaults={
                "text": content.text,
                "original": content.original,
                "media_type": content.media_type,
                "title": content.title,
                "published_at": incoming.moment or report.published_at,
                "utc_offset": _utc_offset(incoming.published_at),
                "received_via": via,
                "received_by": by[:200],
            },
        )
        if is_new:
            Indexing.objects.create(snapshot=snapshot, due_at=soon())
        if is_new or not _is_late(report, snapshot, incoming):
            _make_current(report, snapshot, incoming, content, publisher)
    return Receipt(report, snapshot, is_new)


def _utc_offset(published_at: datetime | None) -> int | None:
    """Minutes east of UTC. The report's own time may come from an earlier version, whose zone is not this one's."""
    offset = published_at.utcoffset() if published_at else None
    return None if offset is None else round(offset.total_seconds() / 60)


def _check_fields(incoming: IncomingReport) -> None:
    for field, longest in ONE_LINE.items():
        value: str = getattr(incoming, field)
        _storable(field, value)
        if len(value) > longest:
            raise UnusableReport(field, f"This is {len(value)} characters long; at most {longest} fit.", "too_long")
    if incoming.url and not _is_web_address(incoming.url):
        raise UnusableReport("url", "Give a full web address that starts with http:// or https://.")
    if len(incoming.language) > 35 or not LANGUAGE.fullmatch(incoming.language):
        raise UnusableReport("language", "Give a BCP 47 language code such as en or pt-BR.")
    if incoming.published_at and not _is_in_calendar(incoming.published_at):
        raise UnusableReport("published_at", "In UTC this time is outside the years 1 to 9999.")
    if incoming.text.strip() and incoming.html.strip():
        raise UnusableReport("html", "Send either text or html, not both: it must be clear which one counts.")


def _content(incoming: IncomingReport) -> _Content:
    is_page = not incoming.text.strip() and bool(incoming.html.strip())
    field = "html" if is_page else "text"
    given = incoming.html if is_page else incoming.text
    limit = settings.REPORT_MAX_CHARACTERS
    if len(given) > limit:
        message = f"The report has {len(given):,} characters; at most {limit:,} are read. Send it in parts."
        raise UnusableReport(field, message, "too_long")
    _storable(field, given)
    page = _page(given) if is_page else None
    text = canonical(page.text if page else given).text
    if not text.strip():
        raise UnusableReport(field, _nothing_to_read(is_page), "empty")
    return _Content(
        text=text,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        original="" if text == given else given,
        media_type="text/html" if is_page else "text/plain",
        title=(incoming.title or (page.title if page else ""))[:1000],
    )


def _page(html: str) -> Page:
    try:
        return read_page(html)
    except HostilePage as error:
        raise UnusableReport("html", str(error), "unreadable") from error


def _nothing_to_read(is_page: bool) -> str:
    if is_page:
        return "No readable text was found in this page. Send the text itself in `text`."
    return "The report is empty. Send its text in `text`, or its page in `html`."


def _report(incoming: IncomingReport, content: _Content, publisher: Source | None) -> Report:
    """The report, locked: two versions that arrive at once become current one after the other."""
    report, _ = Report.objects.get_or_create(
        identity=_identity(incoming, content),
        defaults={
            "url": incoming.url,
            "external_id": incoming.external_id,
            "publisher": publisher,
            "title": content.title,
            "language": incoming.language,
            "published_at": incoming.moment,
        },
    )
    return Report.objects.select_for_update(of=("self",)).get(pk=report.pk)


def _identity(incoming: IncomingReport, content: _Content) -> str:
    """SHA-256 of the address, else of publisher and their id, else of the text."""
    if incoming.url:
        parts = ["url", _same_address(incoming.url)]
    elif incoming.publisher.strip() and incoming.external_id.strip():
        parts = ["id", name_key(incoming.publisher), canonical(incoming.external_id.strip()).text]
    else:
        parts = ["text", content.sha256]
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()


def _is_late(report: Report, snapshot: Snapshot, incoming: IncomingReport) -> bool:
    """A known text sent again that says itself to be older than the current version."""
    if report.current_id == snapshot.pk or not incoming.published_at or not report.published_at:
        return False
    return incoming.published_at < report.published_at


def _make_current(
    report: Report, snapshot: Snapshot, incoming: IncomingReport, content: _Content, publisher: Source | None
) -> None:
    """The version that came last is the current one, with what it says of itself; silence changes nothing.

    An earlier version that counts again is made ready again, to meet what was stored meanwhile. A killed report stays
    killed: the version is the one that counts when the kill is lifted.
    """
    is_killed = report.kills.filter(lifted_at__isnull=True).update(version=snapshot) > 0
    if report.current_id and report.current_id != snapshot.pk:
        due_again(Indexing.objects.filter(snapshot=snapshot, state=State.DONE))
    fresh = {
        "current_id": None if is_killed else snapshot.pk,
        "title": content.title or report.title,
        "published_at": incoming.moment or report.published_at,
        "publisher_id": publisher.pk if publisher else report.publisher_id,
    }
    changed = [field for field, value in fresh.items() if getattr(report, field) != value]
    for field in changed:
        setattr(report, field, fresh[field])
    if changed:
        report.save(update_fields=[field.removesuffix("_id") for field in changed])


def _storable(field: str, value: str) -> None:
    try:
        canonical(value)
    except Unstorable as error:
        raise UnusableReport(field, str(error), "unstorable") from error


def _is_web_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and not re.search(r"\s", url)
    except ValueError:
        return False


def _is_in_calendar(moment: datetime) -> bool:
    try:
        moment.astimezone(UTC)
    except OverflowError:
        return False
    return True


def _same_address(url: str) -> str:
    """Case of scheme and host, and the fragment, do not make another page."""
    parts = urlsplit(url)
    return parts._replace(scheme=parts.scheme.lower(), netloc=parts.netloc.lower(), fragment="").geturl()
