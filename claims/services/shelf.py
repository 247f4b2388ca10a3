"""Put the claims of one reading where they belong, with the exact characters and the chain of who says so."""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.utils import timezone

from claims.models import Appearance, Attribution, Claim, ClaimEmbedding, Reading
from claims.pipeline.draft import ClaimDraft, Relation, Span
from claims.pipeline.match import wording_key
from claims.services.forget_claims import join
from claims.services.keep_current import give_rule
from claims.services.match_claim import StoredClaims
from claims.services.particulars import particulars, valid_during
from sources.engines.embedding import Vectors
from sources.models import Source
from sources.models.source import SourceKind

BATCH = 500
"""Claims, appearances or hops in one statement."""
SLICE = 1_000
"""Claims put in place at a time, which bounds memory; what a report says twice meets across slices too."""
PARTICULARS = (
    "pieces", "resolutions", "quantities", "times", "unsettled", "reading", "condition_start", "condition_end"
)  # fmt: skip
"""The fields of an appearance that a reading anew brings up to date."""
_Sources = Mapping[tuple[str, str], Source]


class Shelf:
    """Puts the claims of one reading where they belong: with the same claim if it is stored, else as new."""

    def __init__(self, reading: Reading, embedded_by: str) -> None:
        self.reading, self.snapshot = reading, reading.snapshot
        self.report = reading.snapshot.report
        self.embedded_by = embedded_by
        self.passages = list(self.snapshot.passages.order_by("position").values_list("start", "pk"))
        self.starts = [start for start, _ in self.passages]

    def store(self, drafts: Sequence[ClaimDraft], vectors: Vectors) -> list[UUID]:
        """Ids of the claims that are new."""
        slices = [slice(at, at + SLICE) for at in range(0, len(drafts), SLICE)]
        return [pk for part in slices for pk in self._store(drafts[part], vectors[part])]

    def renew(self, kept: Sequence[tuple[UUID, ClaimDraft]]) -> None:
        """Bring what each appearance, by its id, rests on, and who says so, to what this reading found."""
        for at in range(0, len(kept), SLICE):
            self._renew(dict(kept[at : at + SLICE]))

    def _store(self, drafts: Sequence[ClaimDraft], vectors: Vectors) -> list[UUID]:
        stored = StoredClaims(drafts, self.snapshot)
        fresh: list[Claim] = []
        embeddings: list[ClaimEmbedding] = []
        placed: list[tuple[Claim, ClaimDraft]] = []
        for draft, vector in zip(drafts, vectors, strict=True):
            claim = stored.same_as(draft, self._condition(draft))
            if claim is None:
                claim = self._new(draft)
                fresh.append(claim)
                embeddings.append(ClaimEmbedding(claim=claim, embedding=vector, embedded_by=self.embedded_by))
            stored.made_here(claim)
            placed.append((claim, draft))
        Claim.objects.bulk_create(fresh, BATCH)
        ClaimEmbedding.objects.bulk_create(embeddings, BATCH)
        join(stored.joined)
        self._appear([(stored.kept(claim), draft) for claim, draft in placed])
        return [claim.pk for claim in fresh]

    def _renew(self, kept: Mapping[UUID, ClaimDraft]) -> None:
        """What is found as it was stays untouched, and so leaves no line in the history."""
        rows = Appearance.objects.filter(pk__in=kept).select_related("claim").prefetch_related("attributions")
        appearances = {row.pk: row for row in rows.defer("claim__search")}
        changed = [row for pk, row in appearances.items() if self._bring_up(row, self._particulars(kept[pk]))]
        Appearance.objects.bulk_update(changed, PARTICULARS, BATCH)
        self._renew_claims([(row.claim, kept[pk]) for pk, row in appearances.items()])
        sources = self._sources(kept.values())
        chains = {pk: self._chain(row, kept[pk].chain, sources) for pk, row in appearances.items()}
        other = [pk for pk, row in appearances.items() if _told(row.attributions.all()) != _told(chains[pk])]
        Attribution.objects.filter(appearance__in=other).delete()
        Attribution.objects.bulk_create([hop for pk in other for hop in chains[pk]], BATCH)

    @staticmethod
    def _bring_up(appearance: Appearance, found: Mapping[str, Any]) -> bool:
        """Whether anything but the reading itself is new."""
        is_new = any(getattr(appearance, field) != value for field, value in found.items() if field != "reading")
        for field, value in found.items():
            setattr(appearance, field, value)
        return is_new

    @staticmethod
    def _renew_claims(kept: Sequence[tuple[Claim, ClaimDraft]]) -> None:
        """What only newer readers find; a time that is known stays, for another report may have told it."""
        changed: dict[UUID, Claim] = {}
        for claim, draft in kept:
            happened, terms = claim.valid_during or valid_during(draft), dict(draft.features)
            if (claim.valid_during, claim.worth_features) != (happened, terms):
                claim.valid_during, claim.worth, claim.worth_features = happened, draft.worth, terms
                changed[claim.pk] = claim
        Claim.objects.bulk_update(changed.values(), ["valid_during", "worth", "worth_features"], BATCH)

    def _condition(self, draft: ClaimDraft) -> str:
        return self.snapshot.text[slice(*draft.condition)] if draft.condition else ""

    def _new(self, draft: ClaimDraft) -> Claim:
        claim = Claim(
            statement=draft.statement,
            wording=wording_key(draft.statement),
            language=self.report.language,
            polarity=draft.polarity,
            modality=draft.modality,
            condition=self._condition(draft),
            valid_during=valid_during(draft),
            worth=draft.worth,
            worth_features=dict(draft.features),
        )
        give_rule(claim, timezone.now())
        return claim

    def _appear(self, placed: Sequence[tuple[Claim, ClaimDraft]]) -> None:
        """Each claim once at each place: what stands there already stays as it is."""
        here = self.snapshot.appearances.filter(claim__in={claim.pk for claim, _ in placed})
        taken = set(here.values_list("claim", "start", "end"))
        fresh: list[tuple[Appearance, ClaimDraft]] = []
        for claim, draft in placed:
            if (place := (claim.pk, *draft.span)) not in taken:
                taken.add(place)
                fresh.append((self._appearance(claim, draft), draft))
        Appearance.objects.bulk_create([appearance for appearance, _ in fresh], BATCH)
        self._attribute(fresh)

    def _appearance(self, claim: Claim, draft: ClaimDraft) -> Appearance:
        _, passage = self.passages[bisect_right(self.starts, draft.span.start) - 1]
        quoted = Appearance.quoted(self.snapshot.text, *draft.span)
        return Appearance(claim=claim, snapshot=self.snapshot, passage_id=passage, **quoted, **self._particulars(draft))

    def _attribute(self, placed: Sequence[tuple[Appearance, ClaimDraft]]) -> None:
        """Store who says so."""
        sources = self._sources(draft for _, draft in placed)
        hops = [hop for appearance, draft in placed for hop in self._chain(appearance, draft.chain, sources)]
        Attribution.objects.bulk_create(hops, BATCH)

    @staticmethod
    def _sources(drafts: Iterable[ClaimDraft]) -> _Sources:
        return Source.named_all(_called(hop) for draft in drafts for hop in draft.chain)

    def _particulars(self, draft: ClaimDraft) -> dict[str, Any]:
        return particulars(draft, self.snapshot.text) | {
            "reading": self.reading,
            "condition_start": draft.condition.start if draft.condition else None,
            "condition_end": draft.condition.end if draft.condition else None,
        }

    def _chain(self, appearance: Appearance, chain: Sequence[Relation], sources: _Sources) -> list[Attribution]:
        hops = [self._hop(appearance, position, relation, sources) for position, relation in enumerate(chain)]
        if self.report.publisher:
            hops.append(
                Attribution(appearance=appearance, position=len(hops), source=self.report.publisher, is_publisher=True)
            )
        return hops

    def _hop(self, appearance: Appearance, position: int, relation: Relation, sources: _Sources) -> Attribution:
        source, cue = _main(relation.source), _main(relation.cue)
        return Attribution(
            appearance=appearance,
            position=position,
            source=sources[_called(relation)],
            source_start=source.start if source else None,
            source_end=source.end if source else None,
            cue=self.snapshot.text[slice(*cue)] if cue else "",
            cue_start=cue.start if cue else None,
            cue_end=cue.end if cue else None,
            unnamed_class=relation.speaker.unnamed_class,
            role=relation.speaker.role[:300],
            channel=relation.channel[:100],
            quotation=relation.quotation,
            modality=relation.modality,
            is_denial=relation.is_denial,
            content=relation.content,
        )


def _main(spans: Sequence[Span]) -> Span | None:
    """The longest of the spans that words stand in: "expressed concerns" of "has also expressed concerns"."""
    return max(spans, key=lambda span: span.end - span.start, default=None)


def _told(hops: Iterable[Attribution]) -> list[dict[str, Any]]:
    """Chains that are told alike are the same, whichever rows they are."""
    return [hop.told() for hop in sorted(hops, key=lambda hop: hop.position)]


def _called(relation: Relation) -> tuple[str, str]:
    """Name and kind of the Source of a hop."""
    speaker = relation.speaker
    if speaker.name:
        return speaker.name, speaker.kind
    return speaker.unnamed_class or "unstated", SourceKind.UNNAMED
