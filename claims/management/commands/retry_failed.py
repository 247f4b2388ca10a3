"""Make work that was given up pending anew; the sweep sends it out. With --list, show it and change nothing."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from claims.models import Reading, Recheck
from sources.models import Indexing
from sources.models.work import State, Work
from sources.services.work import retry_failed

KINDS: dict[str, type[Work]] = {"indexings": Indexing, "readings": Reading, "re-checks": Recheck}
LISTED = 50
"""Of each kind."""


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--list", action="store_true", help=f"Show what failed, the last {LISTED} of each kind.")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["list"]:
            for kind, model in KINDS.items():
                self._show(kind, model)
        else:
            counts = ", ".join(f"{retry_failed(model)} {kind}" for kind, model in KINDS.items())
            self.stdout.write(f"Pending anew: {counts}.")

    def _show(self, kind: str, model: type[Work]) -> None:
        failed = model._default_manager.filter(state=State.FAILED)
        self.stdout.write(f"{failed.count()} failed {kind}")
        for work in failed.order_by("-finished_at")[:LISTED]:
            when = f"{work.finished_at:%Y-%m-%d %H:%M}" if work.finished_at else "no time known"
            self.stdout.write(f"  {work.pk}  {when}  {' '.join(work.error.split())}")
