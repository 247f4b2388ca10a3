"""Have the judge now in use go through all stored claims and reports, in the background and at a pace.

Claims that new reports touch, and claims that fall due, are brought up to the new judge by themselves; this does the
rest. Started twice, it goes on where it was. With --wait it stays until the workers are done; with --show it only tells
how far they are.
"""

import sys
import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from tqdm import tqdm

from claims.engines import get_judge
from claims.models import Round
from claims.services.walk_round import Progress, progress_of, start_round


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--per-minute", type=int, default=120, help="Claims or reports that it comes to in a minute (default 120)."
        )
        parser.add_argument("--wait", action="store_true", help="Stay and show progress until all is done.")
        parser.add_argument("--show", action="store_true", help="Tell how far the last round is; start nothing.")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["per_minute"] < 1:
            raise CommandError("Give --per-minute a number from 1 on.")
        if options["show"]:
            last = Round.objects.first()
            self.stdout.write(told(last, progress_of(last)) if last else "There was no round of re-checks yet.")
            return
        row = start_round(get_judge().version, options["per_minute"], timezone.now())
        self.stdout.write(f"The workers take {row}; {row.per_minute} claims or reports a minute.")
        if options["wait"]:
            _wait(row)
            self.stdout.write(told(row, progress_of(row)))


def told(row: Round, now: Progress) -> str:
    """How far a round is, in a sentence."""
    rest = f"{now.planned} re-checks planned, {now.waiting} waiting, {now.failed} failed"
    return f"{row} ({row.get_stage_display()}): {now.seen} of about {now.about} claims and reports; {rest}."


def _wait(row: Round) -> None:
    """Until it is finished, or another round has stopped it."""
    with tqdm(desc="re-checking", total=row.about, unit="row", file=sys.stderr) as bar:
        while row.finished_at is None:
            time.sleep(1)
            row.refresh_from_db()
            now = progress_of(row)
            bar.total = now.about
            bar.set_postfix(waiting=now.waiting, failed=now.failed, refresh=False)
            bar.update(now.seen - bar.n)
