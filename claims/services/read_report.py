"""Read a snapshot: its claims, where they stand in the text, and who says so."""

from bisect import bisect_right
from collections.abc import Sequence
from uuid import UUID

from claims.engines.protocols import Reader, ReportText
from claims.models import Appearance, Attribution, Claim, ClaimEmbedding, Reading, Recheck
from claims.pipeline.draft import ClaimDraft, ReadingDraft, Relation, Span
from claims.pipeline.match import wording_key
from claims.services.link_mentions import link_draft, link_mentions
from claims.services.match_claim import find_same, lock_wordings
from claims.services.plan_work import plan_claim_rechecks, plan_snapshot_rechecks
from sources.engines.embedding import Embedder, Vectors
from sources.models import Passage, Source
from sources.models.source import SourceKind
from sources.services.work import carry_out


def read_report(reading_id: UUID, reader: Reader, embedder: Embedder, judge: str) -> list[Recheck]:
    """Store what the snapshot claims, once; the re-checks this calls for, [] if it is done or another has it."""
    planned: list[Recheck] = []
    carry_out(Reading, reading_id, lambda reading: planned.extend(_read(reading, reader, embedder, judge)))
    return planned


def _read(reading: Reading, reader: Reader, embedder: Embedder, judge: str) -> list[Recheck]:
    snapshot = reading.snapshot
    passages = list(snapshot.passages.order_by("position").only("start", "end"))
    sentences = [Span(passage.start, passage.end) for passage in passages]
    draft = reader.read(ReportText(snapshot.text, sentences, snapshot.report.language, snapshot.published_there))
    draft, links = link_draft(draft, snapshot)
    vectors = embedder.embed([claim.statement for claim in draft.claims])
    lock_wordings(claim.statement for claim in draft.claims)
    fresh = _Shelf(reading, passages, embedder.name).store(draft.claims, vectors)
    link_mentions(snapshot, links)
    _count(reading, draft)
    return [*plan_snapshot_rechecks(snapshot.pk, len(passages), judge), *plan_claim_rechecks(fresh, judge)]


def _count(reading: Reading, draft: ReadingDraft) -> None:
    reading.note = draft.note
    outcomes = [fate.outcome for fate in draft.sentences]
    reading.claims_found = len(draft.claims)
    reading.sentences = len(outcomes)
    reading.sentences_claimed = outcomes.count("claim")
    reading.sentences_left_out = outcomes.count("left_out")
    reading.fates = [[*fate.span, fate.outcome, fate.reason] for fate in draft.sentences]


class _Shelf:
    """Puts the claims of one reading where they belong: with the same claim if it is stored, else as new."""

    def __init__(self, reading: Reading, passages: Sequence[Passage], embedded_by: str) -> None:
        self.reading, self.snapshot, self.passages = reading, reading.snapshot, passages
        self.report = reading.snapshot.report
        self.embedded_by = embedded_by
        self.starts = [passage.start for passage in passages]

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
        )

    def _appear(self, claim: Claim, draft: ClaimDraft) -> None:
        start, end = draft.span
        appearance, is_new = Appearance.objects.get_or_create(
            claim=claim,
            snapshot=self.snapshot,
            start=start,
            end=end,
            defaults=Appearance.quoted(self.snapshot.text, start, end)
            | {
                "passage": self.passages[bisect_right(self.starts, start) - 1],
                "reading": self.reading,
                "condition_start": draft.condition.start if draft.condition else None,
                "condition_end": draft.condition.end if draft.condition else None,
            },
        )
        if is_new:
            Attribution.objects.bulk_create(self._chain(appearance, draft.chain))

    def _chain(self, appearance: Appearance, chain: Sequence[Relation]) -> list[Attribution]:
        hops = [self._hop(appearance, position, relation) for position, relation in enumerate(chain)]
        if self.report.publisher:
            hops.append(
                Attribution(appearance=appearance, position=len(hops), source=self.report.publisher, is_publisher=True)
            )
        return hops

    def _hop(self, appearance: Appearance, position: int, relation: Relation) -> Attribution:
        source, cue = _first(relation.source), _first(relation.cue)
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
        )


def _first(spans: Sequence[Span]) -> Span | None:
    return spans[0] if spans else None


def _speaker(relation: Relation) -> Source:
    speaker = relation.speaker
    if speaker.name:
        return Source.named(speaker.name, speaker.kind)
    return Source.named(speaker.unnamed_class or "unstated", SourceKind.UNNAMED)
