"""An editor makes several claims of one, or one of several, each with its exact words and the chain that was there."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from django.db import transaction

from claims.errors import ClaimRefused
from claims.models import Appearance, Attribution, Claim
from claims.services.by_hand import taken_up
from claims.services.forget_claims import forget_by_hand
from claims.services.reject_claim import leave_out
from claims.services.write_claim import ClaimText, Place, write_claim
from factcheck.access.models import User
from sources.engines.embedding import Embedder

PARTS = 6


@dataclass(frozen=True, slots=True)
class Part:
    """One of the claims that come of it: its statement and the exact words of the report that make it."""

    statement: str
    quote: str


@transaction.atomic
def split_claim(
    appearance_id: UUID, parts: Sequence[Part], editor: User, seen: str, embedder: Embedder, judge: str
) -> list[Claim]:
    """The new claims, each with the chain of the old one, which goes. Raises ClaimRefused, naming `quote-1` or like."""
    if not 2 <= len(parts) <= PARTS:
        raise ClaimRefused("", f"Write two to {PARTS} statements, one for each claim.")
    row = taken_up(appearance_id, seen)
    places = [_place(row, part.quote, f"quote-{number}") for number, part in enumerate(parts)]
    hops = _hops(row)
    forget_by_hand(row.pk)
    leave_out(row, "Split into several claims.", editor)
    texts = [_text(row.claim, part.statement) for part in parts]
    return [_written(text, place, hops, editor, embedder, judge) for text, place in zip(texts, places, strict=True)]


@transaction.atomic
def join_claims(
    appearances: Sequence[tuple[UUID, str]], statement: str, editor: User, embedder: Embedder, judge: str
) -> Claim:
    """One claim over the words of all, with the chain of the first; each comes with how its editor saw it.

    Raises ClaimRefused where they stand in different reports, or people have decided or judged one of them.
    """
    if len(appearances) < 2:
        raise ClaimRefused("", "Choose at least two claims to join.")
    rows = sorted((taken_up(*one) for one in appearances), key=lambda row: row.start)
    if len({row.snapshot_id for row in rows}) > 1:
        raise ClaimRefused("", "Claims of different reports can't be joined. Say that they are the same instead.")
    first, start, end = rows[0], rows[0].start, max(row.end for row in rows)
    hops, text = _hops(first), _text(first.claim, statement)
    for row in rows:
        forget_by_hand(row.pk)
        leave_out(row, "Joined with another claim.", editor)
    place = Place(first.snapshot_id, first.snapshot.text[start:end], start=start)
    return _written(text, place, hops, editor, embedder, judge)


def _place(row: Appearance, quote: str, field: str) -> Place:
    """Within the sentence of the claim, so that equal words elsewhere are not meant."""
    start = row.snapshot.text.find(quote, row.passage.start, max(row.passage.end, row.end)) if quote.strip() else -1
    if start < 0:
        raise ClaimRefused(field, "These exact words do not stand in the sentence. Copy them from it, unchanged.")
    return Place(row.snapshot_id, quote, start=start)


def _text(claim: Claim, statement: str) -> ClaimText:
    was = ClaimText(claim.statement, claim.polarity, claim.modality, claim.condition, claim.language)
    return replace(was, statement=statement.strip())


def _hops(row: Appearance) -> list[Attribution]:
    return list(row.attributions.order_by("position"))


def _written(
    text: ClaimText, place: Place, hops: Sequence[Attribution], editor: User, embedder: Embedder, judge: str
) -> Claim:
    claim = write_claim(text, place, editor, embedder, judge)
    appearance = claim.appearances.get()
    appearance.attributions.all().delete()
    Attribution.copied(hops, appearance)
    return claim
