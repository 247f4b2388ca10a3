"""Send the sample reports through the real worker, then verify one claim as the sample reviewer."""

import json
import sys
import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from claims.management.commands.import_reports import report_from
from claims.models import Claim, Evidence, Reading, Recheck
from claims.services.decide import Verdict, decide
from claims.status import Stance, Status
from factcheck.access.models import User
from factcheck.access.roles import REVIEWER
from sources.dispatch import enqueue
from sources.models import Indexing, Snapshot
from sources.models.work import State
from sources.services.receive_report import receive_report
from sources.tasks import index

REPORTS = Path(__file__).resolve().parents[2] / "sample" / "reports.jsonl"
VERIFIED = "The Taliban invited Russia to the inauguration of their interim government."
RATIONALE = (
    "Three outlets report the invitation independently of each other; one quotes diplomats, another a "
    "Russian foreign ministry official. Nobody denies it."
)


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--wait", type=int, default=300, help="Seconds to wait for the worker.")

    def handle(self, *args: Any, **options: Any) -> None:
        reports = [report_from(json.loads(line)) for line in REPORTS.read_text("utf-8").splitlines() if line]
        reports.sort(key=lambda report: str(report.published_at))
        deadline = time.monotonic() + options["wait"]
        for report in tqdm(reports, desc="sample reports", unit="report", file=sys.stderr):
            receipt = receive_report(report, via="sample", by="load_sample")
            if receipt.is_new:
                enqueue(index, receipt.snapshot.pk)
            _wait_for(receipt.snapshot, deadline)
        self.stdout.write(verify_one() or f"{Claim.objects.published().count()} sample claims are published.")


def _wait_for(snapshot: Snapshot, deadline: float) -> None:
    """In order of date: each report is read and checked before the next one comes."""
    while _is_busy(snapshot):
        if time.monotonic() > deadline:
            raise CommandError(
                "The worker has not read the sample reports in time. Is it running? They stay in line and "
                "are read when it does; run `manage.py load_sample` again then."
            )
        time.sleep(0.2)


def _is_busy(snapshot: Snapshot) -> bool:
    if Indexing.objects.filter(snapshot=snapshot, state=State.PENDING).exists():
        return True
    if Reading.objects.filter(snapshot=snapshot, state=State.PENDING).exists():
        return True
    mine = Recheck.objects.filter(snapshot=snapshot) | Recheck.objects.filter(claim__appearances__snapshot=snapshot)
    return mine.filter(state=State.PENDING).exists()


def verify_one() -> str:
    """Verify the sample claim as the sample reviewer, once; what was done, in a sentence."""
    reviewer = User.objects.filter(username=REVIEWER).first()
    claim = Claim.objects.filter(statement=VERIFIED, status=Status.UNREVIEWED).first()
    if reviewer is None or claim is None:
        return ""
    cited = Evidence.objects.filter(claim=claim, stance=Stance.SUPPORTS).values_list("pk", flat=True)[:50]
    decide(claim.pk, Verdict(claim.status, Status.VERIFIED, RATIONALE, list(cited)), reviewer)
    return f"The sample reviewer verified: {claim.statement}"
