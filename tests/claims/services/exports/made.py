"""Ask for an export, make it, read it; and the rule by which deltas add up."""

import gzip
import json
from typing import Any

from claims.models import Export
from claims.models.export import ExportFormat, ExportKind
from claims.services.exports.file import path_of
from claims.services.exports.make import make_export
from claims.services.exports.order import Wanted, order_export

Held = dict[str, Any]


def made(kind: str = "full", format: str = "ndjson", since: int = 0, *, is_compressed: bool = False) -> Export:
    row, _ = order_export(Wanted(ExportKind(kind), ExportFormat(format), is_compressed, since), "a test")
    make_export(row.pk)
    row.refresh_from_db()
    return row


def content(row: Export) -> bytes:
    stored = path_of(row).read_bytes()
    return gzip.decompress(stored) if row.is_compressed else stored


def lines(row: Export) -> list[Any]:
    return [json.loads(line) for line in content(row).splitlines()]


def laid_over(held: Held, delta: list[Any]) -> Held:
    """As the API describes it: tombstones and claims that another one stands for go, all else is put in."""
    held = dict(held)
    for one in delta:
        if "tombstone" in one or one["same_as"]:
            held.pop(one["id"], None)
        else:
            held[one["id"]] = one
    return held


def claims_in(row: Export) -> Held:
    return {one["id"]: one for one in lines(row)}
