"""Gathers the names of one text into named things: which names are one person, place or group. Pure, never guessing."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from operator import attrgetter

from claims.pipeline.draft import EntityKind, NamedEntity, ParsedPart
from claims.pipeline.names import Name, names

_TIES: tuple[EntityKind, ...] = ("place", "organisation", "group", "event", "person")
"""Where the labels of one name are as many each, the kind that joins it with nothing else comes first."""
_GENERATIONS = frozenset("jr jr. sr sr. ii iii iv".split())
_FAMILY_FIRST = frozenset(
    """
    chen choi deng hu huang jang jiang jung kim lee li lin liu ma moon ngo nguyen park peng pham shen sun tran wang wei
    wen wu xi xu yang yoon zhang zhao zheng zhou zhu
""".split()
)


def mentions(parts: Iterable[ParsedPart]) -> tuple[NamedEntity, ...]:
    """The named things of one text, in the order in which they first appear; parts of one text share them."""
    gathered = Names()
    for part in parts:
        gathered.add(part)
    return gathered.entities()


class Names:
    """The names met so far in one text. In the end all of it counts, so the order of its sentences does not."""

    def __init__(self) -> None:
        self._found: list[Name] = []

    def add(self, part: ParsedPart) -> None:
        self._found.extend(names(part))

    def entities(self) -> tuple[NamedEntity, ...]:
        """What the names add up to, in time linear in their number."""
        kinds = _kinds(self._found)
        owners = _persons(self._found, kinds) | _acronyms(self._found)
        introduced = {name.text for name in self._found if name.stands_for}
        clusters: defaultdict[str, list[Name]] = defaultdict(list)
        for name in self._found:
            owner = name.stands_for or owners.get(name.key, name.key)
            if name.kind or name.key in kinds or kinds.get(owner) == "person" or name.text in introduced:
                clusters[owner].append(name)
        made = [_entity(owner, kinds[owner], called) for owner, called in clusters.items()]
        return tuple(sorted(made, key=attrgetter("mentions")))


def _kinds(found: Iterable[Name]) -> dict[str, EntityKind]:
    """The kind of each name: one name is one thing in one text, of the kind that the model says most often.

    Gale, Church and Yarowsky, "One sense per discourse" (1992).
    """
    votes: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for name in found:
        if name.kind and not name.stands_for:
            votes[name.key][name.kind] += 1
    return {key: max(_TIES, key=lambda kind: (count[kind], -_TIES.index(kind))) for key, count in votes.items()}


def _acronyms(found: Iterable[Name]) -> dict[str, str]:
    """The long form of each acronym that the text introduces for one thing only."""
    longs: defaultdict[str, set[str]] = defaultdict(set)
    for name in found:
        if name.stands_for:
            longs[name.key].add(name.stands_for)
    return {short: next(iter(long)) for short, long in longs.items() if len(long) == 1}


def _persons(found: Sequence[Name], kinds: Mapping[str, EntityKind]) -> dict[str, str]:
    """The full name behind each shorter one that ends it ("Hameed"), where one person in the text carries it."""
    carriers: defaultdict[str, set[str]] = defaultdict(set)
    for key, kind in kinds.items():
        if kind == "person":
            for short in _short_forms(key.split()):
                carriers[short].add(key)
    apart = _names_of_other_things(found, kinds)
    owners: dict[str, str] = {}
    for short, full in carriers.items():
        fullest = [key for key in full if key not in carriers]
        if len(fullest) == 1 and short not in apart:
            owners[short] = fullest[0]
    return owners


def _short_forms(words: Sequence[str]) -> Iterator[str]:
    """The last name with ever more of what stands before it; a family name that comes first ("Xi Jinping") as well."""
    plain = words[:-1] if words[-1] in _GENERATIONS and len(words) > 2 else words
    for first in range(1, len(plain)):
        yield " ".join(plain[first:])
    if len(plain) in (2, 3) and plain[0] in _FAMILY_FIRST:
        yield plain[0]


def _names_of_other_things(found: Iterable[Name], kinds: Mapping[str, EntityKind]) -> set[str]:
    """Names that may be no person's: a place, a name with an article, the first word of a longer name ("Ford Motor").

    A bare word that the model merely takes for something else is not among them: rare surnames often are.
    """
    apart = {key for key, kind in kinds.items() if kind == "place" or (kind != "person" and " " in key)}
    apart |= {key.split()[0] for key in apart if " " in key}
    return apart | {name.key for name in found if name.is_definite and kinds.get(name.key) != "person"}


def _entity(owner: str, kind: EntityKind, called: Sequence[Name]) -> NamedEntity:
    spellings: defaultdict[str, list[str]] = defaultdict(list)
    for name in called:
        spellings[name.key].append(name.text)
    acronyms = {name.key for name in called if name.stands_for}
    best = {key: _spelling(texts) for key, texts in spellings.items()}
    return NamedEntity(
        name=best.get(owner, owner),
        kind=kind,
        mentions=tuple(sorted(name.span for name in called)),
        aliases=tuple(sorted(text for key, text in best.items() if key not in acronyms | {owner})),
        acronyms=tuple(sorted(best[key] for key in acronyms)),
    )


def _spelling(texts: Sequence[str]) -> str:
    """The most frequent spelling, one that is not all capitals before one that is."""
    often = Counter(texts)
    return max(sorted(often), key=lambda text: (not text.isupper(), often[text]))
