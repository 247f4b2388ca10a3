"""The product's engines over rows that are not in the store; what `manage.py predict` prints."""

from collections.abc import Iterator, Sequence
from typing import Any
from uuid import UUID

from claims.engines import get_judge
from claims.engines.protocols import Pair
from claims.models import Claim, ClaimEmbedding
from claims.pipeline.attribute import relations
from claims.pipeline.draft import Relation, Span
from claims.search import nearest_claims
from factcheck.ids import uuid7
from sources.engines.embedding import get_embedder
from sources.engines.language import parse, sentences
from sources.models import Passage
from sources.scratch import scratch
from sources.search import nearest_passages
from sources.text.canonical import Canonical, canonical

Row = dict[str, Any]
DEPTH = 100
STANCE_BATCH = 64
WRITE_BATCH = 1000


def attribution(rows: Sequence[Row]) -> Iterator[Row]:
    """Offsets refer to the text as given, also where the product normalises it."""
    for row in rows:
        text = canonical(row["text"])
        found = relations(parse(text.text, sentences(text.text)))
        yield {"id": row["id"], "attributions": [_spans(relation, text) for relation in found]}


def _spans(relation: Relation, text: Canonical) -> Row:
    def given(spans: Sequence[Span]) -> list[tuple[int, int]]:
        return [text.given(*span) for span in spans]

    return {"source": given(relation.source), "cue": given(relation.cue), "content": given(relation.content)}


def stance(rows: Sequence[Row]) -> Iterator[Row]:
    judge = get_judge()
    for start in range(0, len(rows), STANCE_BATCH):
        batch = rows[start : start + STANCE_BATCH]
        for row, result in zip(batch, judge.judge([_pair(row) for row in batch]), strict=True):
            yield {"id": row["id"], "scores": result.scores, "stance": result.stance, "reasons": list(result.reasons)}


def _pair(row: Row) -> Pair:
    return Pair(_kept(row["claim"]), _kept(row["passage"]))


def _kept(given: str) -> str:
    """A text as the product would keep it."""
    return canonical(given).text


def matching(rows: Sequence[Row], corpus: Sequence[Row]) -> Iterator[Row]:
    """Stored claims near each query."""
    with scratch(Claim, ClaimEmbedding):
        embedder = get_embedder()
        ids = {uuid7(): row["id"] for row in corpus}
        texts = [_kept(" ".join(filter(None, (row.get("title"), row["text"])))) for row in corpus]
        claims = [Claim(pk=pk, statement=text) for pk, text in zip(ids, texts, strict=True)]
        Claim.objects.bulk_create(claims, batch_size=WRITE_BATCH)
        ClaimEmbedding.objects.bulk_create(
            [
                ClaimEmbedding(claim=claim, embedding=vector, embedded_by=embedder.name)
                for claim, vector in zip(claims, embedder.embed(texts), strict=True)
            ],
            batch_size=WRITE_BATCH,
        )
        queries = [_kept(row["text"]) for row in rows]
        for row, text, vector in zip(rows, queries, embedder.embed(queries), strict=True):
            found = nearest_claims(vector.tolist(), text, DEPTH)
            yield {"id": row["id"], "ranked": [ids[pk] for pk in found]}


def passages(rows: Sequence[Row], corpus: Sequence[Row]) -> Iterator[Row]:
    """Stored passages near each query, none of them from the query's own doc."""
    with scratch(Passage):
        embedder = get_embedder()
        docs: dict[str, UUID] = {}
        ids = {uuid7(): row["id"] for row in corpus}
        texts = [_kept(row["text"]) for row in corpus]
        Passage.objects.bulk_create(
            [
                Passage(
                    pk=pk,
                    snapshot_id=docs.setdefault(row["doc"], uuid7()),
                    position=position,
                    start=0,
                    end=len(text),
                    text=text,
                    embedding=vector,
                    embedded_by=embedder.name,
                )
                for position, (pk, row, text, vector) in enumerate(
                    zip(ids, corpus, texts, embedder.embed(texts), strict=True)
                )
            ],
            batch_size=WRITE_BATCH,
        )
        queries = [_kept(row["text"]) for row in rows]
        for row, text, vector in zip(rows, queries, embedder.embed(queries), strict=True):
            others = Passage.objects.exclude(snapshot_id=docs.get(row.get("doc", ""), uuid7()))
            found = nearest_passages(vector.tolist(), text, others, DEPTH)
            yield {"id": row["id"], "ranked": [ids[pk] for pk in found]}
