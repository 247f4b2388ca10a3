"""Is the process alive (/healthz), and is everything it needs (/readyz)?"""

from collections.abc import Callable

from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

from factcheck.celery import app
from factcheck.heartbeat import HEARTBEAT_SECONDS, is_alive

BROKER_SECONDS = 5
_migrated: set[str] = set()
"""Databases that this process has seen with no migration waiting; a newer code is another process."""


@require_safe
def healthz(request: HttpRequest) -> JsonResponse:
    return JsonResponse({"status": "ok"})


@require_safe
def readyz(request: HttpRequest) -> JsonResponse:
    """200 when every part answers, else 503; each part says "ok" or what is wrong in a sentence."""
    parts = {name: _outcome(check) for name, check in CHECKS.items()}
    ready = all(outcome == "ok" for outcome in parts.values())
    return JsonResponse({"status": "ok" if ready else "not ready", "parts": parts}, status=200 if ready else 503)


def _outcome(check: Callable[[], str]) -> str:
    try:
        return check() or "ok"
    except Exception as error:  # whatever is wrong with a part is the answer, not a failure of this page
        return f"It does not answer ({type(error).__name__})."


def _database() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return ""


def _broker() -> str:
    with app.connection_for_write(transport_options={"socket_timeout": BROKER_SECONDS}) as broker:
        broker.ensure_connection(max_retries=1)
    return ""


def _migrations() -> str:
    database = str(connection.settings_dict["NAME"])
    if database in _migrated:
        return ""
    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if waiting:
        return f"{len(waiting)} migrations wait; run `manage.py migrate`."
    _migrated.add(database)
    return ""


def _worker() -> str:
    return "" if is_alive() else f"No worker has been heard for {HEARTBEAT_SECONDS} seconds."


CHECKS: dict[str, Callable[[], str]] = {
    "database": _database,
    "broker": _broker,
    "migrations": _migrations,
    "worker": _worker,
}
