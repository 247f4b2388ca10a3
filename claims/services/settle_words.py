"""An editor settles what a reading left open: what "the ceremony" stands for, and which day "on Saturday" is."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from claims.errors import ClaimRefused
from claims.models import Appearance
from claims.services.by_hand import taken_up
from factcheck.access.models import User


@dataclass(frozen=True, slots=True)
class Settled:
    """What words stand for, or when it was: [since, until), either may be open. All empty: there is nothing to it."""

    meaning: str = ""
    since: datetime | None = None
    until: datetime | None = None


@transaction.atomic
def settle_words(appearance_id: UUID, span: tuple[int, int], settled: Settled, editor: User, seen: str) -> Appearance:
    """Take one open item off the list and keep what the editor said of it; no later reading changes it.

    Raises ClaimRefused where nothing is open there, or where the time ends before it begins.
    """
    if settled.since and settled.until and settled.until <= settled.since:
        raise ClaimRefused("until", "The end must be later than the beginning.")
    row = taken_up(appearance_id, seen)
    left = [item for item in row.unsettled if (item["start"], item["end"]) != span]
    if len(left) == len(row.unsettled):
        raise ClaimRefused("", "Nothing is left to settle at these words.")
    row.unsettled, row.corrected_by = left, editor
    if settled.meaning:
        row.resolutions = [*_others(row.resolutions, span), _resolution(row, span, settled.meaning)]
    if settled.since or settled.until:
        row.times = [*_others(row.times, span), _time(row, span, settled)]
        _hold(row, settled)
    row.save(update_fields=["unsettled", "resolutions", "times", "corrected_by"])
    return row


def _others(items: list[dict[str, Any]], span: tuple[int, int]) -> list[dict[str, Any]]:
    return [item for item in items if (item["start"], item["end"]) != span]


def _resolution(row: Appearance, span: tuple[int, int], meaning: str) -> dict[str, Any]:
    """The antecedent is where the report says it, else the words themselves: the meaning is then the editor's own."""
    at = row.snapshot.text.find(meaning)
    antecedent = [at, at + len(meaning)] if at >= 0 else [*span]
    return {"start": span[0], "end": span[1], "antecedent": antecedent, "words": meaning}


def _time(row: Appearance, span: tuple[int, int], settled: Settled) -> dict[str, Any]:
    since, until = (moment.isoformat() if moment else None for moment in (settled.since, settled.until))
    words = row.snapshot.text[slice(*span)]
    return {"start": span[0], "end": span[1], "words": words, "from": since, "to": until, "anchor": "editor"}


def _hold(row: Appearance, settled: Settled) -> None:
    """The claim holds then, unless another report has told its time already."""
    if row.claim.valid_during is None:
        row.claim.valid_during = DateTimeTZRange(settled.since, settled.until)
        row.claim.save(update_fields=["valid_during"])
