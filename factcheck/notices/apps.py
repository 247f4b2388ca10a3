from importlib import import_module
from importlib.util import find_spec

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "factcheck.notices"
    label = "notices"
    verbose_name = "Notices"

    def ready(self) -> None:
        from factcheck.notices.watch import log_check_failed

        if find_spec("factcheck.log.signals") is None:
            return
        signal = getattr(import_module("factcheck.log.signals"), "check_failed", None)
        if signal is not None:
            signal.connect(log_check_failed, dispatch_uid="notices.log_check_failed")
