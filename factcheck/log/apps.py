from typing import Any

from django.apps import AppConfig
from django.core.checks import CheckMessage, Error, register
from django.core.exceptions import ImproperlyConfigured


class LogConfig(AppConfig):
    name = "factcheck.log"
    label = "log"
    verbose_name = "Log"

    def ready(self) -> None:
        register(check_keys)


def check_keys(**_: Any) -> list[CheckMessage]:
    """Say before the first signature is needed what can't sign, or be believed."""
    from factcheck.log.keys import UnusableKey, believed, our_public_keys

    try:
        believed(our_public_keys())
    except (ImproperlyConfigured, UnusableKey) as error:
        return [Error(str(error), id="log.E001")]
    return []
