"""Time and recall of retrieval as claims grow: `python -m benchmarks.recheck [CLAIMS ...]`, beside `make run`.

Prints one JSON line a size. Times are ratios of CPU seconds a passage: to the first size, to embedding one passage, and
of two workers at once to one.
"""

import json
import os
import sys
import time
from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING, Any

import django
import numpy as np
from tqdm import tqdm

if TYPE_CHECKING:
    from benchmarks.recheck.measure import Passages
    from benchmarks.recheck.vectors import Vectors

SIZES = (10_000, 100_000, 1_000_000)
CHUNK = 10_000
"""Claims that are truly embedded, and those that are stored at once."""
QUERIES = 200


def main(sizes: list[int]) -> None:
    from benchmarks.recheck.measure import Passages
    from benchmarks.recheck.sentences import claims
    from benchmarks.recheck.store import own_schema

    began = time.monotonic()
    texts = list(islice(claims(), CHUNK + QUERIES))
    vectors, pace = _embedded(texts)
    passages = Passages(texts[CHUNK:], vectors[CHUNK:])
    with own_schema():
        first = 0.0
        for size, rows, ids in _grown(texts[:CHUNK], vectors[:CHUNK], sorted(sizes)):
            built = {"claims": size, "minutes_since_start": round((time.monotonic() - began) / 60, 1)}
            took, found = _measured(passages, vectors[:CHUNK], rows, ids)
            first = first or took
            ratios = {"time_to_first_size": took / first, "time_to_embedding": took / pace}
            print(json.dumps(built | {key: round(value, 3) for key, value in (found | ratios).items()}), flush=True)


def _embedded(texts: list[str]) -> tuple["Vectors", float]:
    """Vectors, and CPU seconds for one text."""
    from sources.engines.embedding import MiniLM

    embedder, began = MiniLM(), time.process_time()
    batches = tqdm(range(0, len(texts), 500), desc="embedding")
    vectors = np.concatenate([embedder.embed(texts[first : first + 500]) for first in batches])
    return vectors, (time.process_time() - began) / len(texts)


def _grown(texts: list[str], base: "Vectors", sizes: list[int]) -> Iterator[tuple[int, "Vectors", list[Any]]]:
    """The store at each size, with all its vectors and ids; further claims have words of their own."""
    from benchmarks.recheck import store
    from benchmarks.recheck.sentences import claims
    from benchmarks.recheck.vectors import expanded

    chunks, stream = expanded(base, sizes[-1], CHUNK), claims(seed=2)
    ids: list[Any] = []
    rows = np.empty((sizes[-1], base.shape[1]), dtype=np.float32)
    for size in sizes:
        store.drop_indexes()
        with tqdm(total=size, initial=len(ids), desc=f"{size} claims") as bar:
            while len(ids) < size:
                fresh = next(chunks)
                rows[len(ids) : len(ids) + len(fresh)] = fresh
                statements = list(islice(stream, len(fresh))) if ids else texts[: len(fresh)]
                ids += store.store(statements, fresh, bar)
        store.build_indexes()
        yield len(ids), rows[: len(ids)], ids


def _measured(passages: "Passages", base: "Vectors", rows: "Vectors", ids: list[Any]) -> tuple[float, dict[str, float]]:
    from benchmarks.recheck import measure, workers

    one, two = (workers.seconds_of(passages, number) for number in (1, 2))
    return measure.seconds(passages), {
        "two_workers_to_one": two / one,
        "recall@10": measure.recall(passages, rows, ids),
        "recall@10_of_words_under_cap": measure.recall_of_words(passages),
        "local_dimension_to_embedded": measure.likeness_to_real(base, rows),
    }


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "factcheck.settings")
    django.setup()
    main([int(size) for size in sys.argv[1:]] or list(SIZES))
