"""Find stored passages by meaning and by words, in PostgreSQL."""

from collections.abc import Sequence
from typing import Any, TypeVar
from uuid import UUID

from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db.models import BooleanField, ExpressionWrapper, F, Model, OuterRef, Q, QuerySet, Subquery, Value
from pgvector.django import CosineDistance

from sources.models import Passage, Snapshot
from sources.text.fusion import fuse

M = TypeVar("M", bound=Model)
EACH = 100
"""How many each of the two legs returns before they are fused."""
WORDS_CAP = 10_000
"""How many rows that share a word are ranked at most."""
LONGEST_QUERY = 10_000
"""Characters of a text whose words are looked for; PostgreSQL refuses queries of some ten thousand words."""
COMPARED = 60
"""How many sentences of a report are compared with those of another."""


class AnyWord(SearchQuery):
    """A tsquery that matches any word of a text; stop words and operators in the text mean nothing."""

    def __init__(self, text: str) -> None:
        super().__init__(text[:LONGEST_QUERY], config="english", search_type="plain")

    def as_sql(self, *args: Any, **kwargs: Any) -> tuple[str, Any]:
        every_word, params = super().as_sql(*args, **kwargs)
        return f"replace(({every_word})::text, '&', '|')::tsquery", params


def by_words(rows: QuerySet[M, M], text: str, limit: int = EACH) -> QuerySet[Any, M]:
    """Rows with a `search` vector that share words with the text, best first."""
    query = AnyWord(text)
    sharing = rows.filter(search=query).order_by().values("pk")[:WORDS_CAP]
    return (
        rows.filter(pk__in=sharing)
        .annotate(rank=SearchRank(F("search"), query, normalization=Value(1)))
        .order_by("-rank", "pk")[:limit]
    )


def nearest_passages(vector: Sequence[float], text: str, rows: QuerySet[Passage], limit: int) -> list[UUID]:
    """Ids of passages near a text in meaning or words: both rankings fused by reciprocal rank."""
    meant = rows.order_by(CosineDistance("embedding", vector)).values_list("pk", flat=True)[:EACH]
    said = by_words(rows, text).values_list("pk", flat=True)
    return [pk for pk, _ in fuse([list(meant), list(said)])][:limit]


def current_passages() -> QuerySet[Passage]:
    """Passages of the version of each report that counts now.

    Asked passage by passage (a scalar subquery of truth can't become a join, and the planner expects half to
    pass), so that a search by meaning walks its index and checks what it finds, instead of sorting them all.
    """
    counts = ExpressionWrapper(Q(report__current=F("pk")), output_field=BooleanField())
    snapshot = Snapshot.objects.filter(pk=OuterRef("snapshot_id")).annotate(counts=counts)
    return Passage.objects.alias(counts=Subquery(snapshot.values("counts")[:1])).filter(counts=True)


def sentences_of(snapshot_ids: Sequence[UUID]) -> dict[UUID, set[str]]:
    """The first sentences of each snapshot, to see which of them are copies of each other."""
    said: dict[UUID, set[str]] = {pk: set() for pk in snapshot_ids}
    rows = Passage.objects.filter(snapshot_id__in=snapshot_ids, position__lt=COMPARED).order_by()
    for pk, text in rows.values_list("snapshot_id", "text"):
        said[pk].add(" ".join(text.split()))
    return said
