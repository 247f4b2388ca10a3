"""Thin tasks of the log, and the sweep that finds what is due."""

from celery import shared_task
from django.utils import timezone

from factcheck.log import check, checkpoints
from factcheck.log.delivery import deliver_due


@shared_task(name="log.sweep")
def sweep() -> None:
    """Make a checkpoint and have the log checked where that is due, and take out what waits."""
    now = timezone.now()
    if checkpoints.is_due(now):
        checkpoints.make_checkpoint(now)
    if check.is_due(now):
        check_log.delay()
    deliver_due(now)


@shared_task(name="log.check")
def check_log() -> None:
    if check.is_due(timezone.now()):
        check.check_log()
