"""Run the product's engines on your own data: JSON lines on stdin, JSON lines on stdout."""

import json
import sys
from argparse import ArgumentParser
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from claims import predictions
from sources.text.canonical import canonical

Row = dict[str, Any]
NEEDED: dict[str, tuple[str, ...]] = {
    "attribution": ("id", "text"),
    "stance": ("id", "claim", "passage"),
    "matching": ("id", "text"),
    "passages": ("id", "text"),
}
CORPUS_NEEDED = {"matching": ("id", "text"), "passages": ("id", "doc", "text")}
USED = ("doc", "title")
"""What a row may leave out, or leave null."""


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        kinds = parser.add_subparsers(dest="kind", required=True, metavar="{" + ",".join(NEEDED) + "}")
        kinds.add_parser("attribution", help="who says what, where: {id, text, published_at?, publisher?}")
        kinds.add_parser("stance", help="what a passage says about a claim: {id, claim, passage}")
        for kind, what in (("matching", "claims near each query"), ("passages", "passages near each query")):
            ranking = kinds.add_parser(kind, help=f"{what}, best first: {{id, text}}")
            ranking.add_argument("--corpus", type=Path, required=True, metavar="FILE")

    def handle(self, *args: Any, **options: Any) -> None:
        kind: str = options["kind"]
        rows = list(rows_of(sys.stdin.buffer, "stdin", NEEDED[kind]))
        for result in tqdm(_results(kind, rows, options.get("corpus")), total=len(rows), file=sys.stderr):
            self.stdout.write(json.dumps(result, ensure_ascii=False))


def _results(kind: str, rows: list[Row], corpus: Path | None) -> Iterator[Row]:
    if kind == "attribution":
        return predictions.attribution(rows)
    if kind == "stance":
        return predictions.stance(rows)
    if corpus is None or not corpus.is_file():
        raise CommandError(f"{corpus} is not a file; give the corpus as JSON lines.")
    with corpus.open("rb") as lines:
        stored = list(_stored(rows_of(lines, str(corpus), CORPUS_NEEDED[kind]), corpus))
    return (predictions.matching if kind == "matching" else predictions.passages)(rows, stored)


def _stored(rows: Iterable[Row], corpus: Path) -> Iterator[Row]:
    """Rows that can be ranked: each has a text, and an id that no other has."""
    seen: set[str] = set()
    for row in rows:
        if not canonical(row["text"]).text.strip():
            raise CommandError(f"{corpus}: the text of {row['id']!r} is empty.")
        if row["id"] in seen:
            raise CommandError(f"{corpus}: the id {row['id']!r} is there twice; a ranking could not tell them apart.")
        seen.add(row["id"])
        yield row


def rows_of(lines: Iterable[bytes], name: str, needed: tuple[str, ...]) -> Iterator[Row]:
    """Decoded rows, each with the needed fields, all strings that can be stored.

    Raises CommandError that names a bad line by number.
    """
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                yield _row(line, needed)
            except (ValueError, RecursionError) as error:
                raise CommandError(f"{name}, line {number}: {error}") from None


def _row(line: bytes, needed: tuple[str, ...]) -> Row:
    row = json.loads(line.decode("utf-8-sig"))
    if not isinstance(row, dict):
        raise ValueError("a line must be a JSON object.")
    for field in needed:
        if not isinstance(row.get(field), str):
            raise ValueError(f"`{field}` is missing or not a string.")
    row |= {field: "" for field in USED if row.get(field) is None}
    for field in (*needed, *USED):
        if not isinstance(row[field], str):
            raise ValueError(f"`{field}` is not a string.")
        canonical(row[field])  # raises ValueError for what no database can keep
    return row
