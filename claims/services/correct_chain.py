"""An editor says who says it and through whom: the chain of one appearance, from the original speaker outward."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from claims.errors import ClaimRefused
from claims.models import Appearance, Attribution
from claims.services.by_hand import taken_up
from claims.status import Modality
from factcheck.access.models import User
from sources.models import Source
from sources.models.source import SourceKind

HOPS = 8
"""Hops in a chain at most, the publisher not counted."""


@dataclass(frozen=True, slots=True)
class HopText:
    """One hop as an editor tells it; `name` is a class such as "officials" where `kind` is unnamed.

    `cue` are words of the sentence ("told reporters"), empty where there are none.
    """

    name: str
    kind: str
    role: str = ""
    channel: str = ""
    cue: str = ""
    modality: str = Modality.ASSERTED
    is_denial: bool = False


@transaction.atomic
def correct_chain(appearance_id: UUID, hops: Sequence[HopText], editor: User, seen: str) -> Appearance:
    """Put these hops in place of those that were read; the report's publisher stays the last one.

    No later reading changes it. Raises ClaimRefused, naming the field as `cue-1` (hops count from 0).
    """
    if len(hops) > HOPS:
        raise ClaimRefused("", f"A chain has at most {HOPS} hops before the publisher.")
    row = taken_up(appearance_id, seen)
    before = {(hop.source.name, hop.cue): hop for hop in row.attributions.select_related("source")}
    sources = Source.named_all((hop.name, hop.kind) for hop in hops)
    fresh = [
        _hop(row, position, hop, sources[hop.name, hop.kind], before.get((hop.name, hop.cue)))
        for position, hop in enumerate(hops)
    ]
    if publisher := row.snapshot.report.publisher:
        fresh.append(Attribution(appearance=row, position=len(fresh), source=publisher, is_publisher=True))
    row.attributions.all().delete()
    Attribution.objects.bulk_create(fresh)
    row.corrected_by = editor
    row.save(update_fields=["corrected_by"])
    return row


def _hop(row: Appearance, position: int, hop: HopText, source: Source, before: Attribution | None) -> Attribution:
    """What an editor did not touch keeps its characters."""
    start, end = _stands(row, hop.cue, f"cue-{position}") if hop.cue else (None, None)
    name = (before.source_start, before.source_end) if before else _written(row, hop.name)
    return Attribution(
        appearance=row,
        position=position,
        source=source,
        source_start=name[0],
        source_end=name[1],
        cue=hop.cue,
        cue_start=start,
        cue_end=end,
        content=before.content if before else [],
        unnamed_class=hop.name[:20] if hop.kind == SourceKind.UNNAMED else "",
        role=hop.role,
        channel=hop.channel,
        quotation=before.quotation if before else Attribution._meta.get_field("quotation").default,
        modality=hop.modality,
        is_denial=hop.is_denial,
    )


def _stands(row: Appearance, words: str, field: str) -> tuple[int, int]:
    found = _near(row, words)
    if found is None:
        raise ClaimRefused(
            field, f"“{words}” does not stand in this report. Copy the words from it, or leave it empty."
        )
    return found


def _written(row: Appearance, name: str) -> tuple[int | None, int | None]:
    """Where the sentence writes the name, if it does."""
    start, end = row.passage.start, row.passage.end
    at = row.snapshot.text.find(name, start, end)
    return (at, at + len(name)) if at >= 0 else (None, None)


def _near(row: Appearance, words: str) -> tuple[int, int] | None:
    """The place of these words nearest to the claim's own."""
    text, starts = row.snapshot.text, []
    at = text.find(words)
    while at >= 0:
        starts.append(at)
        at = text.find(words, at + 1)
    nearest = min(starts, key=lambda start: abs(start - row.start), default=None)
    return None if nearest is None else (nearest, nearest + len(words))
