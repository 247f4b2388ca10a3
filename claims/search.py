"""Find stored claims by meaning and by words, in PostgreSQL."""

from collections.abc import Sequence
from uuid import UUID

from pgvector.django import CosineDistance

from claims.models import Claim, ClaimEmbedding
from claims.pipeline.match import stands_alone
from sources.search import EACH, by_words, sentences_of
from sources.text.fusion import fuse


def nearest_claims(vector: Sequence[float], text: str, limit: int) -> list[UUID]:
    """Ids of claims near a text in meaning or words: both rankings fused by reciprocal rank."""
    meant = ClaimEmbedding.objects.order_by(CosineDistance("embedding", vector)).values_list("pk", flat=True)
    said = by_words(Claim.objects.all(), text).values_list("pk", flat=True)
    return [pk for pk, _ in fuse([list(meant[:EACH]), list(said)])][:limit]


def telling_sentences(snapshot_ids: Sequence[UUID]) -> dict[UUID, set[str]]:
    """The sentences of each snapshot that name what they are about; the others stand in any story."""
    said = sentences_of(snapshot_ids)
    return {pk: {sentence for sentence in sentences if stands_alone(sentence)} for pk, sentences in said.items()}
