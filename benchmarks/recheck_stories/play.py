"""Play a story through the real services and engines, and note what they made of it."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import models

from benchmarks.recheck_stories.story import NONE, Story, StoryReport, Watched
from claims.engines import Pair, Reader, StanceJudge, StanceResult, get_judge, get_reader
from claims.models import Appearance, Claim, Evidence, Finding, Reading, Recheck
from claims.models.finding import FindingState
from claims.services.gather_evidence import gather_evidence
from claims.services.read_report import read_report
from claims.services.write_claim import ClaimText, Place, write_claim
from claims.status import Status
from factcheck.access.models import User
from sources.engines.embedding import Embedder, get_embedder
from sources.models import Indexing, Snapshot
from sources.models.work import State, Work
from sources.scratch import scratch
from sources.services.index_snapshot import index_snapshot
from sources.services.receive_report import receive_report


class Listening:
    """A judge that remembers which pairs it saw as a later value of the same measure."""

    def __init__(self, judge: StanceJudge) -> None:
        self._judge = judge
        self.version = judge.version
        self.later: set[tuple[str, str]] = set()

    def judge(self, pairs: Sequence[Pair]) -> list[StanceResult]:
        results = self._judge.judge(pairs)
        self.later |= {
            (pair.claim, pair.passage) for pair, result in zip(pairs, results, strict=True) if result.later_value
        }
        return results


@dataclass(frozen=True, slots=True)
class Heard:
    """One piece of evidence in what reports say now: where its passage stands, and what it was taken to say."""

    report: str
    start: int
    end: int
    text: str
    stance: str
    score: float
    reasons: Sequence[str]
    later: bool


@dataclass(frozen=True, slots=True)
class Proposed:
    """An open finding; `voices` counts them by stance."""

    status: str
    score: float
    voices: Mapping[str, int]
    reasons: Sequence[str]


@dataclass(frozen=True, slots=True)
class Seen:
    """What became of one claim; `places` are report names with the start and end of what makes the claim there."""

    statement: str
    finding: Proposed | None
    after: Mapping[str, str]
    heard: Sequence[Heard]
    places: Sequence[tuple[str, int, int]]

    @property
    def proposed(self) -> str:
        return self.finding.status if self.finding else NONE


@dataclass(frozen=True, slots=True)
class Played:
    """The watched claims in the story's order, and claims of the machine's that some time were to be refuted."""

    watched: Sequence[Seen]
    machine_refuted: Sequence[Seen]
    machine_claims: int


@contextmanager
def stage() -> Iterator[None]:
    """Empty temporary copies of all the tables that a story writes to; nothing is kept of it."""
    labels = ("sources", "claims", "access")
    tables = [model for label in labels for model in apps.get_app_config(label).get_models(include_auto_created=True)]
    with scratch(*(model for model in tables if model._meta.managed and not model._meta.proxy)):
        yield


def play(story: Story, order: Sequence[StoryReport] | None = None) -> Played:
    """The end of the story when its reports come in this order, each read and checked before the next.

    Call it on a stage, or in a test's transaction: it writes.
    """
    return _Run(story).through(order or story.reports)


@dataclass(slots=True)
class _Run:
    story: Story
    judge: Listening = field(default_factory=lambda: Listening(get_judge()))
    embedder: Embedder = field(default_factory=get_embedder)
    reader: Reader = field(default_factory=get_reader)
    snapshots: dict[UUID, str] = field(default_factory=dict)
    claims: dict[int, UUID] = field(default_factory=dict)
    after: dict[UUID, dict[str, str]] = field(default_factory=dict)

    def through(self, order: Sequence[StoryReport]) -> Played:
        editor = User.objects.create(username="story-editor")
        for report in order:
            snapshot = receive_report(report.incoming, via="import", by="recheck_stories").snapshot
            self.snapshots[snapshot.pk] = report.name
            self._work()
            for number, claim in enumerate(self.story.claims):
                if claim.report == report.name:
                    self.claims[number] = self._write(claim, snapshot, editor)
            self._work()
            self._note(report.name)
        return self._played()

    def _write(self, claim: Watched, snapshot: Snapshot, editor: User) -> UUID:
        draft = ClaimText(claim.statement, claim.polarity, claim.modality, claim.condition)
        return write_claim(draft, Place(snapshot.pk, claim.quote), editor, self.embedder, self.judge.version).pk

    def _work(self) -> None:
        work_through(self.judge, self.reader, self.embedder)

    def _note(self, report: str) -> None:
        open_now = dict(
            Finding.objects.filter(state=FindingState.OPEN).values_list("claim", "proposed_status").order_by()
        )
        for claim_id in {*open_now, *self.claims.values()}:
            self.after.setdefault(claim_id, {})[report] = open_now.get(claim_id, NONE)

    def _played(self) -> Played:
        watched = [self._seen(self.claims[number]) for number in range(len(self.story.claims))]
        theirs = set(self.claims.values())
        refuted = [pk for pk, after in self.after.items() if Status.REFUTED in after.values() and pk not in theirs]
        return Played(watched, [self._seen(pk) for pk in sorted(refuted)], Claim.objects.count() - len(theirs))

    def _seen(self, claim_id: UUID) -> Seen:
        claim = Claim.objects.get(pk=claim_id)
        finding = Finding.objects.filter(claim=claim, state=FindingState.OPEN).first()
        current = models.F("passage__snapshot__report__current")
        rows = Evidence.objects.filter(claim=claim, passage__snapshot=current).select_related("passage").order_by("pk")
        places = Appearance.objects.filter(claim=claim).order_by("pk").values_list("snapshot", "start", "end")
        return Seen(
            claim.statement,
            _proposed(finding) if finding else None,
            self.after.get(claim_id, {}),
            [self._heard(row) for row in rows],
            [(self.snapshots[snapshot], start, end) for snapshot, start, end in places],
        )

    def _heard(self, row: Evidence) -> Heard:
        passage = row.passage
        return Heard(
            self.snapshots[passage.snapshot_id],
            passage.start,
            passage.end,
            passage.text,
            row.stance,
            row.score,
            row.reasons,
            (row.claim.statement, passage.text) in self.judge.later,
        )


def work_through(
    judge: StanceJudge | None = None, reader: Reader | None = None, embedder: Embedder | None = None
) -> None:
    """All that is to be done, in the order in which it was planned, until nothing is; by the process's own engines."""
    judge, reader, embedder = judge or get_judge(), reader or get_reader(), embedder or get_embedder()
    for pk in _pending(Indexing):
        index_snapshot(pk, embedder)
    for pk in _pending(Reading):
        read_report(pk, reader, embedder, judge.version)
    for pk in _pending(Recheck):
        gather_evidence(pk, judge)
    if left := _pending(Recheck):
        raise RuntimeError(f"{len(left)} re-checks were not carried out.")


def _pending(model: type[Work]) -> list[Any]:
    rows = model._default_manager.filter(state=State.PENDING).order_by("due_at", "pk")
    return list(rows.values_list("pk", flat=True))


def _proposed(finding: Finding) -> Proposed:
    voices: dict[str, int] = {}
    for voice in finding.voices:
        voices[voice["stance"]] = voices.get(voice["stance"], 0) + 1
    return Proposed(finding.proposed_status, finding.score, voices, finding.reasons)
