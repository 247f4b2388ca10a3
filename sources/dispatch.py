"""How doors hand work to the worker."""

from functools import partial
from typing import Any

import structlog
from django.db import transaction
from kombu.exceptions import OperationalError

logger = structlog.get_logger(__name__)


def enqueue(task: Any, pk: object) -> None:
    """Send `task(pk)` once the transaction has committed.

    With the broker away this only logs: the row that says what is to be done is committed, and the sweep
    sends it out when the broker is back.
    """
    transaction.on_commit(partial(_send, task, str(pk)))


def _send(task: Any, pk: str) -> None:
    try:
        task.apply_async((pk,), retry=False)
    except OperationalError as error:
        logger.warning("enqueue_failed", task=task.name, id=pk, reason=str(error))
