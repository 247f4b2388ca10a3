"""What the server answers, as plain dictionaries with names; it may add fields at any time."""

from collections.abc import Mapping
from typing import Any, Literal, TypedDict

Status = Literal["unreviewed", "verified", "refuted", "conflicting", "unverifiable", "superseded", "withdrawn"]


class Named(TypedDict):
    """Anyone or anything with a name."""

    id: str
    name: str
    kind: str


class Reference(TypedDict):
    """Another claim, and the path where it is read."""

    id: str
    statement: str
    url: str


class Period(TypedDict):
    """From `since` (included) to `until` (not included); None is open."""

    since: str | None
    until: str | None


Decision = TypedDict(
    "Decision",
    {"id": str, "from": Status, "to": Status, "rationale": str, "decided_at": str, "decided_by": str | None},
)
"""A reviewer's act."""


class ReportReference(TypedDict):
    """Which document something stands in."""

    id: str
    url: str
    title: str
    publisher: str | None
    published_at: str | None


class Snapshot(TypedDict):
    """A version of a report's text."""

    id: str
    sha256: str
    is_current: bool


class Hop(TypedDict):
    """One step of who says so; position 0 is the original speaker."""

    position: int
    source: Named
    unnamed_class: str
    role: str
    cue: str
    channel: str
    modality: str
    is_denial: bool
    is_publisher: bool


class Appearance(TypedDict):
    """A claim at a place: `quote` is the snapshot's text from `start` to `end`, in code points."""

    id: str
    claim: str
    report: ReportReference
    snapshot: Snapshot
    quote: str
    prefix: str
    suffix: str
    start: int
    end: int
    attributions: list[Hop]


class Passage(TypedDict):
    """A stretch of a snapshot's text."""

    id: str
    text: str
    start: int
    end: int


class Evidence(TypedDict):
    """One passage's stance on a claim, by one version of the judge."""

    id: str
    claim: str
    stance: Literal["supports", "refutes", "not_enough_info"]
    cited: bool
    scores: dict[str, float]
    reasons: list[str]
    judge: str
    passage: Passage
    snapshot: Snapshot
    report: ReportReference


class Claim(TypedDict):
    """A claim as lists show it. Times are RFC 3339."""

    id: str
    statement: str
    language: str
    status: Status
    polarity: str
    modality: str
    condition: str
    valid_during: Period | None
    created_at: str
    published_at: str | None
    decided_at: str | None
    needs_another_look: bool
    same_as: Reference | None
    merged: list[Reference]
    review_due: str | None
    stale: bool
    decision: Decision | None
    appearances: list[Appearance]
    appearances_total: int


class WholeClaim(Claim):
    """A claim with what it rests on."""

    entities: list[Named]
    relations: list[dict[str, Any]]
    evidence: list[Evidence]
    evidence_total: int


class Change(TypedDict):
    """One version of what is public of a claim; see `apply`."""

    sequence: int
    at: str
    claim: str
    version: int
    tombstone: str | None
    before: dict[str, Any] | None
    after: dict[str, Any]


class Report(TypedDict):
    """What is known of a report that came in."""

    id: str
    snapshot_id: str | None
    url: str
    title: str
    publisher: str | None
    external_id: str
    published_at: str | None
    language: str
    created_at: str
    processing_url: str


class Processing(TypedDict):
    """How far a report has come."""

    state: Literal["waiting", "reading", "checking", "done", "failed"]
    claims_found: int
    coverage: dict[str, int] | None
    error: str
    snapshot_id: str


def apply(held: Mapping[str, Any] | None, change: Change) -> dict[str, Any]:
    """What is public of a claim after a change, from what you held of it before (None for nothing)."""
    before = change["before"]
    kept = {} if before is None or held is None else {k: v for k, v in held.items() if k not in before}
    return kept | change["after"]
