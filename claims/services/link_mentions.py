"""Tie what a reading names to the store: entities, the Sources of those who speak, and mentions in the claims."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from claims.models import Mention
from claims.pipeline.draft import (
    ClaimDraft,
    EntityKind,
    NamedEntity,
    ReadingDraft,
    Relation,
    Span,
    Speaker,
    SpeakerKind,
)
from sources.models import Entity, Snapshot, Source
from sources.services.link_entities import link_entities, link_sources, speaks_as
from sources.text.naming import name_key

_BATCH = 2_000
_SPEAKERS: Mapping[str, EntityKind] = {
    "person": "person",
    "organisation": "organisation",
    "government": "organisation",
    "outlet": "organisation",
    "collective": "group",
}
_SPEAKS_AS: Mapping[str, SpeakerKind] = {
    "person": "person",
    "organisation": "organisation",
    "place": "government",
    "group": "collective",
}
_SHORT = 3  # "of", "the": words that a name may write in lower case


@dataclass(frozen=True, slots=True)
class Link:
    """`span` of the text names `entity`."""

    span: Span
    entity: Entity


def link_draft(draft: ReadingDraft, snapshot: Snapshot) -> tuple[ReadingDraft, list[Link]]:
    """The draft with its speakers under their full stored names, and every place that names an entity, in order.

    So "Hameed said" and "the ISI said" are hops of the one Source there is for the person and the service.
    """
    named = draft.entities or ()
    places = _Places(named)
    spoken = {hop: thing for hop in _hops(draft) if (thing := _thing_of(hop, places))}
    publisher = _publisher(snapshot.report.publisher)
    things = list(dict.fromkeys([*named, *spoken.values(), *publisher.values()]))
    met = Mention.objects.filter(appearance__snapshot=snapshot).values_list("entity", flat=True)
    entity_of = dict(zip(things, link_entities(things, set(met)), strict=True))
    speakers = {hop: _as_stored(hop.speaker, entity_of[thing].kept) for hop, thing in spoken.items()}
    link_sources(
        [
            *((speakers[hop].name, speakers[hop].kind, entity_of[thing]) for hop, thing in spoken.items()),
            *((source.name, source.kind, entity_of[thing]) for source, thing in publisher.items()),
        ]
    )
    claims = tuple(_spoken_by(claim, speakers) for claim in draft.claims)
    return replace(draft, claims=claims), [Link(span, entity_of[thing]) for span, thing in places.all]


def link_mentions(snapshot: Snapshot, links: Sequence[Link]) -> None:
    """Store which entities the snapshot's claims name, and where, in place of what an earlier reading found.

    Words that were resolved to a name ("the group") count as naming it.
    """
    starts = [link.span.start for link in links]

    def within(start: int, end: int) -> Iterator[Link]:
        between = range(bisect_left(starts, start), bisect_left(starts, end))
        return (links[at] for at in between if links[at].span.end <= end)

    mentions: list[Mention] = []
    for pk, start, end, resolutions in snapshot.appearances.values_list("pk", "start", "end", "resolutions"):
        named = [(link.entity, link.span) for link in within(start, end)]
        for resolved in resolutions:
            span = Span(resolved["start"], resolved["end"])
            named += [
                (link.entity, span)
                for link in within(*resolved["antecedent"])
                if start <= span.start < span.end <= end and _is_all(link, resolved["antecedent"], snapshot.text)
            ]
        mentions += [Mention(appearance_id=pk, entity=one, start=span.start, end=span.end) for one, span in named]
    # A span names one thing. What its words were resolved to comes last and wins, as it did in the statement.
    by_span = {(mention.appearance_id, mention.start, mention.end): mention for mention in mentions}
    wanted = {_place(mention): mention for mention in by_span.values()}
    stored = {_place(mention): mention.pk for mention in Mention.objects.filter(appearance__snapshot=snapshot)}
    Mention.objects.filter(pk__in=[pk for place, pk in stored.items() if place not in wanted]).delete()
    Mention.objects.bulk_create([one for place, one in wanted.items() if place not in stored], _BATCH)


def _place(mention: Mention) -> tuple[UUID, UUID, int, int]:
    return mention.appearance_id, mention.entity_id, mention.start, mention.end


def _is_all(link: Link, antecedent: Sequence[int], text: str) -> bool:
    """Whether the antecedent is this name and nothing else: "the mayor of Orsk" is not Orsk."""
    start, end = antecedent
    return end == link.span.end and name_key(text[start : link.span.start]) in ("", "the")


class _Places:
    """Where the text names what: (span, thing) pairs in order, none overlapping another."""

    def __init__(self, things: Sequence[NamedEntity]) -> None:
        self.all = sorted(
            ((span, thing) for thing in things for span in thing.mentions), key=lambda place: place[0].start
        )
        self._starts = [span.start for span, _ in self.all]

    def within(self, span: Span) -> Iterator[NamedEntity]:
        for at in range(bisect_left(self._starts, span.start), bisect_left(self._starts, span.end)):
            yield self.all[at][1]


def _hops(draft: ReadingDraft) -> Iterator[Relation]:
    return (hop for claim in draft.claims for hop in claim.chain if hop.speaker.name)


def _thing_of(hop: Relation, places: _Places) -> NamedEntity | None:
    """What the hop's source words name; None where they name nothing: "residents", "the foreign ministry"."""
    key = _without_article(name_key(hop.speaker.name))
    for span in hop.source:
        for thing in places.within(span):
            if key in {name_key(name) for name in (thing.name, *thing.aliases, *thing.acronyms)}:
                return thing
    kind = _SPEAKERS.get(hop.speaker.kind)
    return NamedEntity(hop.speaker.name, kind, ()) if kind and _is_written_as_name(hop.speaker.name) else None


def _is_written_as_name(text: str) -> bool:
    """Several words, capitals on all that count: a name, though the model saw none there."""
    words = text.split()
    counts = [word for word in words if len(word) > _SHORT]
    return len(words) > 1 and words[0][0].isupper() and bool(counts) and all(word[0].isupper() for word in counts)


def _without_article(key: str) -> str:
    return key.removeprefix("the ")


def _publisher(source: Source | None) -> dict[Source, NamedEntity]:
    kind = _SPEAKERS.get(source.kind) if source else None
    return {source: NamedEntity(source.name, kind, ())} if source and kind else {}


def _as_stored(speaker: Speaker, entity: Entity) -> Speaker:
    """The speaker under the entity's name, and of its kind where one mention alone was taken for another."""
    kind = speaker.kind if speaks_as(speaker.kind, entity) else _SPEAKS_AS.get(entity.kind, speaker.kind)
    return replace(speaker, name=entity.name, kind=kind)


def _spoken_by(claim: ClaimDraft, speakers: Mapping[Relation, Speaker]) -> ClaimDraft:
    chain = (replace(hop, speaker=speakers.get(hop, hop.speaker)) for hop in claim.chain)
    return replace(claim, chain=tuple(chain))
