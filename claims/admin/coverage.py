"""A report as it was read: its text with what became of each sentence, and beside it what each claim rests on."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from claims.admin.shades import Mark, shades
from claims.models import Appearance, Claim, Contradiction, Reading, Rejection
from claims.services.by_hand import as_seen
from claims.telling import Hop, hops, when

SENTENCES = 150
"""Sentences on one page."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One outcome's share of all sentences, in percent, as the coverage bar draws it."""

    kind: str
    label: str
    count: int
    start: float
    share: float


@dataclass(frozen=True, slots=True)
class Unsettled:
    """Words that an editor has to settle, and why."""

    start: int
    end: int
    words: str
    reason: str


@dataclass(frozen=True, slots=True)
class Found:
    """A claim in this text, who says it, and what it rests on, in words."""

    row: Appearance
    seen: str
    claim: Claim
    hops: Sequence[Hop]
    resolved: Sequence[tuple[str, str]]
    times: Sequence[tuple[str, str]]
    figures: Sequence[str]
    open: Sequence[Unsettled]
    worth: Sequence[tuple[str, float]]


def coverage(reading: Reading) -> str:
    """ "12 of 15 sentences became claims, 3 were left out" """
    if not reading.sentences:
        return ""
    parts = [f"{reading.sentences_claimed} of {reading.sentences} sentences became claims"]
    if reading.sentences_left_out:
        parts.append(f"{reading.sentences_left_out} left out")
    if reading.sentences_unread:
        parts.append(f"{reading.sentences_unread} not read")
    return ", ".join(parts)


def covered(reading: Reading, page: int) -> dict[str, Any]:
    """What the page of a reading shows; `page` counts from 1."""
    fates = reading.fates[(page - 1) * SENTENCES : page * SENTENCES]
    text = reading.snapshot.text
    start, end = (fates[0][0], fates[-1][1]) if fates else (0, 0)
    rows = list(_appearances(reading, start, end))
    return {
        "reading": reading,
        "coverage": coverage(reading),
        "bars": bars(reading),
        "shades": list(shades(text, start, end, _marks(fates, rows))),
        "found": [found(row, text) for row in rows],
        "contradictions": Contradiction.objects.filter(snapshot=reading.snapshot_id, dismissed_at__isnull=True)[:50],
        "start": start,
        "rejected": Rejection.objects.filter(snapshot=reading.snapshot_id, start__gte=start, start__lt=end)[:100],
        "left_out": [(text[s:e], outcome, reason) for s, e, outcome, reason in fates if outcome != "claim"],
        "page": page,
        "pages": max(1, -(-len(reading.fates) // SENTENCES)),
    }


def bars(reading: Reading) -> list[Bar]:
    counts = (
        ("claim", "became a claim" if reading.sentences_claimed == 1 else "became claims", reading.sentences_claimed),
        ("left_out", "left out", reading.sentences_left_out),
        ("unread", "not read", reading.sentences_unread),
    )
    drawn, at = [], 0.0
    for kind, label, count in counts:
        share = 100 * count / reading.sentences if reading.sentences else 0
        drawn.append(Bar(kind, label, count, at, share))
        at += share
    return drawn


def _appearances(reading: Reading, start: int, end: int) -> "QuerySet[Appearance]":
    here = Appearance.objects.filter(snapshot=reading.snapshot_id, start__gte=start, start__lt=end)
    rows = here.select_related("claim__accepted_by", "corrected_by").defer("claim__search").order_by("start", "pk")
    return rows.prefetch_related("attributions__source")


def _marks(fates: Sequence[Any], rows: Sequence[Appearance]) -> Iterator[Mark]:
    yield from (Mark(start, end, f"fate-{outcome}") for start, end, outcome, _ in fates)
    for number, row in enumerate(rows, 1):
        yield from (Mark(start, end, "said", number) for start, end in row.pieces or [(row.start, row.end)])
        yield from (Mark(item["start"], item["end"], "open", number) for item in row.unsettled)
        for hop in row.attributions.all():
            if hop.source_start is not None and hop.source_end is not None:
                yield Mark(hop.source_start, hop.source_end, "source", number)
            if hop.cue_start is not None and hop.cue_end is not None:
                yield Mark(hop.cue_start, hop.cue_end, "cue", number)


def found(row: Appearance, text: str) -> Found:
    return Found(
        row=row,
        seen=as_seen(row),
        claim=row.claim,
        hops=hops(row),
        resolved=[(text[r["start"] : r["end"]], r["words"]) for r in row.resolutions],
        times=[(t["words"], when(t)) for t in row.times],
        figures=[text[q["start"] : q["end"]] for q in row.quantities],
        open=[Unsettled(u["start"], u["end"], text[u["start"] : u["end"]], u["reason"]) for u in row.unsettled],
        worth=list(row.claim.worth_features.items()),
    )
