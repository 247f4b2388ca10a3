"""Check the log: chain, payloads, erasures, checkpoints. Names the first bad row, and fails then."""

from argparse import ArgumentParser
from collections.abc import Iterable, Iterator
from contextlib import closing
from heapq import merge
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from tqdm import tqdm

from factcheck.log.checkpoints import NoCheckpoint, Signed, read
from factcheck.log.keys import Believed, UnusableKey, believed, our_public_keys
from factcheck.log.models import LogEntry
from factcheck.log.rows import NoExport, export, exported_checkpoints, exported_rows, stored_checkpoints, stored_rows
from factcheck.log.verify import BrokenLog, Row, size_of, verify


class Command(BaseCommand):
    help = __doc__
    requires_system_checks: list[str] = []  # an export is checked on a machine that has nothing else of ours

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--checkpoints", type=Path, metavar="FILE", help="Older checkpoints, kept elsewhere.")
        parser.add_argument("--export", type=Path, metavar="FILE", help="Write log and checkpoints there, unchecked.")
        parser.add_argument("--offline", type=Path, metavar="FILE", help="Check such an export; needs no database.")
        parser.add_argument(
            "--public-key",
            action="append",
            default=[],
            metavar="KEY",
            help="Believe this key, in base64url, and no other; give it again for each earlier key.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["export"]:
            self._export(options["export"])
            return
        try:
            keys = believed(options["public_key"] or our_public_keys())
            self._verify(options["offline"], _from_file(options["checkpoints"]), keys)
        except (BrokenLog, NoExport, NoCheckpoint, UnusableKey, OSError) as error:
            raise CommandError(f"{error}") from error

    def _verify(self, offline: Path | None, kept: list[Signed], keys: Believed) -> None:
        if offline:
            done = verify(_shown(exported_rows(offline), None), _merged(exported_checkpoints(offline), kept), keys)
        else:
            with transaction.atomic(), closing(stored_checkpoints()) as checkpoints, closing(stored_rows()) as rows:
                done = verify(_shown(rows, _size()), _merged(checkpoints, kept), keys)
        self.stdout.write(
            f"The log holds: {done.entries} entries, {done.erased} of them erased, "
            f"and {done.checkpoints} checkpoints agree with it."
        )

    def _export(self, path: Path) -> None:
        bar = tqdm(total=_size(), unit=" entries", disable=None)
        with transaction.atomic(), path.open("x", encoding="utf-8") as file, bar:
            export(file, bar.update)
        self.stdout.write(f"Written to {path}; check it with --offline, against checkpoints that were kept elsewhere.")


def _shown(rows: Iterable[Row], total: int | None) -> Iterator[Row]:
    with tqdm(rows, total=total, unit=" entries", disable=None) as bar:
        yield from bar


def _merged(here: Iterable[Signed], kept: list[Signed]) -> Iterable[Signed]:
    return merge(here, sorted(kept, key=size_of), key=size_of)


def _from_file(path: Path | None) -> list[Signed]:
    return list(read(path.read_text("utf-8"))) if path else []


def _size() -> int:
    return LogEntry.objects.order_by("-sequence").values_list("sequence", flat=True).first() or 0
