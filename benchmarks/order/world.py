"""A newsroom in small: reports and claims arrive, work waits, and somebody picks what is done next."""

import random
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import F

from benchmarks.order.remembering import Engines
from claims.models import Claim, Evidence, Finding, Reading, Recheck
from claims.models.finding import FindingState
from claims.services.gather_evidence import gather_evidence
from claims.services.read_report import read_report
from claims.services.write_claim import ClaimText, Place, write_claim
from factcheck.access.models import User
from sources.models import Indexing, Report
from sources.models.work import State
from sources.services.index_snapshot import index_snapshot
from sources.services.receive_report import IncomingReport, receive_report

Shown = tuple[frozenset[tuple[str, int, int]], str]
"""A claim, whatever its id: where it appears, and its wording (who writes "five" or "5" is who came first)."""


@dataclass(frozen=True, slots=True)
class HandWritten:
    """A claim that an editor writes from a quote in the report at `url`, once that has arrived."""

    url: str
    quote: str
    statement: str


@dataclass(frozen=True, slots=True)
class Picture:
    """What is held in the end, without what only tells when it came: each set is of plain, comparable values.

    `sided` is the evidence that supports or refutes, `other` what was compared and says not enough.
    """

    claims: frozenset[Shown]
    sided: frozenset[tuple[Shown, str, str]]
    other: frozenset[tuple[Shown, str, str]]
    findings: frozenset[tuple[Shown, str, frozenset[tuple[str, frozenset[str]]]]]


@contextmanager
def taken_back() -> Iterator[None]:
    """What is stored inside is gone afterwards, also where a transaction is open around it."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


class World:
    """Runs in the transaction of whoever calls it, and leaves what it made there."""

    def __init__(self, engines: Engines, editor: User, seed: int) -> None:
        self.engines, self.editor = engines, editor
        self.dice = random.Random(seed)

    def live(self, arrivals: Sequence[IncomingReport | HandWritten]) -> Picture:
        """All arrive in an order that the seed gives, and work that waits is done in between, whichever comes up."""
        waiting = list(arrivals)
        self.dice.shuffle(waiting)
        while waiting or self._work():
            ready = [one for one in waiting if self._may_come(one, waiting)]
            work = self._work()
            chosen = self.dice.randrange(len(ready) + len(work))
            if chosen < len(ready):
                self._arrive(ready[chosen])
                waiting.remove(ready[chosen])
            else:
                self._do(*work[chosen - len(ready)])
        return picture()

    def _work(self) -> list[tuple[type[Any], Any]]:
        kinds: tuple[type[Any], ...] = (Indexing, Reading, Recheck)
        waiting = ((kind, kind.objects.filter(state=State.PENDING).order_by("pk")) for kind in kinds)
        return [(kind, pk) for kind, rows in waiting for pk in rows.values_list("pk", flat=True)]

    def _may_come(self, one: IncomingReport | HandWritten, waiting: Sequence[IncomingReport | HandWritten]) -> bool:
        """Versions of one report come in their order; a claim is written from a text that is there."""
        if isinstance(one, HandWritten):
            report = Report.objects.filter(url=one.url, current__indexing__state=State.DONE)
            return report.exists()
        earlier = (o for o in waiting if isinstance(o, IncomingReport) and o.url == one.url)
        return all(str(o.published_at) >= str(one.published_at) for o in earlier)

    def _arrive(self, one: IncomingReport | HandWritten) -> None:
        if isinstance(one, IncomingReport):
            receive_report(one, via="sample", by="order")
            return
        snapshot = Report.objects.get(url=one.url).current
        assert snapshot
        text, place = ClaimText(one.statement, "asserted", "asserted"), Place(snapshot.pk, one.quote)
        write_claim(text, place, self.editor, self.engines.embedder, self.engines.judge.version)

    def _do(self, kind: type[Any], pk: Any) -> None:
        engines = self.engines
        if kind is Indexing:
            index_snapshot(pk, engines.embedder)
        elif kind is Reading:
            read_report(pk, engines.reader, engines.embedder, engines.judge.version)
        else:
            gather_evidence(pk, engines.judge)


def picture() -> Picture:
    shown = _shown()
    current = Evidence.objects.filter(passage__snapshot=F("passage__snapshot__report__current"))
    fields = ("claim", "passage__snapshot__report__url", "passage__text", "stance")
    rows = [(shown[claim], f"{url} {text}", stance) for claim, url, text, stance in current.values_list(*fields)]
    return Picture(
        claims=frozenset(shown.values()),
        sided=frozenset(row for row in rows if row[2] != "not_enough_info"),
        other=frozenset(row for row in rows if row[2] == "not_enough_info"),
        findings=frozenset(
            (shown[finding.claim_id], finding.proposed_status, _voices(finding))
            for finding in Finding.objects.filter(state=FindingState.OPEN)
        ),
    )


def _shown() -> dict[Any, Shown]:
    claims = Claim.objects.prefetch_related("appearances__snapshot__report")
    return {
        claim.pk: (frozenset((a.snapshot.report.url, a.start, a.end) for a in claim.appearances.all()), claim.wording)
        for claim in claims
    }


def _voices(finding: Finding) -> frozenset[tuple[str, frozenset[str]]]:
    said = dict(finding.evidence.values_list("pk", "passage__text"))
    words = {str(pk): text for pk, text in said.items()}
    return frozenset((voice["stance"], frozenset(words[fact] for fact in voice["facts"])) for voice in finding.voices)
