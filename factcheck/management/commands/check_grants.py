"""Check that the running role can't change the log, decisions or history, nor take their guards off."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from factcheck.grants import faults


class Command(BaseCommand):
    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        if found := faults():
            raise CommandError("\n".join(found))
        self.stdout.write("The running role can only add to the log, decisions and history, and their guards are on.")
