"""The product's engines over rows that are not in the store; what `manage.py predict` prints."""

from collections import Counter
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
from sources.engines.embedding import Embedder, get_embedder
from sources.engines.language import parse, sentences
from sources.models import Passage
from sources.scratch import analyze, scratch
from sources.search import Sought, in_context, nearest_passages
from sources.text.canonical import Canonical, canonical
from sources.text.posts import plain

Row = dict[str, Any]
DEPTH = 100
STANCE_BATCH = 64
WRITE_BATCH = 1000
EVERY = range(10_000)
"""Positions of a doc's sentences."""


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
        analyze(Claim, ClaimEmbedding)
        for row, sought in zip(rows, _sought(rows, embedder), strict=True):
            found = nearest_claims(sought, DEPTH)
            yield {"id": row["id"], "ranked": [ids[pk] for pk in found]}


def passages(rows: Sequence[Row], corpus: Sequence[Row]) -> Iterator[Row]:
    """Stored passages near each query, none of them from the query's own doc.

    The rows of a doc are taken to be sentences in their order, so each stands beside the next. A query that is one of
    its doc's sentences is looked for in its context.
    """
    with scratch(Passage):
        embedder = get_embedder()
        docs: dict[str, UUID] = {}
        ids = {uuid7(): row["id"] for row in corpus}
        Passage.objects.bulk_create(_stored(corpus, list(ids), docs, embedder), batch_size=WRITE_BATCH)
        analyze(Passage)
        for row, bare in zip(rows, _sought(rows, embedder), strict=True):
            own = docs.get(row.get("doc") or "", uuid7())
            sought = next((one for passage, one in in_context(own, EVERY) if passage.text == bare.text), bare)
            found = nearest_passages(sought, Passage.objects.exclude(snapshot_id=own), DEPTH)
            yield {"id": row["id"], "ranked": [ids[pk] for pk in found]}


def _sought(rows: Sequence[Row], embedder: Embedder) -> list[Sought]:
    texts = [_kept(row["text"]) for row in rows]
    vectors = embedder.embed([plain(text) for text in texts])
    return [Sought(text, vector, embedder.name) for text, vector in zip(texts, vectors, strict=True)]


def _stored(corpus: Sequence[Row], ids: Sequence[UUID], docs: dict[str, UUID], embedder: Embedder) -> Iterator[Passage]:
    """Passages not stored yet; `docs` learns the snapshot of each doc."""
    texts = [_kept(row["text"]) for row in corpus]
    vectors = embedder.embed([plain(text) for text in texts])
    positions: Counter[str] = Counter()
    for pk, row, text, vector in zip(ids, corpus, texts, vectors, strict=True):
        doc = row["doc"]
        yield Passage(
            pk=pk,
            snapshot_id=docs.setdefault(doc, uuid7()),
            position=positions[doc],
            start=0,
            end=len(text),
            text=text,
            embedding=vector,
            embedded_by=embedder.name,
        )
        positions[doc] += 1
