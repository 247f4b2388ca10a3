"""An editor points at words of a report: a further place of a claim, or part of who says it."""

from typing import Literal
from uuid import UUID

from django.db import transaction

from claims.errors import ClaimRefused
from claims.models import Appearance, Attribution
from claims.services.by_hand import taken_up
from claims.services.write_claim import passage_at
from factcheck.access.models import User
from sources.models import Source
from sources.models.source import SourceKind

Part = Literal["source", "cue", "content"]
LONGEST = 300


@transaction.atomic
def add_place(appearance_id: UUID, span: tuple[int, int], editor: User, seen: str) -> Appearance:
    """The claim also stands at these characters of the same report, with the same chain. A place counts once."""
    row = taken_up(appearance_id, seen)
    quoted = Appearance.quoted(row.snapshot.text, *_checked(row, span))
    there = Appearance.objects.filter(claim=row.claim, snapshot=row.snapshot, start=span[0], end=span[1]).first()
    if there:
        return there
    passage = passage_at(row.snapshot, span[0])
    place = Appearance.objects.create(
        claim=row.claim, snapshot=row.snapshot, passage=passage, added_by=editor, **quoted
    )
    Attribution.copied(row.attributions.order_by("position"), place)
    return place


@transaction.atomic
def mark_part(appearance_id: UUID, part: Part, span: tuple[int, int], editor: User, seen: str) -> Appearance:
    """These words are the original speaker, the cue, or what is said; no later reading changes it.

    A speaker who was not known yet becomes the first hop, as a person until an editor says otherwise.
    """
    row = taken_up(appearance_id, seen)
    start, end = _checked(row, span)
    hop = _first(row)
    words = row.snapshot.text[start:end]
    if part != "content" and len(words) > LONGEST:
        raise ClaimRefused("", f"Mark at most {LONGEST} characters as the {part}.")
    if part == "source":
        if hop is None or hop.source.name != words:
            source = Source.named(words, hop.source.kind if hop and not hop.unnamed_class else SourceKind.PERSON)
            hop = _pushed(row, source) if hop is None else hop
            hop.source, hop.unnamed_class = source, ""
        hop.source_start, hop.source_end = start, end
    elif hop is None:
        raise ClaimRefused("", "Nobody but the outlet says it so far. Mark who says it first.")
    elif part == "cue":
        hop.cue, hop.cue_start, hop.cue_end = words, start, end
    else:
        hop.content = [[start, end]]
    hop.save()
    row.corrected_by = editor
    row.save(update_fields=["corrected_by"])
    return row


def _checked(row: Appearance, span: tuple[int, int]) -> tuple[int, int]:
    start, end = span
    if not 0 <= start < end <= len(row.snapshot.text) or not row.snapshot.text[start:end].strip():
        raise ClaimRefused("", "Select the words in the text first.")
    return start, end


def _first(row: Appearance) -> Attribution | None:
    return row.attributions.filter(is_publisher=False).select_related("source").order_by("position").first()


def _pushed(row: Appearance, source: Source) -> Attribution:
    """A new first hop; the others move outward, the outermost first, for each position is taken once."""
    for hop in row.attributions.order_by("-position"):
        hop.position += 1
        hop.save(update_fields=["position"])
    return Attribution.objects.create(appearance=row, position=0, source=source)
