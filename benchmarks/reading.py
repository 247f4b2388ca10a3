"""Time the reading of a report against the bare models on the same text: `python -m benchmarks.reading [CHARACTERS]`.

Prints one JSON line a question. Seconds are CPU seconds of this process, so that others on the machine count little;
the two sides of a ratio take turns, and medians are compared. The text is `benchmarks.wire`'s, the same each time.
"""

import json
import resource
import sys
import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from functools import partial
from statistics import median

from benchmarks.wire import wire_text
from claims.engines.protocols import ReportText
from claims.engines.reader import LocalReader
from claims.pipeline.draft import ReadingDraft
from sources.engines.embedding import MiniLM
from sources.engines.language import model, parse, sentences

PUBLISHED = datetime(2021, 9, 12, 12, tzinfo=UTC)
TURNS = 5
LENGTHS = (50_000, 100_000, 250_000, 500_000, 1_000_000)


def main(characters: int) -> None:
    _read(wire_text(20_000))  # loads the models
    _tell("memory", memory(LENGTHS[-1]))
    _tell("rules", rules(characters))
    _tell("every_model", every_model(characters))
    _tell("length", length(LENGTHS))


def rules(characters: int) -> dict[str, float]:
    """Speed of a reading as a share of the bare pipeline's: 0.6 or more is wanted.

    `bare` is `nlp(chunk)`, tokenising included, on the very stretches that the reader parses; `reading` is
    `LocalReader.read`, which is given the sentences; `with_splitting` also finds them.
    """
    text = wire_text(characters)
    spans = sentences(text)
    chunks = _chunks(text)
    took = _in_turn({
        "bare": lambda: [model()(chunk) for chunk in chunks],
        "reading": lambda: _read(text, spans),
        "with_splitting": lambda: _read(text),
    })  # fmt: skip
    speed = {f"{name}_speed": took["bare"] / took[name] for name in ("reading", "with_splitting")}
    return {"characters": len(text)} | took | speed


def every_model(characters: int) -> dict[str, float]:
    """Time of the whole way, as a multiple of the bare models' on the same text: 1.3 or less is wanted.

    `bare` is the spaCy pipeline as in `rules`, and MiniLM on all passages and on all statements of claims. `whole` is
    splitting, MiniLM on the passages, reading, and MiniLM on the statements; nothing is stored.
    """
    text = wire_text(characters)
    chunks = _chunks(text)
    passages = [text[start:end] for start, end in sentences(text)]
    statements = [claim.statement for claim in _read(text).claims]
    embedder = MiniLM()

    def bare() -> None:
        for chunk in chunks:
            model()(chunk)
        embedder.embed(passages)
        embedder.embed(statements)

    def whole() -> None:
        spans = sentences(text)
        embedder.embed([text[start:end] for start, end in spans])
        embedder.embed([claim.statement for claim in _read(text, spans).claims])

    took = _in_turn({"bare": bare, "whole": whole})
    counted = {"characters": len(text), "passages": len(passages), "statements": len(statements)}
    return counted | took | {"times_bare": took["whole"] / took["bare"]}


def length(lengths: tuple[int, ...]) -> dict[str, float]:
    """Seconds a megabyte for splitting and reading texts of each length; 1 in `worst_to_best` would be linear."""
    texts = {size: wire_text(size) for size in lengths}
    took = {size: _seconds(partial(_read, text)) / len(text) * 1e6 for size, text in texts.items()}
    by_length = {f"seconds_a_megabyte_at_{size}": seconds for size, seconds in took.items()}
    longest_to_shortest = took[max(took)] / took[min(took)]
    return by_length | {
        "longest_to_shortest": longest_to_shortest,
        "worst_to_best": max(took.values()) / min(took.values()),
    }


def memory(characters: int) -> dict[str, float]:
    """Megabytes of resident memory at their highest (getrusage): with models loaded, and after one long reading."""
    text = wire_text(characters)
    before = _peak()
    _read(text)
    return {"characters": len(text), "models_peak": before, "reading_peak": _peak(), "grew_by": _peak() - before}


def _read(text: str, spans: list[tuple[int, int]] | None = None) -> ReadingDraft:
    return LocalReader().read(ReportText(text, sentences(text) if spans is None else spans, "en", PUBLISHED, text[:80]))


def _chunks(text: str) -> list[str]:
    return [text[part.starts[0] : part.ends[-1]] for part in parse(text, sentences(text))]


def _in_turn(sides: Mapping[str, Callable[[], object]]) -> dict[str, float]:
    """Median seconds of each, all of them run once a turn."""
    turns = [{name: _seconds(run) for name, run in sides.items()} for _ in range(TURNS)]
    return {name: median(turn[name] for turn in turns) for name in sides}


def _seconds(run: Callable[[], object]) -> float:
    began = time.process_time()
    run()
    return time.process_time() - began


def _peak() -> float:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1e6 if sys.platform == "darwin" else 1e3)  # bytes there, kilobytes here


def _tell(name: str, figures: Mapping[str, float]) -> None:
    print(json.dumps({"asked": name} | {key: round(value, 3) for key, value in figures.items()}), flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
