"""Find stored claims by meaning and by words, in PostgreSQL."""

from collections.abc import Sequence
from uuid import UUID

from django.db.models import QuerySet

from claims.models import Appearance, Claim, ClaimEmbedding
from claims.pipeline.match import stands_alone
from sources.search import EACH, Sought, in_context, lexemes_of_each, many, sentences_of
from sources.search.words import weigh_each
from sources.text.fusion import blend


def nearest_claims(sought: Sought, limit: int, among: QuerySet[Claim] | None = None) -> list[UUID]:
    """Ids of claims that a text touches, best first: found by meaning and by words, ranked by both."""
    return nearest_claims_of_each([sought], limit, among)[0]


def nearest_claims_of_each(
    sought: Sequence[Sought], limit: int, among: QuerySet[Claim] | None = None
) -> list[list[UUID]]:
    """The same for many texts. How often the database is asked does not grow with them."""
    if not sought:
        return []
    words = weigh_each(lexemes_of_each(sought), Claim)
    texts = [many.Asked(one.placed, one.embedded_by, said) for one, said in zip(sought, words, strict=True)]
    claims = Claim.objects.all() if among is None else among
    vectors = ClaimEmbedding.objects.all() if among is None else ClaimEmbedding.objects.filter(claim__in=among)
    meant, said = many.means(vectors, texts, EACH), many.says(claims, texts, EACH)
    both = list(zip(meant, said, strict=True))
    likeness = many.likeness_of(vectors, texts, [said.keys() - meant.keys() for meant, said in both])
    shared = many.shared_by(claims, texts, [meant.keys() - said.keys() for meant, said in both])
    rows = zip(meant, likeness, said, shared, strict=True)
    return [blend(meant | likeness, said | shared)[:limit] for meant, likeness, said, shared in rows]


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
