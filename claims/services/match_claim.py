"""Find the stored claim that a draft says again; nothing is merged on a guess."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import connection
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.db.models import Exists, F, OuterRef, QuerySet
from django.db.models.functions import Coalesce

from claims.models import Appearance, Claim
from claims.pipeline.draft import ClaimDraft
from claims.pipeline.match import ClaimText, same_claim, stands_alone, wording_key
from claims.pipeline.voices import is_copy
from claims.search import telling_sentences
from claims.services.particulars import valid_during
from sources.models import Snapshot

SAME_NEWS = timedelta(days=3)
"""Equal words further apart in time may be about two events: every week has a Wednesday meeting."""
STORIES = 20
"""Appearances of a claim that a report is compared with to see whether it copies one of them."""
LOCK, BUCKETS = 0x66636D61, 1024  # "fcma"
SAME_WORDS = 1.0  # equal wordings have equal meanings, as far as embeddings go


def lock_wordings(statements: Iterable[str]) -> None:
    """Until the transaction ends, no other reader matches or writes a claim of one of these wordings.

    So copies that are read at once still meet. Locks are taken in order, so that readers never deadlock.
    """
    buckets = sorted({int(wording_key(statement)[:8], 16) % BUCKETS for statement in statements})
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, bucket) FROM unnest(%s::int[]) AS bucket", [LOCK, buckets])


def find_same(draft: ClaimDraft, condition: str, snapshot: Snapshot) -> Claim | None:
    """The oldest stored claim that says the same and was made within `SAME_NEWS` of this snapshot.

    Words that do not say by themselves what they are about are matched only within copies of one story.
    """
    said = ClaimText(draft.statement, draft.polarity, draft.modality, condition)
    alike = Claim.objects.filter(Exists(_same_news(snapshot)), wording=wording_key(draft.statement))
    for claim in alike.defer("search").order_by("pk"):
        stored = ClaimText(claim.statement, claim.polarity, claim.modality, claim.condition)
        is_same = same_claim(said, stored, SAME_WORDS).verdict == "same"
        is_same = is_same and primary_language(claim.language) == primary_language(snapshot.report.language)
        is_same = is_same and not _at_another_time(claim, valid_during(draft))
        if is_same and (stands_alone(draft.statement) or _is_same_story(claim, snapshot)):
            return claim
    return None


def _at_another_time(claim: Claim, said: DateTimeTZRange | None) -> bool:
    """Whether both say when, and these times have no moment in common."""
    stored = claim.valid_during
    if stored is None or said is None:
        return False
    ends = [(a.upper, b.lower) for a, b in ((stored, said), (said, stored))]
    return any(upper is not None and lower is not None and upper <= lower for upper, lower in ends)


def _is_same_story(claim: Claim, snapshot: Snapshot) -> bool:
    others = Appearance.objects.filter(claim=claim).order_by("pk").values_list("snapshot", flat=True)[:STORIES]
    said = telling_sentences([snapshot.pk, *others])
    return any(is_copy(said[snapshot.pk], said[other]) for other in others)


def _same_news(snapshot: Snapshot) -> QuerySet[Appearance]:
    moment: datetime = snapshot.published_at or snapshot.received_at
    said_at = Coalesce(F("snapshot__published_at"), F("snapshot__received_at"))
    return Appearance.objects.alias(said_at=said_at).filter(
        claim=OuterRef("pk"), said_at__range=(moment - SAME_NEWS, moment + SAME_NEWS)
    )


def primary_language(language: str) -> str:
    """The language without its region: en for en-GB."""
    return language.lower().split("-")[0]
