"""Claims per second into a file, by the clock and by CPU time, and memory: `python -m benchmarks.exports [CLAIMS]`,
beside `make run`.

Synthetic publications in a temporary table, read and written by the product's own code. One JSON line a format; `bare`
is the time that the same batches take to be only read from the database.
"""

import json
import os
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import django

if TYPE_CHECKING:
    from claims.models import Export
    from claims.services.exports.rows import Row

CLAIMS = 100_000
SENTENCE = "Engineers closed the bridge at Orsk on Monday after a crack was found in its second pier, the council said."
OUTLET = {"id": "01990000-0000-7000-8000-000000000001", "name": "Orsk Post", "kind": "outlet"}
FORMATS = (("ndjson", False), ("ndjson", True), ("csv", False), ("claimreview", False))


def main(claims: int) -> None:
    from django.conf import settings

    from claims.models import Publication
    from sources.scratch import analyze, scratch

    with scratch(Publication), tempfile.TemporaryDirectory() as folder:
        settings.EXPORT_DIR = Path(folder)
        _fill(claims)
        analyze(Publication)
        size = len(json.dumps(_document(1)))
        print(json.dumps({"claims": claims, "bytes_of_a_document": size}), flush=True)
        read, used = _timed(lambda export: [batch for batch in _batches(export) if not batch], "ndjson", False)
        print(json.dumps({"bare": round(claims / read), "bare_per_cpu_second": round(claims / used)}), flush=True)
        for format, is_compressed in FORMATS:
            before = _peak()
            took, used = _timed(_written, format, is_compressed)
            told = {"format": format, "compressed": is_compressed, "claims_per_second": round(claims / took)}
            told |= {"per_cpu_second": round(claims / used)}
            print(json.dumps(told | {"peak_mb": round(_peak()), "grew_mb": round(_peak() - before)}), flush=True)


def _timed(act: Callable[["Export"], object], format: str, is_compressed: bool) -> tuple[float, float]:
    """Seconds by the clock, and of CPU time here (the database's own comes on top)."""
    from claims.models import Export

    export = Export(format=format, is_compressed=is_compressed, position=2**62)
    began, used = time.perf_counter(), time.process_time()
    act(export)
    return time.perf_counter() - began, time.process_time() - used


def _batches(export: "Export") -> Iterator[Sequence["Row"]]:
    from claims.services.exports.rows import batches

    return batches(export)


def _written(export: "Export") -> None:
    from claims.services.exports.file import write
    from claims.services.exports.make import written

    write(export, written(export, _batches(export)))


def _fill(claims: int) -> None:
    from django.db import connection

    from claims.models import Publication

    document = json.dumps(_document(0), separators=(",", ":"))
    with connection.cursor() as cursor:
        cursor.execute(
            f"""INSERT INTO {Publication._meta.db_table} (sequence, claim_id, version, published_at, tombstone,
                document, card, is_listed, status, polarity, modality, language, needs_another_look, created_at, words,
                speakers, original_speakers, publishers, entities, unnamed_classes)
            SELECT n, id, 1, now(), '', replace(%s, '{_document(0)["id"]}', id::text), '', true, 'verified', 'positive',
                'asserted', 'en', false, now(), '', '{{}}', '{{}}', '{{}}', '{{}}', '{{}}'
            FROM (SELECT n, gen_random_uuid() AS id FROM generate_series(1, %s) n) made""",
            [document, claims],
        )


def _document(number: int) -> dict[str, Any]:
    """With two appearances and three pieces of evidence: about as long as those of the sample."""
    pk, at = f"01990000-0000-7000-8000-{number:012d}", "2026-11-24T12:00:00Z"
    report = {"id": pk, "url": "https://post.example/orsk", "title": SENTENCE[:60], "publisher": "Orsk Post"}
    report |= {"published_at": at}
    snapshot = {"id": pk, "sha256": "0" * 64, "is_current": True}
    hop = {"position": 0, "source": OUTLET, "unnamed_class": "", "role": "", "cue": "said", "is_publisher": False}
    seen = {"id": pk, "claim": pk, "report": report, "snapshot": snapshot, "quote": SENTENCE, "attributions": [hop]}
    scores = {"supports": 0.9, "refutes": 0.05, "not_enough_info": 0.05}
    passage = {"id": pk, "text": SENTENCE, "start": 0, "end": len(SENTENCE)}
    found = {"id": pk, "claim": pk, "stance": "supports", "cited": True, "scores": scores, "reasons": [SENTENCE[:80]]}
    found |= {"judge": "local-1", "passage": passage, "snapshot": snapshot, "report": report}
    decision = {"from": "unreviewed", "id": pk, "to": "verified", "rationale": "Two outlets saw it.", "decided_at": at}
    plain = {"id": pk, "statement": SENTENCE, "language": "en", "status": "verified", "polarity": "positive"}
    dates = {"valid_during": None, "created_at": at, "published_at": at, "decided_at": at, "review_due": None}
    parts = {"same_as": None, "merged": [], "decision": decision, "appearances": [seen] * 2, "evidence": [found] * 3}
    return {**plain, **dates, **parts, "modality": "asserted", "needs_another_look": False}


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "factcheck.settings")
    django.setup()
    main(int(sys.argv[1]) if len(sys.argv) > 1 else CLAIMS)
