from django.apps import AppConfig
from django.db.models.signals import post_migrate


class FactcheckConfig(AppConfig):
    name = "factcheck"
    verbose_name = "Factcheck"

    def ready(self) -> None:
        from factcheck.database import grant_rights

        post_migrate.connect(grant_rights, dispatch_uid="factcheck.grant_rights")
