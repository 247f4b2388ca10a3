"""The figures: by kind of relation with where it fails, chains, fields of the speaker, and two people's agreement."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from benchmarks.attribution.hop import KINDS, Hop, Row, path, words
from benchmarks.attribution.matching import chars, count, f1, pairs, said, same_source

Figures = dict[str, object]
Compared = Sequence[tuple[Row, Sequence[Hop]]]
_ARTICLE = re.compile(r"^(the|an?)\s+")


def by_kind(compared: Compared) -> Iterator[Figures]:
    """A line a kind: F1 of gold hops of the kind and read hops of the kind, and how the gold ones were lost.

    `unseen`: nothing read touches the content, or only what was matched elsewhere; `bounds`: something does, with too
    little overlap; `source`: found, from somebody else.
    """
    tally: Counter[tuple[str, str]] = Counter()
    for row, read in compared:
        found = pairs(row.hops, read)
        for i, hop in enumerate(row.hops):
            tally[hop.kind, "gold"] += 1
            tally[hop.kind, _fate(hop, i, read, found)] += 1
        for j, hop in enumerate(read):
            tally[hop.kind, "read"] += 1
            tally[hop.kind, "read_right"] += j in found.values()
    for kind in KINDS:
        gold, read_as = tally[kind, "gold"], tally[kind, "read"]
        recall = (tally[kind, "full"] + tally[kind, "source"]) / max(gold, 1)
        precision = tally[kind, "read_right"] / max(read_as, 1)
        yield {
            "kind": kind,
            "gold": gold,
            "predicted": read_as,
            "relation_f1": _rounded(2 * precision * recall / (precision + recall) if precision + recall else 0.0),
            "precision": _rounded(precision),
            "recall": _rounded(recall),
            "full_recall": _rounded(tally[kind, "full"] / max(gold, 1)),
            **{lost: tally[kind, lost] for lost in ("unseen", "bounds", "source")},
        }


def _fate(hop: Hop, place: int, read: Sequence[Hop], found: dict[int, int]) -> str:
    if place in found:
        return "full" if same_source(hop, read[found[place]]) else "source"
    free = (other for j, other in enumerate(read) if j not in found.values())
    return "bounds" if any(chars(hop.content) & chars(other.content) for other in free) else "unseen"


def chains(compared: Compared) -> Iterator[Figures]:
    """Of the chains from each innermost hop outward: how often its speaker is right, and the hops and their order."""
    tally: Counter[tuple[str, str]] = Counter()
    for row, read in compared:
        found = pairs(row.hops, read, by_source=True)
        back = {j: i for i, j in found.items()}
        inner = {hop.outer for hop in row.hops}
        for root in (i for i in range(len(row.hops)) if i not in inner):
            way = path(row.hops, root)
            got = [back.get(j) for j in path(read, found[root])] if root in found else []
            for group in ("all", f"depth {len(way)}"):
                tally[group, "n"] += 1
                tally[group, "root"] += bool(got) and _same_speaker(row.hops[root], read[found[root]])
                tally[group, "order"] += got == way
    for group in sorted({group for group, _ in tally}):
        n = tally[group, "n"]
        yield {
            "chains": group,
            "n": n,
            "root_right": _rounded(tally[group, "root"] / n),
            "order_right": _rounded(tally[group, "order"] / n),
        }


def _same_speaker(gold: Hop, read: Hop) -> bool:
    return _same_name(gold.speaker.name, read.speaker.name) and gold.speaker.unnamed_class == read.speaker.unnamed_class


def _same_name(gold: str, read: str) -> bool:
    """A description ("doctors at the hospital") may be cut after its head, a proper name may not."""
    wanted, got = _plain(gold), _plain(read)
    return wanted == got or (gold[:1].islower() and bool(got) and f"{wanted} ".startswith(f"{got} "))


def speaker_fields(compared: Compared) -> Figures:
    """Over found hops, right of asked for each field; asked is where gold or reading has it.

    `resolved_name` are the names that the gold takes from elsewhere in the text, for a pronoun or a bare title.
    """
    right: Counter[str] = Counter()
    asked: Counter[str] = Counter()
    for row, read in compared:
        for i, j in pairs(row.hops, read).items():
            for field, wanted, got in _fields(row, row.hops[i], read[j]):
                same = _same_name(wanted, got) if field.endswith("name") else _plain(wanted) == _plain(got)
                asked[field] += bool(wanted or got)
                right[field] += bool(wanted or got) and same
    return {"speaker_fields": {field: f"{right[field]}/{asked[field]}" for field in asked}}


def _fields(row: Row, gold: Hop, read: Hop) -> Iterator[tuple[str, str, str]]:
    a, b = gold.speaker, read.speaker
    here = _plain(a.name) in _plain(words(row.text, gold.source))
    yield "name" if here else "resolved_name", a.name, b.name
    if not a.unnamed_class:
        yield "role", a.role, b.role
    yield "kind", a.kind, b.kind
    yield "unnamed_class", a.unnamed_class, b.unnamed_class
    yield "channel", gold.channel, read.channel
    yield "denial", str(gold.is_denial or ""), str(read.is_denial or "")


def _plain(name: str) -> str:
    return _ARTICLE.sub("", name.casefold().replace("’", "'")).removesuffix("'s")


def silence(compared: Compared) -> Figures:
    """What was read in rows where nobody but the writer speaks."""
    read = [hops for row, hops in compared if not row.hops]
    return {
        "rows_without_attribution": len(read),
        "read_wrongly": sum(map(bool, read)),
        "hops": sum(map(len, read)),
    }


def agreement(first: Sequence[Row], second: Sequence[Row]) -> Figures:
    """How alike two labellings of the same rows are; kappa is over characters, inside any content or not."""
    counts = [count(a.hops, b.hops) for a, b in zip(first, second, strict=True)]
    total = sum(counts[1:], counts[0])
    scores = total.scores()
    matched = [
        (a, b, i, j) for a, b in zip(first, second, strict=True) for i, j in sorted(pairs(a.hops, b.hops).items())
    ]
    return {
        "second_labelling": len(first),
        "first": total.gold,
        "second": total.read,
        **{name: scores[name] for name in ("relation_f1", "full_f1", "content_char_f1")},
        "source_overlap": scores["source_accuracy"],
        "content_kappa": _rounded(_kappa(first, second)),
        "kind": _share(a.hops[i].kind == b.hops[j].kind for a, b, i, j in matched),
        "nested": _share((a.hops[i].outer is None) == (b.hops[j].outer is None) for a, b, i, j in matched),
        "speaker": _share(_same_speaker(a.hops[i], b.hops[j]) for a, b, i, j in matched),
    }


def _kappa(first: Sequence[Row], second: Sequence[Row]) -> float:
    n = sum(len(row.text) for row in first)
    both = [(said(a.hops), said(b.hops)) for a, b in zip(first, second, strict=True)]
    p, q = sum(len(a) for a, _ in both) / n, sum(len(b) for _, b in both) / n
    seen = 1 - sum(len(a ^ b) for a, b in both) / n
    by_chance = p * q + (1 - p) * (1 - q)
    return (seen - by_chance) / (1 - by_chance) if by_chance < 1 else 1.0


def _share(each: Iterable[bool]) -> float:
    values = list(each)
    return _rounded(sum(values) / max(len(values), 1))


def _rounded(value: float) -> float:
    return round(value, 4)


def misses(compared: Compared) -> Iterator[str]:
    """The texts that are read worst, worst first: `-` a gold hop that is lost, `+` one that is not in the gold."""
    lost: list[tuple[float, str]] = []
    for row, read in compared:
        found = pairs(row.hops, read)
        lines = [f"- {_fate(h, i, read, found)}: {_line(row, h)}" for i, h in enumerate(row.hops) if i not in found]
        lines += [f"+ {_line(row, h)}" for j, h in enumerate(read) if j not in found.values()]
        for i, j in found.items():
            if not same_source(row.hops[i], read[j]):
                lines += [f"- source: {_line(row, row.hops[i])}", f"+ {_line(row, read[j])}"]
        counts = count(row.hops, read)
        if lines:
            score = f1(counts.full, counts.read, counts.gold)
            lost.append((score - len(lines), "\n  ".join([f"{row.id}: {row.text}", *lines])))
    yield from (told for _, told in sorted(lost))


def _line(row: Row, hop: Hop) -> str:
    return " | ".join([hop.kind, *(words(row.text, spans) for spans in (hop.source, hop.cue, hop.content))])
