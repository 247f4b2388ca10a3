"""What is asked of a store of claims of one size."""

import os
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from django.db import connection

from benchmarks.recheck.store import EMBEDDER
from benchmarks.recheck.vectors import NEAR, Vectors, dimension, nearest
from claims.models import Claim, ClaimEmbedding
from claims.search import nearest_claims_of_each
from claims.services.gather_evidence import PAIRS_EACH
from claims.services.plan_work import SLICE
from sources.search import EACH, Sought, words
from sources.search.meaning import by_meaning

TOP = 10
SAMPLE = 10_000
EVERYTHING = 10**9


@dataclass(frozen=True, slots=True)
class Passages:
    """What is looked for: texts that no claim has, and their true vectors."""

    texts: list[str]
    vectors: Vectors

    def sought(self) -> list[Sought]:
        return [Sought(text, vector, EMBEDDER) for text, vector in zip(self.texts, self.vectors, strict=True)]


def seconds(passages: Passages) -> float:
    """CPU seconds for retrieving for one passage, here and in the server, after a first round that warms the caches.

    In slices, as a re-check retrieves.
    """
    sought = passages.sought()
    for _ in range(2):
        began = cpu_seconds()
        for first in range(0, len(sought), SLICE):
            nearest_claims_of_each(sought[first : first + SLICE], PAIRS_EACH)
    return (cpu_seconds() - began) / len(sought)


def cpu_seconds() -> float:
    """Spent by this process and by its server process, as Linux counts them: others on the machine add nothing.

    Raises FileNotFoundError where the server is on another machine.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (server,) = cursor.fetchone()
    counted = Path(f"/proc/{server}/stat").read_text().rpartition(")")[2].split()
    return time.process_time() + (int(counted[11]) + int(counted[12])) / os.sysconf("SC_CLK_TCK")


def recall(passages: Passages, rows: Vectors, ids: Sequence[object]) -> float:
    """Share of the exactly nearest ten that the search by meaning returns among its own ten."""
    stored = ClaimEmbedding.objects.filter(embedded_by=EMBEDDER)
    _, exact = nearest(rows, passages.vectors, TOP)
    found = [by_meaning(stored, vector, TOP).keys() for vector in passages.vectors]
    shares = [len(set(got) & {ids[place] for place in places}) for got, places in zip(found, exact, strict=True)]
    return float(np.mean(shares)) / TOP


def recall_of_words(passages: Passages) -> float:
    """Share of the ten that share the weightiest words that are still found under `WORDS_CAP`."""
    kept = []
    for sought in passages.sought():
        sharing = words.weigh(sought.lexemes(), Claim)
        capped = words.by_words(Claim.objects.all(), sharing, EACH)
        cap, words.WORDS_CAP = words.WORDS_CAP, EVERYTHING
        try:
            best = words.by_words(Claim.objects.all(), sharing, TOP)
        finally:
            words.WORDS_CAP = cap
        kept.append(len(best.keys() & capped.keys()) / (len(best) or 1))
    return float(np.mean(kept))


def likeness_to_real(base: Vectors, rows: Vectors) -> float:
    """Local dimension around expanded vectors as a multiple of that around embedded ones, in samples of equal size."""
    size = min(len(base), SAMPLE)
    sample = rows[np.random.default_rng(1).choice(len(rows), size, replace=False)]
    real, ours = (dimension(nearest(some, some[:300], NEAR + 1)[0]) for some in (base[:size], sample))
    return ours / real
