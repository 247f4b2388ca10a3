"""Read stored reports again with the reader now in use, in the background; what people did stays.

With --preview nothing is stored: it shows what would change in the newest reports. With --wait it stays until the
workers are done.
"""

import sys
import time
from argparse import ArgumentParser
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from tqdm import tqdm

from claims.engines import get_reader
from claims.models import Reading
from claims.pipeline.reread import Changes
from claims.services.plan_work import plan_rereadings
from claims.services.preview_reading import preview
from sources.models import Report
from sources.models.work import State

BATCH = 500


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--preview", type=int, metavar="N", help="Show what would change in the newest N reports.")
        parser.add_argument("--per-minute", type=int, default=60, help="How many fall due in a minute (default 60).")
        parser.add_argument("--wait", action="store_true", help="Stay and show progress until all are read.")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["preview"] is not None:
            self._preview(options["preview"])
            return
        version = get_reader().version
        if options["per_minute"] < 1:
            raise CommandError("Give --per-minute a number from 1 on.")
        planned = _plan(version, timedelta(minutes=1) / options["per_minute"])
        self.stdout.write(f"{planned} reports will be read again by {version}.")
        if options["wait"]:
            _wait(version)

    def _preview(self, count: int) -> None:
        reports = Report.objects.filter(current__isnull=False).select_related("current__report").order_by("-pk")[:count]
        reader = get_reader()
        for report in tqdm(reports, desc="reading", unit="report", file=sys.stderr):
            if report.current is not None:
                self._show(report, preview(report.current, reader))

    def _show(self, report: Report, changed: Changes[UUID]) -> None:
        kept = f"{len(changed.kept)} claims stay, {len(changed.settled)} are an editor's or decided"
        self.stdout.write(f"{report}: {kept}")
        for draft in changed.fresh:
            self.stdout.write(f"  + {draft.statement}")
        for place in changed.gone:
            self.stdout.write(f"  - {place.statement}")


def _plan(version: str, pace: timedelta) -> int:
    planned, after, start = 0, None, timezone.now()
    with tqdm(desc="planning", unit="report", file=sys.stderr) as bar:
        while True:
            count, after = plan_rereadings(version, after, BATCH, start + planned * pace, pace)
            planned += count
            bar.update(count)
            if after is None:
                return planned


def _wait(version: str) -> None:
    """Until nothing of this version is pending; what fails is not waited for."""
    pending = Reading.objects.filter(extractor=version, state=State.PENDING)
    left = pending.count()
    with tqdm(total=left, desc="reading again", unit="report", file=sys.stderr) as bar:
        while left:
            time.sleep(1)
            now = pending.count()
            bar.update(max(0, left - now))
            left = now
