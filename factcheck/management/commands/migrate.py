"""Django's migrate, run by the role that owns the tables."""

from typing import Any

from django.core.management.commands import migrate

from factcheck.database import as_owner


class Command(migrate.Command):
    def handle(self, *args: Any, **options: Any) -> None:
        with as_owner(options["database"]):
            super().handle(*args, **options)
