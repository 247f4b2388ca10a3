"""The public document of a claim, as plain values; the API's serializers describe the same shape."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from claims.models import Appearance, Attribution, Claim, Correction, Decision, Evidence, Relation
from claims.services.public.rows import Rows
from claims.status import BEST, RATINGS, WORST, Status
from sources.models import Entity, Report, Snapshot, Source

APPEARANCES_LISTED = 5
"""Appearances of a claim in a list."""

ONLY_WHOLE = ("entities", "relations", "evidence", "evidence_total", "corrections")
"""What a list leaves out."""


def claim_path(pk: UUID) -> str:
    """Where a claim is read: a path, so that an answer does not depend on the name by which we were reached."""
    return f"/api/v1/claims/{pk}/"


def moment(value: datetime | None) -> str | None:
    """RFC 3339 in UTC."""
    return value.astimezone(UTC).isoformat().replace("+00:00", "Z") if value else None


def rating(status: str) -> dict[str, Any] | None:
    """The verdict in ClaimReview's words; None before there is one."""
    found = RATINGS.get(Status(status))
    if found is None:
        return None
    scale: dict[str, int | None] = {"value": None, "worst": None, "best": None}
    if found.value is not None:
        scale = {"value": found.value, "worst": WORST, "best": BEST}
    return {"text": found.text, **scale}


def document(rows: Rows) -> dict[str, Any]:
    claim = rows.claim
    return {
        "id": str(claim.pk),
        "statement": claim.statement,
        "language": claim.language,
        "status": claim.status,
        "rating": rating(claim.status),
        "polarity": claim.polarity,
        "modality": claim.modality,
        "condition": claim.condition,
        "valid_during": _period(claim.valid_during),
        "created_at": moment(claim.created_at),
        "published_at": moment(claim.published_at),
        "decided_at": moment(claim.decided_at),
        "needs_another_look": claim.needs_another_look,
        "same_as": _reference(rows.kept) if rows.kept else None,
        "merged": [_reference(row) for row in rows.merged],
        "review_due": moment(claim.review_due),
        "stale": claim.stale,
        "decision": _decision(rows.decision) if rows.decision else None,
        "finding": None,
        "appearances": [_appearance(row) for row in rows.appearances],
        "appearances_total": rows.appearances_total,
        "entities": [_entity(row) for row in rows.entities],
        "relations": [_relation(row) for row in rows.relations],
        "evidence": [_evidence(row) for row in rows.evidence],
        "evidence_total": rows.evidence_total,
        "corrections": [_correction(row) for row in rows.corrections],
    }


def card(whole: Mapping[str, Any]) -> dict[str, Any]:
    """The document as a list shows it."""
    kept = {name: value for name, value in whole.items() if name not in ONLY_WHOLE}
    return {**kept, "appearances": whole["appearances"][:APPEARANCES_LISTED]}


def withdrawn(rows: Rows) -> dict[str, Any]:
    """What is left of a withdrawn claim: its id, why, and since when."""
    head = rows.head
    reason = Decision.objects.filter(claim=head).order_by("-decided_at", "-pk").values_list("rationale", flat=True)
    return {
        "id": str(rows.claim.pk),
        "tombstone": "withdrawn",
        "reason": reason.first() or "",
        "at": moment(head.decided_at),
    }


def apart(claim: Claim, since: datetime) -> dict[str, Any]:
    """What is left where a claim was public only as long as it was held the same as a published one."""
    reason = "It is no longer held to be the same as a published claim, and nobody has decided on it by itself."
    return {"id": str(claim.pk), "tombstone": "apart", "reason": reason, "at": moment(since)}


def _period(value: Any) -> dict[str, Any] | None:
    return {"since": moment(value.lower), "until": moment(value.upper)} if value else None


def _reference(claim: Claim) -> dict[str, Any]:
    return {"id": str(claim.pk), "statement": claim.statement, "url": claim_path(claim.pk)}


def _decision(row: Decision) -> dict[str, Any]:
    return {
        "from": row.from_status,
        "id": str(row.pk),
        "to": row.to_status,
        "rationale": row.rationale,
        "decided_at": moment(row.decided_at),
        "decided_by": None,
    }


def _correction(row: Correction) -> dict[str, Any]:
    """Never `reason`, which is for colleagues, nor who made it."""
    return {
        "id": str(row.pk),
        "note": row.note,
        "at": moment(row.corrected_at),
        "statement_before": row.before_statement,
        "statement": row.after_statement,
        "status_before": row.before_status,
        "status": row.after_status,
    }


def _source(row: Source) -> dict[str, Any]:
    return {"id": str(row.pk), "name": row.name, "kind": row.kind}


def _entity(row: Entity) -> dict[str, Any]:
    return {"id": str(row.pk), "name": row.name, "kind": row.kind}


def _hop(row: Attribution) -> dict[str, Any]:
    return {
        "position": row.position,
        "source": _source(row.source),
        "source_start": row.source_start,
        "source_end": row.source_end,
        "unnamed_class": row.unnamed_class,
        "role": row.role,
        "cue": row.cue,
        "cue_start": row.cue_start,
        "cue_end": row.cue_end,
        "channel": row.channel,
        "quotation": row.quotation,
        "modality": row.modality,
        "is_denial": row.is_denial,
        "is_publisher": row.is_publisher,
    }


def _appearance(row: Appearance) -> dict[str, Any]:
    return {
        "id": str(row.pk),
        "claim": str(row.claim_id),
        "report": _report(row.snapshot.report),
        "snapshot": _snapshot(row.snapshot),
        "quote": row.quote,
        "prefix": row.prefix,
        "suffix": row.suffix,
        "start": row.start,
        "end": row.end,
        "condition_start": row.condition_start,
        "condition_end": row.condition_end,
        "attributions": [_hop(hop) for hop in row.attributions.all()],
    }


def _report(row: Report) -> dict[str, Any]:
    return {
        "id": str(row.pk),
        "url": row.url,
        "title": row.title,
        "publisher": row.publisher.name if row.publisher else None,
        "published_at": moment(row.published_at),
    }


def _snapshot(row: Snapshot) -> dict[str, Any]:
    return {"id": str(row.pk), "sha256": row.sha256, "is_current": row.report.current_id == row.pk}


def _relation(row: Relation) -> dict[str, Any]:
    return {
        "id": str(row.pk),
        "from_claim": _reference(row.from_claim),
        "kind": row.kind,
        "to_claim": _reference(row.to_claim),
    }


def _evidence(row: Evidence) -> dict[str, Any]:
    passage = row.passage
    return {
        "id": str(row.pk),
        "claim": str(row.claim_id),
        "stance": row.stance,
        "cited": row.cited,  # type: ignore[attr-defined]
        "scores": {"supports": row.supports, "refutes": row.refutes, "not_enough_info": row.not_enough_info},
        "reasons": row.reasons,
        "judge": row.judge,
        "passage": {"id": str(passage.pk), "text": passage.text, "start": passage.start, "end": passage.end},
        "snapshot": _snapshot(passage.snapshot),
        "report": _report(passage.snapshot.report),
    }
