"""A contradiction in words an editor can check."""

from collections.abc import Callable, Iterable

from claims.pipeline.draft import Conflict, Contradiction, Mention

Quote = Callable[[Mention], str]
_QUOTED = 120
_SHOWN = 6


def told(kind: Conflict, mentions: Iterable[Mention], quote: Quote, says: str) -> Contradiction:
    """`says` with each different wording quoted, cut where it is long; mentions in order of reading, each once."""
    ordered = tuple(sorted(set(mentions), key=lambda m: (m.where == "text", m.span)))
    words = list(dict.fromkeys(_cut(quote(mention)) for mention in ordered))[:_SHOWN]
    return Contradiction(kind, f"{says}: {' · '.join(f'“{w}”' for w in words)}.", ordered)


def _cut(words: str) -> str:
    return words if len(words) <= _QUOTED else words[: _QUOTED - 1] + "…"
