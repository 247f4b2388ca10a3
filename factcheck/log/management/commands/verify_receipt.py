"""Check a receipt against the answer it was given for."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from factcheck.log.keys import UnusableKey, believed, our_public_keys
from factcheck.log.receipts import HEADER, NoReceipt, check, is_in_log


class Command(BaseCommand):
    help = __doc__
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("receipt", type=Path, metavar="FILE", help=f"Holds the value of the header {HEADER}.")
        parser.add_argument("--answer", type=Path, metavar="FILE", required=True, help="The body, byte for byte.")
        parser.add_argument("--in-log", action="store_true", help="Look also whether our log still holds its entry.")
        parser.add_argument(
            "--public-key", action="append", default=[], metavar="KEY", help="Believe this key and no other."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            keys = believed(options["public_key"] or our_public_keys())
            receipt = check(options["receipt"].read_text("utf-8"), options["answer"].read_bytes(), keys)
        except (NoReceipt, UnusableKey, OSError, UnicodeDecodeError) as error:
            raise CommandError(f"{error}") from error
        if options["in_log"] and not is_in_log(receipt):
            raise CommandError(
                f"The receipt is genuine, but entry {receipt.log_sequence} of the log is not the one it names: "
                "the log was cut or rewritten since, or is another one."
            )
        self.stdout.write(
            f"The receipt holds: {receipt.query} was answered so (status {receipt.status}) on {receipt.time}, "
            f"when the log had {receipt.log_sequence} entries."
        )
