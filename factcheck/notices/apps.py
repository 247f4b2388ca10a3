from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "factcheck.notices"
    label = "notices"
    verbose_name = "Notices"

    def ready(self) -> None:
        from factcheck.log.signals import check_failed
        from factcheck.notices.watch import log_check_failed

        check_failed.connect(log_check_failed, dispatch_uid="notices.log_check_failed")
