"""Reads the labelled texts: hops are written in the text's own words, and their offsets are found here.

The form of the file is at the end of `GUIDE.md`. Whatever does not fit the text raises ValueError with a sentence.
"""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import cast, get_args

from benchmarks.attribution.hop import KINDS, Hop, Row
from claims.pipeline.draft import Span, Speaker, SpeakerKind, UnnamedClass

_HERE = Path(__file__).parent
GOLD, SECOND = _HERE / "gold.txt", _HERE / "second.txt"
SECOND_STEP = 3
_FIELDS = frozenset({"by", "name", "role", "class", "channel", "denial", "in"})
_PLACE = re.compile(r"#(\d+)$")
_ARTICLE = re.compile(r"^(the|an?)\s+", re.IGNORECASE)


def load(path: Path) -> list[Row]:
    """The rows of a labelled file, in its order."""
    blocks = path.read_text("utf-8").split("\n\n")
    return [_row(block.strip().splitlines()) for block in blocks if block.strip().startswith("=")]


def second_rows(rows: list[Row]) -> list[Row]:
    """The third of the rows that is labelled twice."""
    return rows[::SECOND_STEP]


def load_offsets(path: Path) -> list[tuple[str, list[dict[str, list[list[int]]]]]]:
    """Text and attributions of each row of a JSONL file in the form that `offsets` writes."""
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
    return [(row["text"], [a for a in row["attributions"] if a.get("content")]) for row in rows]


def offsets(row: Row) -> str:
    """`row` as a JSON line: {"id", "text", "attributions": [{"source", "cue", "content", "kind", ...}]}."""
    return json.dumps(
        {"id": row.id, "text": row.text, "attributions": [_plain(hop) for hop in row.hops]}, ensure_ascii=False
    )


def unlabelled(row: Row) -> str:
    """`row` in the form of the labelled files, without its labels."""
    return "\n".join([f"= {row.id}", *row.text.split("\n")])


def _plain(hop: Hop) -> dict[str, object]:
    return {
        "source": hop.source,
        "cue": hop.cue,
        "content": hop.content,
        "kind": hop.kind,
        "chain": hop.outer,
        "name": hop.speaker.name,
        "role": hop.speaker.role,
        "channel": hop.channel,
        "unnamed_class": hop.speaker.unnamed_class,
        "speaker_kind": hop.speaker.kind,
        "denial": hop.is_denial,
    }


def _row(lines: list[str]) -> Row:
    name = lines[0].removeprefix("=").strip()
    text = "\n".join(line for line in lines[1:] if not line.startswith("- "))
    try:
        hops = tuple(_hop(text, line.removeprefix("- ")) for line in lines[1:] if line.startswith("- "))
    except ValueError as error:
        raise ValueError(f"{name}: {error}") from error
    for place, hop in enumerate(hops):
        if hop.outer is not None and (hop.outer == place or not 0 <= hop.outer < len(hops)):
            raise ValueError(f"{name}: line {place + 1} is in line {hop.outer + 1}, which is itself or not there.")
    return Row(name, text, hops)


def _hop(text: str, line: str) -> Hop:
    kind, source, cue, content, *rest = line.split(" | ")
    if kind not in KINDS:
        raise ValueError(f"“{kind}” is none of {', '.join(KINDS)}.")
    fields = dict(_fields(rest[0])) if rest else {}
    found = tuple(_spans(text, source))
    return Hop(
        source=found,
        cue=tuple(_spans(text, cue)),
        content=tuple(_spans(text, content)),
        kind=kind,
        speaker=_speaker(" ".join(text[start:end] for start, end in found), fields),
        channel=fields.get("channel", ""),
        is_denial="denial" in fields,
        outer=int(fields["in"]) - 1 if "in" in fields else None,
    )


def _fields(written: str) -> Iterator[tuple[str, str]]:
    for part in written.split("; "):
        key, _, value = part.partition("=")
        if key not in _FIELDS:
            raise ValueError(f"“{key}” is none of the fields {', '.join(sorted(_FIELDS))}.")
        yield key, value


def _speaker(source: str, fields: dict[str, str]) -> Speaker:
    unnamed = fields.get("class", "" if source else "unstated")
    by = fields.get("by", "unnamed" if unnamed else "person")
    if unnamed not in get_args(UnnamedClass) or by not in get_args(SpeakerKind):
        raise ValueError(f"“{unnamed}” is no class, or “{by}” no kind of speaker.")
    name = "" if unnamed else fields.get("name", _ARTICLE.sub("", source))
    return Speaker(name, fields.get("role", ""), cast(SpeakerKind, by), cast(UnnamedClass, unnamed))


def _spans(text: str, written: str) -> Iterator[Span]:
    if written == "-":
        return
    for piece in written.split(" // "):
        wanted = _PLACE.search(piece)
        piece = _PLACE.sub("", piece)
        edges = (r"\b" if piece[0].isalnum() else "", r"\b" if piece[-1].isalnum() else "")
        places = [m.span() for m in re.finditer(edges[0] + re.escape(piece) + edges[1], text)]
        if wanted is None and len(places) > 1:
            raise ValueError(f"“{piece}” stands {len(places)} times; say which with #1, #2, ...")
        if len(places) < (int(wanted[1]) if wanted else 1):
            raise ValueError(f"“{piece}” is not in the text, or not that often.")
        yield Span(*places[int(wanted[1]) - 1 if wanted else 0])
