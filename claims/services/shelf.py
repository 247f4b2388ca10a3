"""Put the claims of one reading where they belong, with the exact characters and the chain of who says so."""

from bisect import bisect_right
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from claims.models import Appearance, Attribution, Claim, ClaimEmbedding, Reading
from claims.pipeline.draft import ClaimDraft, Relation, Span
from claims.pipeline.match import wording_key
from claims.services.match_claim import find_same
from claims.services.particulars import particulars, valid_during
from sources.engines.embedding import Vectors
from sources.models import Source
from sources.models.source import SourceKind


class Shelf:
    """Puts the claims of one reading where they belong: with the same claim if it is stored, else as new."""

    def __init__(self, reading: Reading, embedded_by: str) -> None:
        self.reading, self.snapshot = reading, reading.snapshot
        self.report = reading.snapshot.report
        self.embedded_by = embedded_by
        self.passages = list(self.snapshot.passages.order_by("position").only("start"))
        self.starts = [passage.start for passage in self.passages]

    def store(self, drafts: Sequence[ClaimDraft], vectors: Vectors) -> list[UUID]:
        """Ids of the claims that are new."""
        fresh: list[UUID] = []
        for draft, vector in zip(drafts, vectors, strict=True):
            claim = find_same(draft, self._condition(draft), self.snapshot)
            if claim is None:
                claim = self._new(draft)
                ClaimEmbedding.objects.create(claim=claim, embedding=vector, embedded_by=self.embedded_by)
                fresh.append(claim.pk)
            self._appear(claim, draft)
        return fresh

    def renew(self, appearance_id: UUID, draft: ClaimDraft) -> None:
        """Bring what an appearance rests on, and who says so, to what this reading found."""
        appearance = Appearance.objects.get(pk=appearance_id)
        for field, value in self._particulars(draft).items():
            setattr(appearance, field, value)
        appearance.save(update_fields=[*self._particulars(draft)])
        appearance.attributions.all().delete()
        Attribution.objects.bulk_create(self._chain(appearance, draft.chain))

    def _condition(self, draft: ClaimDraft) -> str:
        return self.snapshot.text[slice(*draft.condition)] if draft.condition else ""

    def _new(self, draft: ClaimDraft) -> Claim:
        return Claim.objects.create(
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

    def _appear(self, claim: Claim, draft: ClaimDraft) -> None:
        start, end = draft.span
        appearance, is_new = Appearance.objects.get_or_create(
            claim=claim,
            snapshot=self.snapshot,
            start=start,
            end=end,
            defaults=Appearance.quoted(self.snapshot.text, start, end)
            | {"passage": self.passages[bisect_right(self.starts, start) - 1]}
            | self._particulars(draft),
        )
        if is_new:
            Attribution.objects.bulk_create(self._chain(appearance, draft.chain))

    def _particulars(self, draft: ClaimDraft) -> dict[str, Any]:
        return particulars(draft, self.snapshot.text) | {
            "reading": self.reading,
            "condition_start": draft.condition.start if draft.condition else None,
            "condition_end": draft.condition.end if draft.condition else None,
        }

    def _chain(self, appearance: Appearance, chain: Sequence[Relation]) -> list[Attribution]:
        hops = [self._hop(appearance, position, relation) for position, relation in enumerate(chain)]
        if self.report.publisher:
            hops.append(
                Attribution(appearance=appearance, position=len(hops), source=self.report.publisher, is_publisher=True)
            )
        return hops

    def _hop(self, appearance: Appearance, position: int, relation: Relation) -> Attribution:
        source, cue = _main(relation.source), _main(relation.cue)
        return Attribution(
            appearance=appearance,
            position=position,
            source=_speaker(relation),
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


def _speaker(relation: Relation) -> Source:
    speaker = relation.speaker
    if speaker.name:
        return Source.named(speaker.name, speaker.kind)
    return Source.named(speaker.unnamed_class or "unstated", SourceKind.UNNAMED)
