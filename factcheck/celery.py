"""The Celery application, its logs, and the heartbeat that /readyz looks for."""

import os
from typing import Any

from celery import Celery
from celery.signals import heartbeat_sent, setup_logging, worker_ready
from django_structlog.celery.steps import DjangoStructLogInitStep

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "factcheck.settings")

app = Celery("factcheck")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
app.steps["worker"].add(DjangoStructLogInitStep)


@setup_logging.connect
def use_django_logging(**_: Any) -> None:
    import logging.config

    from django.conf import settings

    logging.config.dictConfig(settings.LOGGING)


@worker_ready.connect
@heartbeat_sent.connect
def beat(**_: Any) -> None:
    from django.core.cache import cache

    from factcheck.heartbeat import HEARTBEAT_KEY, HEARTBEAT_SECONDS

    cache.set(HEARTBEAT_KEY, True, timeout=HEARTBEAT_SECONDS)
