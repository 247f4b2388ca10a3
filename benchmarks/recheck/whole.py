"""What a re-check costs beside its models: `python -m benchmarks.recheck.whole`, beside `make run`.

Stores the reports of all small stories as one body of news, then re-checks a further report, made of paragraphs of
theirs, of about 25 sentences. Prints its CPU seconds, the database's with them, as a ratio to those of embedding the
same sentences and judging the same pairs alone. Nothing is kept.
"""

import json
import os
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING
from uuid import UUID

import django
from tqdm import tqdm

if TYPE_CHECKING:
    from sources.services.receive_report import IncomingReport

SENTENCES = 25
ROUNDS = 3


def main() -> None:
    from benchmarks.recheck_stories.play import stage
    from benchmarks.recheck_stories.story import STORIES, load
    from sources.services.receive_report import IncomingReport

    reports = [report.incoming for path in sorted(STORIES.glob("*.toml")) for report in load(path).reports]
    parts = [part for report in reports[::5] for part in report.text.split("\n\n")[:1]]
    with stage():
        for report in tqdm(reports, desc="reports", unit="report"):
            carry_in(report)
        print(
            json.dumps(measured(carry_in(IncomingReport(text="\n\n".join(parts), publisher="Digest", title="Digest"))))
        )


def carry_in(report: "IncomingReport") -> UUID:
    """Receive, index, read and re-check; the snapshot."""
    from benchmarks.recheck_stories.play import work_through
    from sources.services.receive_report import receive_report

    snapshot = receive_report(report, via="import", by="benchmark").snapshot
    work_through()
    return snapshot.pk


def measured(snapshot: UUID) -> dict[str, float]:
    from claims.engines import Pair, StanceResult, get_judge
    from claims.models import Claim, Evidence, Recheck
    from claims.services.gather_evidence import gather_evidence
    from sources.engines.embedding import get_embedder
    from sources.models import Passage
    from sources.models.work import State

    own, embedder = get_judge(), get_embedder()
    asked: list[Pair] = []

    class Counted:
        version = own.version

        def judge(self, pairs: Sequence[Pair]) -> list[StanceResult]:
            asked.extend(pairs)
            return own.judge(pairs)

    passages = Passage.objects.filter(snapshot=snapshot, position__lt=SENTENCES)
    texts = list(passages.order_by("position").values_list("text", flat=True))
    rechecks = Recheck.objects.filter(snapshot=snapshot)
    whole: list[float] = []
    for _ in range(ROUNDS):
        asked.clear()
        Evidence.objects.filter(passage__snapshot=snapshot).delete()
        rechecks.update(state=State.PENDING, attempts=0)
        keys = list(rechecks.order_by("first").values_list("pk", flat=True))
        whole.append(spent(lambda keys=keys: [gather_evidence(pk, Counted()) for pk in keys]))  # type: ignore[misc]
    pairs = list(asked)
    judging = min(spent(lambda: own.judge(pairs)) for _ in range(ROUNDS))
    embedding = min(spent(lambda: embedder.embed(texts)) for _ in range(ROUNDS))
    # A report's sentences are embedded before, when it is indexed: the cost is in both sums.
    ratio = (min(whole) + embedding) / (judging + embedding)
    counted = {"claims": Claim.objects.count(), "sentences": len(texts), "pairs": len(pairs)}
    return counted | {"whole_to_models": round(ratio, 3)}


def spent(work: Callable[[], object]) -> float:
    from benchmarks.recheck.measure import cpu_seconds

    began = cpu_seconds()
    work()
    return cpu_seconds() - began


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "factcheck.settings")
    django.setup()
    main()
