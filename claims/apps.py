from typing import Any

from django.apps import AppConfig
from django.core.checks import CheckMessage, Error, register
from django.core.exceptions import ImproperlyConfigured


class ClaimsConfig(AppConfig):
    name = "claims"
    verbose_name = "Claims"

    def ready(self) -> None:
        from claims import tasks  # noqa: F401  its receiver must hear the first snapshot_ready

        register(check_reader)


def check_reader(**_: Any) -> list[CheckMessage]:
    """Say before the first report comes in what the chosen reader lacks."""
    from claims.engines import get_reader

    try:
        get_reader()
    except ImproperlyConfigured as error:
        return [Error(str(error), id="claims.E001")]
    return []
