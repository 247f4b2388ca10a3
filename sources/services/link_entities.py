"""Find the stored entity behind each named thing of a text, or store it; a name that fits two is never guessed at."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Protocol
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Q

from sources.models import Entity, EntityName, Source
from sources.models.entity import EntityKind, NameKind
from sources.models.source import SourceKind
from sources.text.naming import LONGEST_NAME, name_key

LOCK, BUCKETS = 0x6663656E, 1024  # "fcen"
_BATCH = 2_000
_COLLECTIVES = frozenset({EntityKind.ORGANISATION.value, EntityKind.GROUP.value})
_NAMELESS = (SourceKind.UNNAMED, SourceKind.DOCUMENT)
_Known = Mapping[str, Sequence[EntityName]]


class Named(Protocol):
    """A named thing of one text: its fullest name, and what else the text calls it."""

    @property
    def name(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def aliases(self) -> Sequence[str]: ...
    @property
    def acronyms(self) -> Sequence[str]: ...


@transaction.atomic
def link_entities(things: Sequence[Named], met: Collection[UUID] = ()) -> list[Entity]:
    """For each thing its entity, which may be merged into another (`entity.kept`); new names of it are learnt.

    A stored name counts where it belongs to exactly one kept entity of a kind that fits; otherwise, and for what is
    not known at all, there is a new entity. `met` are the entities of an earlier reading of the same text: where a name
    fits several, those go first, so that reading again changes nothing. The number of queries does not grow.
    """
    known = _known(things)
    found = [_match(thing, known, met) for thing in things]
    fresh = [thing for thing, entity in zip(things, found, strict=True) if entity is None]
    if fresh:
        _lock(fresh)
        known = known | _known(fresh)
        pairs = zip(things, found, strict=True)
        found = [entity or _match(thing, known, met) or _by_acronym(thing, known) for thing, entity in pairs]
    new = {_identity(thing): _new(thing) for thing, entity in zip(things, found, strict=True) if entity is None}
    Entity.objects.bulk_create(new.values(), _BATCH)
    linked = [entity or new[_identity(thing)] for thing, entity in zip(things, found, strict=True)]
    _expand(things, linked)
    _learn(things, linked, known)
    return linked


def link_sources(speakers: Iterable[tuple[str, str, Entity]]) -> None:
    """Make the Source of each (name, kind, entity) there is none of, and tie it to its entity.

    Documents are no entities; a person speaks for nothing but a person. A Source that is tied already stays so.
    """
    wanted: dict[str, tuple[str, str, Entity]] = {}
    for name, kind, entity in speakers:
        if kind not in _NAMELESS and speaks_as(kind, entity):
            wanted.setdefault(name_key(name)[:LONGEST_NAME], (name[:LONGEST_NAME], kind, entity))
    sources = [Source(key=key, name=name, kind=kind, entity=entity) for key, (name, kind, entity) in wanted.items()]
    Source.objects.bulk_create(sorted(sources, key=lambda s: s.key), _BATCH, ignore_conflicts=True)
    loose = list(Source.objects.filter(key__in=wanted, entity__isnull=True).exclude(kind__in=_NAMELESS).order_by("key"))
    for source in loose:
        entity = wanted[source.key][2]
        source.entity = entity if speaks_as(source.kind, entity) else None
    Source.objects.bulk_update(loose, ["entity"], _BATCH)


def speaks_as(source_kind: str, entity: Entity) -> bool:
    """Whether a Source of this kind can be this entity."""
    return (source_kind == SourceKind.PERSON) == (entity.kind == EntityKind.PERSON) and entity.kind != EntityKind.EVENT


def _known(things: Iterable[Named]) -> dict[str, list[EntityName]]:
    keys = {_key(name) for thing in things for name in _names(thing)}
    known: defaultdict[str, list[EntityName]] = defaultdict(list)
    for row in EntityName.objects.filter(key__in=keys).select_related("entity__same_as").order_by("entity", "pk"):
        known[row.key].append(row)
    return dict(known)


def _lock(things: Iterable[Named]) -> None:
    """Until the transaction ends, no one else makes an entity of one of these names; in order, against deadlocks."""
    keys = sorted({_key(name) for thing in things for name in _names(thing)})
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(%s, bucket) FROM (SELECT DISTINCT (hashtextextended(key, 0) & %s)::int AS"
            " bucket FROM unnest(%s::text[]) AS key ORDER BY bucket) AS buckets",
            [LOCK, BUCKETS - 1, keys],
        )


def _match(thing: Named, known: _Known, met: Collection[UUID]) -> Entity | None:
    """The stored entity that is certainly meant; None for none, and for more than one."""
    rows = [row for row in known.get(_key(thing.name), ()) if _fits(thing, row.entity)]
    before = [row for row in rows if row.entity_id in met]
    by_name = [row for row in rows if row.kind == NameKind.NAME]
    if before:
        return _only(before)
    if _is_bare(thing):
        return _only(by_name) if _only(rows) else None
    return _only(by_name or rows)


def _by_acronym(thing: Named, known: _Known) -> Entity | None:
    """The entity that so far was known by nothing but the acronym that this text explains.

    Only under the lock on its names: else two texts at once could make it two things.
    """
    if any(_fits(thing, row.entity) for row in known.get(_key(thing.name), ())):
        return None
    for acronym in thing.acronyms:
        key = _key(acronym)
        entity = _only([row for row in known.get(key, ()) if _fits(thing, row.entity)])
        if entity and _key(entity.name) == key:
            return entity
    return None


def _only(rows: Sequence[EntityName]) -> Entity | None:
    return rows[0].entity if len({row.entity.kept_id for row in rows}) == 1 else None


def _is_bare(thing: Named) -> bool:
    """A surname: other people carry it, so that one of them is known by it elsewhere says nothing here."""
    return thing.kind == EntityKind.PERSON and " " not in thing.name


def _fits(thing: Named, entity: Entity) -> bool:
    return entity.kind in _alike(thing.kind)


def _alike(kind: str) -> frozenset[str]:
    """The kinds that a thing of this kind may be stored under: a group is not told from an organisation for certain."""
    return _COLLECTIVES if kind in _COLLECTIVES else frozenset({kind})


def _identity(thing: Named) -> tuple[str, frozenset[str]]:
    """What makes two things of one text the same new entity."""
    return _key(thing.name), _alike(thing.kind)


def _new(thing: Named) -> Entity:
    return Entity(kind=thing.kind, name=thing.name[:LONGEST_NAME])


def _expand(things: Sequence[Named], entities: Sequence[Entity]) -> None:
    """Entities known by an acronym alone get the name it stands for; the acronym stays one of their names."""
    grown: dict[UUID, Entity] = {}
    for thing, entity in zip(things, entities, strict=True):
        if _key(entity.name) in map(_key, thing.acronyms) and entity.pk not in grown:
            grown[entity.pk] = entity
            entity.name = thing.name[:LONGEST_NAME]
    if grown:
        short = Q(entity__in=grown, kind=NameKind.NAME, key__in={_key(a) for thing in things for a in thing.acronyms})
        EntityName.objects.filter(short).update(kind=NameKind.ACRONYM)
        Entity.objects.bulk_update(grown.values(), ["name"], _BATCH)


def _learn(things: Sequence[Named], entities: Sequence[Entity], known: _Known) -> None:
    stored = {(row.entity_id, row.key) for rows in known.values() for row in rows}
    rows: dict[tuple[UUID, str], EntityName] = {}
    for thing, entity in zip(things, entities, strict=True):
        for name, kind in _names(thing).items():
            pair = (entity.pk, _key(name))
            if pair not in stored:
                row = EntityName(entity=entity, key=pair[1], name=name[:LONGEST_NAME], kind=kind)
                rows.setdefault(pair, row)
    EntityName.objects.bulk_create([rows[pair] for pair in sorted(rows)], _BATCH, ignore_conflicts=True)


def _names(thing: Named) -> dict[str, NameKind]:
    """Each of its names with what kind of name it is; the fullest counts as the name."""
    others = dict.fromkeys(thing.aliases, NameKind.ALIAS) | dict.fromkeys(thing.acronyms, NameKind.ACRONYM)
    return {thing.name: NameKind.NAME} | {name: kind for name, kind in others.items() if name != thing.name}


def _key(name: str) -> str:
    return name_key(name)[:LONGEST_NAME]
