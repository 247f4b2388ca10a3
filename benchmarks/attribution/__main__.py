"""Score our reading: `python -m benchmarks.attribution [FILE] [--misses N]`, one JSON line a figure.

FILE is another set, JSONL with {"id", "text", "attributions": [{"source", "cue", "content"}]} (PolNeAR's form); it is
scored by kind too, the kind told from the words by the rule in `reading.kind_of`.
"""

import json
from argparse import ArgumentParser
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.attribution.gold import GOLD, SECOND, load, load_offsets, offsets, second_rows, unlabelled
from benchmarks.attribution.hop import Hop, Row
from benchmarks.attribution.matching import Counts, count
from benchmarks.attribution.reading import kind_of, parsed, read
from benchmarks.attribution.report import Figures, agreement, by_kind, chains, misses, silence, speaker_fields
from claims.pipeline.draft import Span


def main() -> None:
    words = ArgumentParser(description=__doc__)
    words.add_argument("file", type=Path, nargs="?", help="another set to score, in offsets")
    words.add_argument("--misses", type=int, default=0, metavar="N", help="also print the N texts that are read worst")
    words.add_argument("--offsets", action="store_true", help="print the gold as JSON lines with offsets, and stop")
    words.add_argument("--unlabelled", action="store_true", help="print the texts of the second labelling, and stop")
    words.add_argument("--disagreements", action="store_true", help="print where the two labellings differ, and stop")
    asked = words.parse_args()
    rows = load(GOLD)
    if asked.offsets:
        print("\n".join(offsets(row) for row in rows))
    elif asked.unlabelled:
        print("\n\n".join(unlabelled(row) for row in second_rows(rows)))
    elif asked.disagreements:
        second = [row.hops for row in load(SECOND)]
        print("\n".join(misses(list(zip(second_rows(rows), second, strict=True)))))
    else:
        for figures in [*_own(rows, asked.misses), *(_other(asked.file) if asked.file else ())]:
            print(figures if isinstance(figures, str) else json.dumps(figures), flush=True)


def _own(rows: Sequence[Row], worst: int) -> Iterator[Figures | str]:
    compared = []
    agreed = 0
    for row in rows:
        parts = parsed(row.text)
        compared.append((row, read(row.text, parts)))
        agreed += sum(kind_of(row.text, parts, hop.source, hop.cue, hop.content) == hop.kind for hop in row.hops)
    yield _overall("gold", compared)
    yield from by_kind(compared)
    yield {"kind_by_rule": f"{agreed}/{sum(len(row.hops) for row in rows)}"}
    yield from chains(compared)
    yield speaker_fields(compared)
    yield silence(compared)
    if SECOND.is_file():
        yield agreement(second_rows(list(rows)), load(SECOND))
    yield from list(misses(compared))[:worst]


def _other(path: Path) -> Iterator[Figures]:
    compared = []
    for text, attributions in load_offsets(path):
        parts = parsed(text)
        hops = []
        for given in attributions:
            source, cue, content = (
                tuple(Span(*span) for span in given.get(name) or ()) for name in ("source", "cue", "content")
            )
            hops.append(Hop(source, cue, content, kind_of(text, parts, source, cue, content)))
        compared.append((Row("", text, tuple(hops)), read(text, parts)))
    yield _overall(path.stem, compared)
    yield from by_kind(compared)


def _overall(name: str, compared: Sequence[tuple[Row, Sequence[Hop]]]) -> Figures:
    total = sum((count(row.hops, hops) for row, hops in compared), Counts())
    return {"set": name, "texts": len(compared)} | total.scores()


if __name__ == "__main__":
    main()
