"""CPU seconds a passage when several workers, each a process with a connection of its own, retrieve at once."""

import multiprocessing
import os
from concurrent.futures import ProcessPoolExecutor
from multiprocessing.synchronize import Barrier
from typing import TYPE_CHECKING

import django

if TYPE_CHECKING:
    from benchmarks.recheck.measure import Passages

_together: Barrier


def seconds_of(passages: "Passages", workers: int) -> float:
    """The mean over so many workers that are given the same passages at the same time."""
    context = multiprocessing.get_context("spawn")
    barrier = context.Barrier(workers)
    with ProcessPoolExecutor(workers, context, _begin, (barrier,)) as pool:
        return sum(pool.map(_seconds, [passages] * workers)) / workers


def _begin(barrier: Barrier) -> None:
    global _together
    _together = barrier
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "factcheck.settings")
    django.setup()


def _seconds(passages: "Passages") -> float:
    from benchmarks.recheck.measure import seconds
    from benchmarks.recheck.store import join_schema

    with join_schema():
        _together.wait()
        return seconds(passages)
