"""Look among the stored claims near one for those that may say the same, and for those it hangs together with."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import numpy as np
from django.db.models import Min, QuerySet
from django.db.models.functions import Coalesce

from claims.engines.protocols import Pair, StanceJudge
from claims.models import Claim, ClaimEmbedding, Merge, Relation, Suggestion
from claims.models.relation import RelationState
from claims.pipeline import relate, suggest
from claims.pipeline.match import ClaimText
from claims.pipeline.told import ANY_TIME, Period, Told
from claims.search import nearest_claims
from claims.services.answer_suggestions import answered
from sources.search import Sought

NEIGHBOURS = 20
"""Stored claims that one is compared with."""
SUGGESTED = 5
"""Suggestions that come of it at most, the likeliest."""
JUDGED = 5
"""Neighbours that are judged for a contradiction at most, the nearest; each in both directions."""
LEAST_LIKENESS = 0.6
"""Cosine below which two claims are not judged: they speak of other things."""


@dataclass(slots=True)
class Links:
    """What was found, not stored yet, and the statements that were compared."""

    statements: dict[UUID, str] = field(default_factory=dict)
    suggestions: list[Suggestion] = field(default_factory=list)
    relations: list[Relation] = field(default_factory=list)

    def claims(self) -> set[UUID]:
        """Those that have to be locked before any of it is stored."""
        asked = {pk for row in self.suggestions for pk in (row.left_id, row.right_id)}
        return asked | {pk for row in self.relations for pk in (row.from_claim_id, row.to_claim_id)}


@dataclass(frozen=True, slots=True)
class _Near:
    """A neighbour, and the cosine of its embedding."""

    pk: UUID
    told: Told
    likeness: float


def find_links(claim: Claim, judge: StanceJudge) -> Links:
    """Reads and judges, writes nothing: so it takes no lock."""
    here = ClaimEmbedding.objects.get(claim=claim)
    around = nearest_claims(Sought(claim.statement, here.embedding, here.embedded_by), NEIGHBOURS + 1)
    same = Merge.objects.one_with([claim.pk]) | {claim.pk}
    others = [pk for pk in around if pk not in same]
    rows = _told([claim.pk, *others])
    vectors = ClaimEmbedding.objects.in_bulk(others)
    near = [_Near(pk, rows[pk], float(np.dot(here.embedding, vectors[pk].embedding))) for pk in others if pk in vectors]
    links = Links({pk: told.text.text for pk, told in rows.items()})
    if claim.pk in rows:
        _suggest(links, claim.pk, rows[claim.pk], near, here.embedded_by)
        _relate(links, rows[claim.pk], near, judge)
    return links


def store_links(links: Links, statements: Mapping[UUID, str]) -> None:
    """Store what was found on claims that are locked and read as they did; what people answered is not asked again."""
    standing = {pk for pk, statement in links.statements.items() if statements.get(pk) == statement}
    suggestions = [row for row in links.suggestions if {row.left_id, row.right_id} <= standing]
    told = answered((row.left_id, row.right_id) for row in suggestions)
    fresh = [row for row in suggestions if (row.left_id, row.right_id) not in told]
    for row in fresh:  # a newer engine asks in place of an older one
        earlier = Suggestion.objects.filter(left=row.left_id, right=row.right_id, by__isnull=True)
        earlier.exclude(engine=row.engine).delete()
    Suggestion.objects.bulk_create(fresh, ignore_conflicts=True)
    relations = [row for row in links.relations if {row.from_claim_id, row.to_claim_id} <= standing]
    Relation.objects.bulk_create([row for row in relations if not _is_known(row)], ignore_conflicts=True)


def forget_links(claims: Iterable[UUID]) -> None:
    """What was compared are words that are gone."""
    ids = list(claims)
    for rows in (Suggestion.objects.filter(left__in=ids), Suggestion.objects.filter(right__in=ids)):
        rows.delete()
    Relation.objects.about(ids).filter(state=RelationState.PROPOSED).delete()


def _suggest(links: Links, pk: UUID, told: Told, near: Sequence[_Near], embedded_by: str) -> None:
    found = [(alike, one) for one in near if (alike := suggest.suggest(told, one.told, one.likeness))]
    found.sort(key=lambda pair: -pair[0].score)
    for alike, one in found[:SUGGESTED]:
        left, right = sorted((pk, one.pk))
        row = Suggestion(left_id=left, right_id=right, score=alike.score, reasons=list(alike.reasons))
        row.engine = f"{suggest.ENGINE}+{embedded_by}"
        links.suggestions.append(row)


def _relate(links: Links, told: Told, near: Sequence[_Near], judge: StanceJudge) -> None:
    engine = f"{relate.ENGINE}+{judge.version}"
    asked = {pk for row in links.suggestions for pk in (row.left_id, row.right_id)}
    apart = [one for one in near if one.pk not in asked]
    by_words = [link for one in apart if (link := relate.relate(told, one.told))]
    settled = {pk for link in by_words for pk in (link.from_id, link.to_id)}
    doubtful = [one for one in apart if one.pk not in settled and one.likeness >= LEAST_LIKENESS][:JUDGED]
    for link in (*by_words, *_judged(told, doubtful, judge)):
        links.relations.append(_relation(link, engine))


def _judged(told: Told, near: Sequence[_Near], judge: StanceJudge) -> list[relate.Link]:
    """Contradictions: each claim read as a passage on the other."""
    if not near:
        return []
    pairs = [
        Pair(claim.text.text, passage.text.text, likeness=one.likeness)
        for one in near
        for claim, passage in ((told, one.told), (one.told, told))
    ]
    results = judge.judge(pairs)
    links = (relate.contradicts(told, one.told, results[2 * at : 2 * at + 2]) for at, one in enumerate(near))
    return [link for link in links if link]


def _relation(link: relate.Link, engine: str) -> Relation:
    ends: list[Any] = [link.from_id, link.to_id]
    if link.kind == "contradicts":
        ends.sort(key=str)
    return Relation(
        from_claim_id=ends[0], to_claim_id=ends[1], kind=link.kind, reasons=list(link.reasons), engine=engine
    )


def _is_known(row: Relation) -> bool:
    """In either direction: what a person rejected is not proposed the other way round."""
    ends = [row.from_claim_id, row.to_claim_id]
    return Relation.objects.filter(kind=row.kind, from_claim__in=ends, to_claim__in=ends).exists()


def _told(claims: Sequence[UUID]) -> dict[UUID, Told]:
    said = Coalesce("appearances__snapshot__published_at", "appearances__snapshot__received_at")
    rows: QuerySet[Any] = Claim.objects.filter(pk__in=claims).defer("search").annotate(said=Min(said))
    return {row.pk: _as_told(row) for row in rows}


def _as_told(row: Any) -> Told:
    happened = Period(row.valid_during.lower, row.valid_during.upper) if row.valid_during else ANY_TIME
    return Told(row.pk, ClaimText(row.statement, row.polarity, row.modality, row.condition), happened, row.said)
