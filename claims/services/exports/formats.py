"""How the rows of an export are written: bytes out of batches of rows, nothing kept. Pure."""

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from claims.services.exports.rows import Row
from claims.site.claimreview import CONTEXT, claim_review

Batches = Iterable[Sequence[Row]]
Place = Callable[[object], str]
"""The absolute address of a claim's page."""

COLUMNS = (
    "id",
    "url",
    "statement",
    "status",
    "polarity",
    "modality",
    "language",
    "valid_since",
    "valid_until",
    "published_at",
    "decided_at",
    "rationale",
    "needs_another_look",
    "original_speaker",
    "publisher",
    "report_url",
    "report_title",
    "appearances_total",
    "evidence_total",
    "same_as",
    "tombstone",
    "tombstone_reason",
    "tombstone_at",
)
FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What spreadsheets take for the beginning of a formula."""


def ndjson(batches: Batches) -> Iterator[bytes]:
    """The very bytes of each document, one on a line."""
    for batch in batches:
        yield "".join([f"{row.document}\n" for row in batch]).encode()


def table(batches: Batches, place: Place) -> Iterator[bytes]:
    """RFC 4180 with a header, in UTF-8; a cell that a spreadsheet would take for a formula begins with '."""
    yield _csv([COLUMNS])
    for batch in batches:
        yield _csv([_cells(row, place) for row in batch])


def feed(batches: Batches, place: Place, author: Mapping[str, str]) -> Iterator[bytes]:
    """One schema.org DataFeed as JSON-LD, an item on a line; of what is no longer listed `dateDeleted`."""
    head = json.dumps({"@context": CONTEXT, "@type": "DataFeed", "name": f"Claims reviewed by {author['name']}"})
    yield f'{head[:-1]}, "dataFeedElement": ['.encode()
    before = "\n"
    for batch in batches:
        yield (before + ",\n".join([_json(_item(row, place, author)) for row in batch])).encode()
        before = ",\n"
    yield b"\n]}\n"


def _item(row: Row, place: Place, author: Mapping[str, str]) -> dict[str, Any]:
    url = place(row.claim_id)
    changed = row.published_at.isoformat().replace("+00:00", "Z")
    if not row.is_listed:
        return {"@type": "DataFeedItem", "dateDeleted": changed, "item": {"@type": "ClaimReview", "@id": url}}
    review = claim_review(json.loads(row.document), url, author)
    return {"@type": "DataFeedItem", "dateModified": changed, "item": review}


def _json(value: Mapping[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _csv(rows: Iterable[Sequence[str]]) -> bytes:
    written = io.StringIO(newline="")
    csv.writer(written, lineterminator="\r\n").writerows(rows)
    return written.getvalue().encode()


def _cells(row: Row, place: Place) -> list[str]:
    told = _told(json.loads(row.document))
    told["url"] = place(row.claim_id)
    return [_cell(told.get(name)) for name in COLUMNS]


def _told(document: Mapping[str, Any]) -> dict[str, Any]:
    """Columns that are fields keep their names; those of the first appearance are of the first that is listed."""
    if "tombstone" in document:
        told = {name: document[name] for name in ("id", "tombstone")}
        return told | {"tombstone_reason": document["reason"], "tombstone_at": document["at"]}
    period, same, first = document["valid_during"] or {}, document["same_as"], next(iter(document["appearances"]), None)
    told = {name: value for name, value in document.items() if not isinstance(value, dict | list)}
    told |= {"valid_since": period.get("since"), "valid_until": period.get("until")}
    told |= {"rationale": (document["decision"] or {}).get("rationale"), "same_as": same and same["id"]}
    if first:
        report, hops = first["report"], first["attributions"]
        told |= {"publisher": report["publisher"], "report_url": report["url"], "report_title": report["title"]}
        told |= {"original_speaker": hops[0]["source"]["name"] if hops else None}
    return told


def _cell(value: object) -> str:
    if value is None:
        return ""
    text = str(value).lower() if isinstance(value, bool) else str(value)
    return f"'{text}" if text.startswith(FORMULA) else text
