"""Split a snapshot into passages and place them where they can be found."""

from collections.abc import Sequence

from sources.engines.embedding import Embedder, Vectors
from sources.engines.language import sentences
from sources.models import Indexing, Passage, Snapshot
from sources.services.take_fingerprints import take_fingerprints
from sources.services.work import carry_out
from sources.signals import snapshot_ready
from sources.text.posts import plain

BATCH = 500


def index_snapshot(snapshot_id: object, embedder: Embedder) -> bool:
    """Store the passages once and tell `snapshot_ready`; False if another worker has it or it is done."""
    return carry_out(Indexing, snapshot_id, lambda indexing: _index(indexing.snapshot, embedder))


def _index(snapshot: Snapshot, embedder: Embedder) -> None:
    if not snapshot.passages.exists():
        _split(snapshot, embedder)
    take_fingerprints([snapshot.pk])
    snapshot_ready.send(Snapshot, snapshot_id=snapshot.pk)


def _split(snapshot: Snapshot, embedder: Embedder) -> None:
    """A batch at a time: what a long report takes in memory is its text and where its passages begin and end."""
    text = snapshot.text
    spans = sentences(text)
    for first in range(0, len(spans), BATCH):
        batch = spans[first : first + BATCH]
        vectors = embedder.embed([plain(text[start:end]) for start, end in batch])
        Passage.objects.bulk_create(passages(snapshot, batch, vectors, embedder.name, first))


def passages(
    snapshot: Snapshot, spans: Sequence[tuple[int, int]], vectors: Vectors, embedded_by: str, first: int = 0
) -> list[Passage]:
    """Passages at `spans`, numbered from `first`; not stored yet."""
    return [
        Passage(
            snapshot=snapshot,
            position=position,
            start=start,
            end=end,
            text=snapshot.text[start:end],
            embedding=vector,
            embedded_by=embedded_by,
        )
        for position, ((start, end), vector) in enumerate(zip(spans, vectors, strict=True), first)
    ]
