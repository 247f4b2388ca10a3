"""Find the stored claim that a draft says again; nothing is merged on a guess."""

from datetime import datetime, timedelta

from django.db.models import F
from django.db.models.functions import Coalesce
from pgvector.django import CosineDistance

from claims.models import Appearance, Claim, ClaimEmbedding
from claims.pipeline.draft import ClaimDraft
from claims.pipeline.match import ClaimText, same_claim
from sources.engines.embedding import Vectors
from sources.models import Snapshot

NEAREST = 8
SAME_NEWS = timedelta(days=3)
"""Equal words further apart in time may be about two events: every week has a Wednesday meeting."""


def find_same(draft: ClaimDraft, condition: str, vector: Vectors, snapshot: Snapshot) -> Claim | None:
    """The nearest stored claim that says the same and was made within `SAME_NEWS` of this snapshot."""
    said = ClaimText(draft.statement, draft.polarity, draft.modality, condition)
    nearest = (
        ClaimEmbedding.objects.annotate(distance=CosineDistance("embedding", vector))
        .order_by("distance")
        .select_related("claim")[:NEAREST]
    )
    for row in nearest:
        claim = row.claim
        stored = ClaimText(claim.statement, claim.polarity, claim.modality, claim.condition)
        is_same = same_claim(said, stored, 1 - row.distance).verdict == "same"
        if is_same and claim.language == snapshot.report.language and _is_same_news(claim, snapshot):
            return claim
    return None


def _is_same_news(claim: Claim, snapshot: Snapshot) -> bool:
    moment: datetime = snapshot.published_at or snapshot.received_at
    said_at = Coalesce(F("snapshot__published_at"), F("snapshot__received_at"))
    near = Appearance.objects.alias(said_at=said_at).filter(
        claim=claim, said_at__range=(moment - SAME_NEWS, moment + SAME_NEWS)
    )
    return near.exists()
