"""Write a file of an export: whole under its name, or not there at all."""

import gzip
import hashlib
import json
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO, cast

from django.conf import settings

from claims.models import Export
from claims.models.export import ExportFormat

ENDINGS = {ExportFormat.NDJSON: "ndjson", ExportFormat.CSV: "csv", ExportFormat.CLAIMREVIEW: "jsonld"}
QUICK = 1
"""gzip's level: twice as fast as the usual one, for files a fifth larger."""


class Hashing:
    """A file that knows the length and SHA-256 of what was written to it."""

    def __init__(self, file: BinaryIO) -> None:
        self.file, self.size, self._digest = file, 0, hashlib.sha256()

    def write(self, data: bytes) -> int:
        self._digest.update(data)
        self.size += len(data)
        return self.file.write(data)

    def flush(self) -> None:
        self.file.flush()

    @property
    def sha256(self) -> str:
        return self._digest.hexdigest()


def file_name(export: Export) -> str:
    """Tells what it is by itself; with the id, so that no two exports share a file."""
    span = f"{export.since_position}-{export.position}" if export.kind == "delta" else str(export.position)
    ending = ENDINGS[ExportFormat(export.format)] + (".gz" if export.is_compressed else "")
    return f"{export.kind}-{span}-{export.pk}.{ending}"


def path_of(export: Export) -> Path:
    return settings.EXPORT_DIR / file_name(export)


def manifest_path(export: Export) -> Path:
    path = path_of(export)
    return path.with_name(f"{path.name}.manifest.json")


def write(export: Export, chunks: Iterable[bytes]) -> Hashing:
    """The file as it was written; whatever ends this early leaves nothing under its name."""
    with _draft(path_of(export)) as file:
        hashing = Hashing(file)
        if export.is_compressed:
            with gzip.GzipFile("", "wb", QUICK, cast(BinaryIO, hashing), mtime=0) as packed:
                for chunk in chunks:
                    packed.write(chunk)
        else:
            for chunk in chunks:
                hashing.write(chunk)
    return hashing


def write_manifest(export: Export, manifest: Mapping[str, Any]) -> None:
    with _draft(manifest_path(export)) as file:
        file.write(json.dumps(manifest, indent=2, ensure_ascii=False).encode())


@contextmanager
def _draft(path: Path) -> Iterator[BinaryIO]:
    """Of its own for each process, so that a worker held for dead spoils nothing."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with draft.open("wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
