"""The log's rows as a stream: out of the database, into an export (JSON lines), and out of one again."""

import json
from collections.abc import Callable, Generator, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any, TextIO, TypeVar

from factcheck.log.canonical import canonical
from factcheck.log.chain import Link, link_of
from factcheck.log.checkpoints import FORMAT as CHECKPOINT
from factcheck.log.checkpoints import NoCheckpoint, Signed, parsed, signed
from factcheck.log.models import Checkpoint, LogEntry
from factcheck.log.verify import Row

FORMAT = "factcheck-log/1"
CHUNK = 2000
_COLUMNS = (*Link.__slots__, "hash")
T = TypeVar("T")


class NoExport(ValueError):
    """A line of the file is no line of an export; the message names it."""


def stored_rows() -> Generator[Row, None, None]:
    """In order, as they are when the first one is asked for; inside a transaction, CHUNK are in memory at a time.

    Close it where you stop before its end: it holds a cursor of the database.
    """
    rows = LogEntry.objects.order_by("sequence").values_list(*_COLUMNS, "payload__salt", "payload__body")
    for *columns, salt, body in rows.iterator(CHUNK):
        values = dict(zip(_COLUMNS, columns, strict=True))
        yield Row(link_of(values), values["hash"], None if salt is None else bytes(salt), body)


def stored_checkpoints() -> Generator[Signed, None, None]:
    """In the order of their size; as with `stored_rows`, close it."""
    for row in Checkpoint.objects.order_by("size", "id").iterator(CHUNK):
        yield signed(row)


def export(file: TextIO, step: Callable[[], object]) -> None:
    """All checkpoints, then all entries: those of the database when this begins. Calls `step` for each entry."""
    for checkpoint in stored_checkpoints():
        file.write(checkpoint.line() + "\n")
    with closing(stored_rows()) as rows:
        for row in rows:
            file.write(_line(row) + "\n")
            step()


def exported_rows(path: Path) -> Iterator[Row]:
    """Raises NoExport."""
    return _each(path, FORMAT, _row)


def exported_checkpoints(path: Path) -> Iterator[Signed]:
    """In the order in which they stand. Raises NoExport."""
    return _each(path, CHECKPOINT, parsed)


def _each(path: Path, wanted: str, parse: Callable[[Any], T]) -> Iterator[T]:
    with path.open(encoding="utf-8", errors="replace") as file:
        for number, line in enumerate(file, 1):
            try:
                value = json.loads(line)
                if value["format"] not in (FORMAT, CHECKPOINT):
                    raise NoExport(value["format"])
                if value["format"] == wanted:
                    yield parse(value)
            except (ValueError, KeyError, TypeError, NoCheckpoint) as error:
                raise NoExport(f"Line {number} of {path.name} is no line of an export of the log.") from error


def _line(row: Row) -> str:
    columns: dict[str, Any] = {name: getattr(row.link, name) for name in Link.__slots__}
    salt = None if row.salt is None else row.salt.hex()
    return canonical({"format": FORMAT, **columns, "hash": row.hash, "salt": salt, "body": row.body})


def _row(value: dict[str, Any]) -> Row:
    texts = [value[name] for name in _COLUMNS if name != "sequence"]
    payload = (value["salt"], value["body"])
    if type(value["sequence"]) is not int or not all(isinstance(text, str) for text in texts):
        raise TypeError
    if payload != (None, None) and not all(isinstance(part, str) for part in payload):
        raise TypeError
    salt, body = payload
    return Row(link_of(value), value["hash"], None if salt is None else bytes.fromhex(salt), body)
