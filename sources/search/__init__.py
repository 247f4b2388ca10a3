"""Find stored passages by meaning and by words, in PostgreSQL."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import BooleanField, ExpressionWrapper, F, OuterRef, Q, QuerySet, Subquery

from sources.models import Passage, Snapshot
from sources.search.around import around, likeness_around
from sources.search.meaning import by_meaning
from sources.search.words import by_words, lexemes_of, shared, weigh
from sources.text.fusion import Vector, blend, mean_of, towards
from sources.text.posts import plain

EACH = 100
"""How many each of the two legs returns before they are blended."""
BESIDE = 0.3
"""What the sentences beside a passage, and its headline, count next to the passage itself."""
FED_BACK = 3
"""How many of the first found tell what else the event is told with."""
COMPARED = 60
"""How many sentences of a report are compared with those of another."""


@dataclass(frozen=True, slots=True)
class Sought:
    """A text whose like is looked for, with what a reader knew when they came to it.

    `vector` is the text's, by the embedder named; `beside` is the headline and the sentences before and after, and
    `vectors_beside` are those of the sentences.
    """

    text: str
    vector: Vector
    embedded_by: str
    beside: str = ""
    vectors_beside: Sequence[Vector] = field(default=())

    @property
    def placed(self) -> Vector:
        """Where it stands in meaning, drawn a little towards what is beside it."""
        return towards(self.vector, self.vectors_beside, BESIDE)

    def lexemes(self) -> dict[str, float]:
        return lexemes_of_each([self])[0]


def lexemes_of_each(sought: Iterable[Sought]) -> list[dict[str, float]]:
    """The words of each, those beside it at the rate `BESIDE`."""
    return lexemes_of([(plain(one.text), plain(one.beside)) for one in sought], BESIDE)


def nearest_passages(sought: Sought, rows: QuerySet[Passage], limit: int) -> list[UUID]:
    """Ids of passages that tell of the same, best first: found by meaning and by words, ranked in their context.

    Ranked twice: the second time as if the text were also what the first few found say (pseudo-relevance feedback;
    Rocchio 1971 for the vector, RM3 of Abdul-Jaleel et al. 2004 for the words), for one event is told in many words.
    """
    same = rows.filter(embedded_by=sought.embedded_by)
    rates = sought.lexemes()
    found = by_meaning(same, sought.placed, EACH) | by_words(rows, weigh(rates, Passage), EACH)
    context = around(found, BESIDE)

    def ranked(vector: Vector, rates: Mapping[str, float]) -> list[UUID]:
        words = weigh(rates, Passage)
        scores = {pk: shared(said, words) for pk, said in context.items()}
        return blend(likeness_around(context, vector, sought.embedded_by, BESIDE), scores)

    first = ranked(sought.placed, rates)[:FED_BACK]
    vectors = same.filter(pk__in=first).order_by().values_list("embedding", flat=True)
    said = mean_of(context[pk] for pk in first)
    fuller = {word: rates.get(word, 0.0) + said.get(word, 0.0) for word in rates | said}
    return ranked(towards(sought.placed, list(vectors), 1.0), fuller)[:limit]


def in_context(snapshot_id: UUID, positions: range) -> list[tuple[Passage, Sought]]:
    """A snapshot's passages at these positions, each with what stands beside it."""
    reach = Passage.objects.filter(snapshot=snapshot_id, position__range=(max(positions.start - 1, 0), positions.stop))
    rows = {row.position: row for row in reach.order_by("position").defer("search")}
    title = Snapshot.objects.filter(pk=snapshot_id).values_list("title", flat=True).first() or ""
    return [(rows[at], _sought(at, rows, title)) for at in sorted(rows) if at in positions]


def _sought(at: int, rows: Mapping[int, Passage], title: str) -> Sought:
    beside = [rows[near] for near in (at - 1, at + 1) if near in rows]
    text = "\n".join([title, *(one.text for one in beside)])
    return Sought(rows[at].text, rows[at].embedding, rows[at].embedded_by, text, [one.embedding for one in beside])


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
