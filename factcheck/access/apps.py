from django.apps import AppConfig
from django.db.models.signals import post_migrate


class AccessConfig(AppConfig):
    name = "factcheck.access"
    label = "access"
    verbose_name = "People and keys"

    def ready(self) -> None:
        from factcheck.access.roles import ensure_roles

        post_migrate.connect(ensure_roles, dispatch_uid="access.ensure_roles")
