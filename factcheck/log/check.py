"""The scheduled check of the whole log: its outcome is kept, and a bad row is told."""

from contextlib import closing
from datetime import datetime, timedelta

import structlog
from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from factcheck.log.keys import believed, our_public_keys
from factcheck.log.models import Check
from factcheck.log.rows import stored_checkpoints, stored_rows
from factcheck.log.signals import check_failed
from factcheck.log.verify import BrokenLog, Verifier

CHECK_LOCK = 0x66636C6F67  # "fclog"

logger = structlog.get_logger(__name__)


def is_due(now: datetime) -> bool:
    last = Check.objects.first()
    return last is None or last.started_at <= now - timedelta(hours=settings.LOG_CHECK_HOURS)


@transaction.atomic
def check_log() -> Check | None:
    """Check all of it, against the checkpoints kept here; None where another is at it. Sends `check_failed`."""
    if not _alone():
        return None
    began, failure = timezone.now(), ""
    with closing(stored_checkpoints()) as checkpoints, closing(stored_rows()) as rows:
        verifier = Verifier(believed(our_public_keys()), checkpoints)
        try:
            for row in rows:
                verifier.feed(row)
            verifier.finish()
        except BrokenLog as error:
            failure = str(error)
    entries = verifier.done.entries
    made = Check.objects.create(started_at=began, finished_at=timezone.now(), entries=entries, failure=failure)
    if failure:
        logger.error("log_check_failed", failure=failure)
        check_failed.send(Check, check=made)
    return made


def _alone() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [CHECK_LOCK])
        return bool(cursor.fetchone()[0])
