"""Make the first logins and keys; does nothing when people are there already."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from factcheck.access.bootstrap import bootstrap


class Command(BaseCommand):
    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        path = settings.VAR_DIR / "credentials.json"
        made = bootstrap(path)
        if made is None:
            return
        for role, login in made["users"].items():
            self.stdout.write(f"{role:>14}: {login['username']} / {login['password']}")
        for scope, key in made["keys"].items():
            self.stdout.write(f"{scope + ' key':>14}: {key}")
        self.stdout.write(f"These are shown once; they are kept in {path} (mode 600).")
