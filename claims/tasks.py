"""Thin tasks: fetch an engine, call one service. What a lost message leaves behind, the sweep finds."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from celery import shared_task
from django.conf import settings
from django.dispatch import receiver
from django.utils import timezone

from claims.engines import get_judge, get_reader
from claims.models import Export, PublicationDue, Reading, Recheck
from claims.services.assign import release_idle
from claims.services.exports.drop import tidy
from claims.services.exports.make import make_export
from claims.services.exports.order import plan_nightly
from claims.services.gather_evidence import gather_evidence
from claims.services.heed_kill import heed_kill
from claims.services.keep_current import give_rules, take_due_claims
from claims.services.plan_work import check_again, plan_reading
from claims.services.publish_due import publish_due
from claims.services.read_report import read_report
from claims.services.reweigh import start_reweighing, step_reweighing
from claims.services.walk_round import step_round
from claims.services.webhooks.deliver import deliver, due_endpoints, forget_old_deliveries
from sources.dispatch import enqueue
from sources.engines.embedding import get_embedder
from sources.models.work import State
from sources.services.work import take_due
from sources.signals import report_turned, snapshot_ready, source_rated

PUBLISHING_BATCH, PUBLISHING_ROUNDS = 100, 20


@receiver(snapshot_ready)
def plan(sender: object, snapshot_id: UUID, **_: Any) -> None:
    """Inside the transaction that indexed the snapshot: no snapshot is without its planned reading."""
    reading = plan_reading(snapshot_id, get_reader().version)
    if reading.state == State.DONE:
        check_again(snapshot_id)
    enqueue(read, reading.pk)


@receiver(report_turned)
def heed(sender: object, report_id: UUID, **_: Any) -> None:
    """Inside the transaction of the kill: nothing goes on resting on a killed report for lack of a message."""
    heed_kill(report_id)


@receiver(source_rated)
def reweigh(sender: object, source_id: UUID, **_: Any) -> None:
    """Inside the transaction of the rating: no finding goes on with the old grade for lack of a message."""
    start_reweighing(source_id, timezone.now())


@shared_task(name="claims.read")
def read(reading_id: str) -> None:
    for planned in read_report(UUID(reading_id), get_reader(), get_embedder(), get_judge().version):
        enqueue(recheck, planned.pk)


@shared_task(name="claims.recheck")
def recheck(recheck_id: str) -> None:
    gather_evidence(UUID(recheck_id), get_judge())
    nudge_publishing()


@shared_task(name="claims.publish_due")
def publish_changes() -> None:
    """Bounded, so that the time limit never cuts it off; what is left over is for the next one."""
    for _ in range(PUBLISHING_ROUNDS):
        if not publish_due(PUBLISHING_BATCH):
            sweep_webhooks.delay()
            return
    publish_changes.delay()


@shared_task(name="claims.deliver_webhook")
def deliver_webhook(endpoint_id: str) -> None:
    if deliver(UUID(endpoint_id)):
        deliver_webhook.delay(endpoint_id)


@shared_task(name="claims.sweep_webhooks")
def sweep_webhooks() -> None:
    """Send out who has something to be told: what is new, what is tried again, what is replayed."""
    now = timezone.now()
    for endpoint_id in due_endpoints(now):
        deliver_webhook.delay(str(endpoint_id))
    forget_old_deliveries(now)


@shared_task(name="claims.export")
def export(export_id: str) -> None:
    make_export(UUID(export_id))


def nudge_publishing() -> None:
    if PublicationDue.objects.exists():
        publish_changes.delay()


@shared_task(name="claims.sweep")
def sweep() -> None:
    """Send out again what a lost message or a dead worker left behind, and what time has made due."""
    for reading_id in take_due(Reading):
        read.delay(str(reading_id))
    for recheck_id in take_due(Recheck):
        recheck.delay(str(recheck_id))
    nudge_publishing()
    judge, now = get_judge().version, timezone.now()
    tidy(now)
    for export_id in [*plan_nightly(now), *take_due(Export)]:
        export.delay(str(export_id))
    give_rules(now, settings.REVIEWS_PER_SWEEP)
    take_due_claims(judge, now, settings.REVIEWS_PER_SWEEP)
    step_round(judge, now)
    step_reweighing(judge, now, settings.REVIEWS_PER_SWEEP)
    release_idle(now, timedelta(minutes=settings.ASSIGNMENT_IDLE_MINUTES))
