"""Find stored claims by meaning and by words, in PostgreSQL."""

from collections.abc import Sequence
from uuid import UUID

from django.db.models import QuerySet

from claims.models import Appearance, Claim, ClaimEmbedding
from claims.pipeline.match import stands_alone
from sources.search import EACH, Sought, in_context, sentences_of
from sources.search.meaning import by_meaning, likeness_of
from sources.search.words import by_words, shared_by, weigh
from sources.text.fusion import blend


def nearest_claims(sought: Sought, limit: int, among: QuerySet[Claim] | None = None) -> list[UUID]:
    """Ids of claims that a text touches, best first: found by meaning and by words, ranked by both."""
    claims: QuerySet[Claim] = Claim.objects.all() if among is None else among
    vectors = ClaimEmbedding.objects.filter(embedded_by=sought.embedded_by)
    if among is not None:
        vectors = vectors.filter(claim__in=among)
    words = weigh(sought.lexemes(), Claim)
    meant = by_meaning(vectors, sought.placed, EACH)
    said = by_words(claims, words, EACH)
    likeness = meant | likeness_of(vectors.filter(pk__in=said.keys() - meant.keys()), sought.placed)
    words_shared = said | shared_by(claims.filter(pk__in=meant.keys() - said.keys()), words)
    return blend(likeness, words_shared)[:limit]


def sought_claim(claim: Claim) -> Sought:
    """The claim with what stood beside it where it was first made."""
    stored = ClaimEmbedding.objects.get(claim=claim)
    made = Appearance.objects.filter(claim=claim).order_by("pk").values_list("snapshot", "passage__position").first()
    beside = in_context(made[0], range(made[1], made[1] + 1)) if made else []
    text, vectors = (beside[0][1].beside, beside[0][1].vectors_beside) if beside else ("", ())
    return Sought(claim.statement, stored.embedding, stored.embedded_by, text, vectors)


def telling_sentences(snapshot_ids: Sequence[UUID]) -> dict[UUID, set[str]]:
    """The sentences of each snapshot that name what they are about; the others stand in any story."""
    said = sentences_of(snapshot_ids)
    return {pk: {sentence for sentence in sentences if stands_alone(sentence)} for pk, sentences in said.items()}
