"""How far a report has come, told from the rows that say what is to be done."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from django.db.models import Count, Max, Q
from django.http import Http404

from claims.models import Appearance, Reading, Recheck
from sources.models import Indexing, Report, State

GIVEN_UP = "It could not be processed; an administrator can see why and try again."
TRIED_AGAIN = "An attempt failed; it will be tried again."

Stage = Literal["waiting", "reading", "checking", "done", "failed"]


@dataclass(frozen=True, slots=True)
class Coverage:
    """Sentences of the text: all, those that made a claim, those left out for a reason, and the rest."""

    sentences: int
    claimed: int
    left_out: int
    unread: int


@dataclass(frozen=True, slots=True)
class Processing:
    state: Stage
    claims_found: int
    coverage: Coverage | None
    error: str
    snapshot_id: object


def processing_of(report: Report) -> Processing:
    """Of the report's current version. Raises Http404 while it has none."""
    snapshot_id = report.current_id
    if snapshot_id is None:
        raise Http404
    indexing = Indexing.objects.filter(pk=snapshot_id).first()
    reading = Reading.objects.filter(snapshot_id=snapshot_id).order_by("-pk").first()
    rechecks = _rechecks(reading) if reading and reading.state == State.DONE else {}
    state, error = _stage(indexing, reading, rechecks)
    error = error and (GIVEN_UP if state == "failed" else TRIED_AGAIN)
    found = reading.claims_found if reading else 0
    return Processing(state, found, _coverage(reading), error, snapshot_id)


def _rechecks(reading: Reading) -> Mapping[str, str]:
    """The states that the re-checks of the snapshot and of its claims are in, each with an error of it."""
    claims = Appearance.objects.filter(reading=reading).values("claim")
    rows = Recheck.objects.filter(Q(snapshot=reading.snapshot_id) | Q(claim__in=claims))
    return dict(rows.values("state").annotate(Count("pk"), last=Max("error")).values_list("state", "last"))


def _stage(indexing: Indexing | None, reading: Reading | None, rechecks: Mapping[str, str]) -> tuple[Stage, str]:
    """The first step that is not done; a pending step may carry the error of its last attempt."""
    if indexing and indexing.state != State.DONE:
        return ("failed" if indexing.state == State.FAILED else "waiting"), indexing.error
    if reading is None:
        return "reading", ""
    if reading.state != State.DONE:
        return ("failed" if reading.state == State.FAILED else "reading"), reading.error
    if State.PENDING in rechecks:
        return "checking", rechecks[State.PENDING]
    if State.FAILED in rechecks:
        return "failed", rechecks[State.FAILED]
    return "done", ""


def _coverage(reading: Reading | None) -> Coverage | None:
    if reading is None or reading.state != State.DONE:
        return None
    return Coverage(
        sentences=reading.sentences,
        claimed=reading.sentences_claimed,
        left_out=reading.sentences_left_out,
        unread=reading.sentences_unread,
    )
