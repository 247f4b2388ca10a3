"""Thin tasks: fetch an engine, call one service."""

from celery import shared_task

from sources.engines.embedding import get_embedder
from sources.models import Indexing
from sources.services.index_snapshot import index_snapshot
from sources.services.work import take_due


@shared_task(name="sources.index")
def index(snapshot_id: str) -> None:
    index_snapshot(snapshot_id, get_embedder())


@shared_task(name="sources.sweep")
def sweep() -> None:
    """Send out again what a lost message or a dead worker left behind."""
    for snapshot_id in take_due(Indexing):
        index.delay(str(snapshot_id))
