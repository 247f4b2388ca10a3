"""Send what is due to one person in one e-mail: claimed first, sent outside of any transaction, then marked."""

import uuid
from collections.abc import Sequence
from datetime import datetime, timedelta
from smtplib import SMTPException, SMTPRecipientsRefused, SMTPSenderRefused
from urllib.parse import urlsplit

import structlog
from django.conf import settings
from django.core.mail import EmailMessage
from django.db.models import F, Q, QuerySet
from django.template.loader import render_to_string
from django.utils import timezone

from factcheck.access.models import User
from factcheck.ids import uuid7
from factcheck.notices.models import Notice
from factcheck.notices.schedule import backoff

LEASE = timedelta(minutes=10)
ATTEMPTS = 8
MOST = 100
logger = structlog.get_logger(__name__)


def due(now: datetime) -> "QuerySet[Notice]":
    """What is to be mailed and nobody is mailing; what was read meanwhile needs no mail."""
    free = Q(mail_claimed_until__isnull=True) | Q(mail_claimed_until__lt=now)
    return Notice.objects.filter(
        free, mail_due_at__lte=now, mailed_at__isnull=True, read_at__isnull=True, user__is_active=True
    )


def people_due(now: datetime) -> list[int]:
    return list(due(now).order_by("user_id").values_list("user_id", flat=True).distinct()[:1000])


def mail_person(user_id: int) -> int:
    """How many notices the e-mail told; 0 where there was none, another worker was first, or it failed.

    A worker that dies between sending and marking leaves its claim to run out; the mail that is then sent again
    has the same Message-ID, by which mail programs know it as the same.
    """
    claim, now = uuid7(), timezone.now()
    notices = _claimed(user_id, claim, now)
    if not notices:
        return 0
    mine = Notice.objects.filter(mail_claim=claim, mailed_at__isnull=True)
    try:
        _message(notices).send()
    except (SMTPException, OSError) as error:
        _failed(mine, notices, error)
        return 0
    return mine.update(mailed_at=timezone.now(), mail_claimed_until=None, mail_error="")


def _claimed(user_id: int, claim: uuid.UUID, now: datetime) -> list[Notice]:
    """Compare and swap: of two workers the second finds the rows claimed and updates none."""
    chosen = list(due(now).filter(user_id=user_id).order_by("id").values_list("pk", flat=True)[:MOST])
    taken = due(now).filter(pk__in=chosen)
    taken.update(mail_claim=claim, mail_claimed_until=now + LEASE, mail_attempts=F("mail_attempts") + 1)
    return list(Notice.objects.filter(mail_claim=claim).select_related("user").order_by("id"))


def _message(notices: Sequence[Notice]) -> EmailMessage:
    user = notices[0].user
    first = " ".join(notices[0].text.split())
    subject = first[:120] if len(notices) == 1 else f"{len(notices)} notices for you"
    body = render_to_string("notices/mail.txt", {"user": user, "notices": notices, "site": settings.SITE_URL})
    host = urlsplit(settings.SITE_URL).hostname or "localhost"
    name = uuid.uuid5(notices[0].pk, " ".join(str(notice.pk) for notice in notices))
    return EmailMessage(f"[Factcheck] {subject}", body, to=[user.email], headers={"Message-ID": f"<{name}@{host}>"})


def _failed(mine: "QuerySet[Notice]", notices: Sequence[Notice], error: Exception) -> None:
    """Try again later, unless the server will not have it or it was tried ATTEMPTS times."""
    attempts = max(notice.mail_attempts for notice in notices)
    gives_up = attempts >= ATTEMPTS or _is_final(error)
    when = None if gives_up else timezone.now() + backoff(attempts)
    mine.update(mail_due_at=when, mail_claimed_until=None, mail_error=f"{type(error).__name__}: {error}"[:300])
    user: User = notices[0].user
    logger.warning("mail_failed", user_id=user.pk, attempts=attempts, gives_up=gives_up, reason=type(error).__name__)


def _is_final(error: Exception) -> bool:
    if isinstance(error, SMTPRecipientsRefused):
        return all(code >= 500 for code, _ in error.recipients.values())
    return isinstance(error, SMTPSenderRefused) and error.smtp_code >= 500
