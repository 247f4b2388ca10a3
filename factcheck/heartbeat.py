"""Where a worker leaves a sign of life, which /readyz and the desk look for."""

from django.core.cache import cache

HEARTBEAT_KEY = "worker-heartbeat"
HEARTBEAT_SECONDS = 30


def is_alive() -> bool:
    """Whether any worker has been heard within HEARTBEAT_SECONDS."""
    return bool(cache.get(HEARTBEAT_KEY))
