"""What a claim rests on at one place, in the shape in which an appearance keeps it."""

from datetime import datetime
from typing import Any

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from claims.pipeline.draft import ClaimDraft, When


def particulars(draft: ClaimDraft, text: str) -> dict[str, Any]:
    """The JSON fields of `Appearance`; offsets are into `text`, times RFC 3339, what is not known null."""
    return {
        "pieces": [[*piece] for piece in draft.pieces],
        "resolutions": [{**_span(r.span), "antecedent": [*r.antecedent], "words": r.words} for r in draft.resolutions],
        "quantities": [
            {**_span(q.span), "value": q.value, "high": q.high, "unit": q.unit, "approximation": q.approximation}
            for q in draft.quantities
        ],
        "times": [_time(t, text) for t in draft.times],
        "unsettled": [{**_span(u.span), "reason": u.reason} for u in draft.unsettled],
    }


def valid_during(draft: ClaimDraft) -> DateTimeTZRange | None:
    """When the claim is said to have happened; None where that is not known."""
    return _range(draft.happened) if draft.happened is not None else None


def _range(when: When) -> DateTimeTZRange | None:
    return None if when.start is None and when.end is None else DateTimeTZRange(when.start, when.end)


def _time(when: When, text: str) -> dict[str, Any]:
    ends = {"from": _told(when.start), "to": _told(when.end)}
    return {**_span(when.span), "words": text[slice(*when.span)], **ends, "anchor": when.anchor}


def _span(span: tuple[int, int]) -> dict[str, int]:
    return {"start": span[0], "end": span[1]}


def _told(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
