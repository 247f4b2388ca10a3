from typing import Any

from django.apps import AppConfig
from django.core.checks import CheckMessage, Error, register
from django.core.exceptions import ImproperlyConfigured
from django.db.models.signals import post_migrate


class ClaimsConfig(AppConfig):
    name = "claims"
    verbose_name = "Claims"

    def ready(self) -> None:
        from claims import (
            signals,
            tasks,  # noqa: F401  its receiver must hear the first snapshot_ready
        )
        from claims.services import tell_people
        from claims.services.switch import record_switch

        register(check_engines)
        signals.claim_contested.connect(tell_people.tell_contested, dispatch_uid="claims.tell_contested")
        signals.claim_corrected.connect(tell_people.tell_corrected, dispatch_uid="claims.tell_corrected")
        signals.claim_shaken.connect(tell_people.tell_shaken, dispatch_uid="claims.tell_shaken")
        post_migrate.connect(record_switch, sender=self, dispatch_uid="claims.record_switch")


def check_engines(**_: Any) -> list[CheckMessage]:
    """Say before the first report comes in what the chosen reader and judge lack."""
    from claims.engines import get_judge, get_reader

    lacking = {}
    for engine in (get_reader, get_judge):
        try:
            engine()
        except ImproperlyConfigured as error:
            lacking[str(error)] = Error(str(error), id="claims.E001")
    return list(lacking.values())
