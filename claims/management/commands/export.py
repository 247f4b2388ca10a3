"""Write what is public to a file, here and now, with its manifest beside it; the address of both is printed.

A worker makes the nightly ones, and those that clients ask for. Ctrl-C ends it and leaves no half file.
"""

import sys
from argparse import ArgumentParser
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from claims.errors import ExportRefused, TooManyExports
from claims.models.export import ExportFormat, ExportKind
from claims.services.exports.drop import drop
from claims.services.exports.file import manifest_path, path_of
from claims.services.exports.make import make_export
from claims.services.exports.order import Wanted, order_export
from sources.models.work import State


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--format", choices=ExportFormat.values, default=ExportFormat.NDJSON)
        parser.add_argument("--since", type=int, help="Only what changed after this position of the log.")
        parser.add_argument("--plain", action="store_true", help="Not compressed.")

    def handle(self, *args: Any, **options: Any) -> None:
        since = options["since"]
        if since is not None and since < 0:
            raise CommandError("Give --since a position from 0 on.")
        kind = ExportKind.FULL if since is None else ExportKind.DELTA
        wanted = Wanted(kind, ExportFormat(options["format"]), not options["plain"], since or 0)
        try:
            row, _ = order_export(wanted, "manage.py export")
        except (ExportRefused, TooManyExports) as error:
            raise CommandError(str(error)) from error
        try:
            _made(row.pk)
        except KeyboardInterrupt:
            drop(row.pk)
            raise CommandError("It was called off.") from None
        row.refresh_from_db()
        if row.state != State.DONE:
            raise CommandError(f"The export was not made: {row.error or 'someone else is at it.'}")
        self.stdout.write(f"{row.rows} claims as of position {row.position}, {row.size} bytes:")
        self.stdout.write(f"{path_of(row)}\n{manifest_path(row)}")


def _made(pk: UUID) -> None:
    """With a bar on the error output."""
    with tqdm(desc="exporting", unit="claim", file=sys.stderr) as bar:
        make_export(pk, lambda done, about: _show(bar, done, about))


def _show(bar: "tqdm[Any]", done: int, about: int) -> None:
    bar.total = max(done, about)
    bar.update(done - bar.n)
