"""Thin tasks: send what is due. The rows are the truth; the sweep picks up whatever is still unsent."""

from celery import shared_task
from django.utils import timezone

from factcheck.notices.mailing import mail_person, people_due


@shared_task(name="notices.mail")
def mail(user_id: str) -> None:
    mail_person(int(user_id))


@shared_task(name="notices.sweep")
def sweep() -> None:
    for user_id in people_due(timezone.now()):
        mail.delay(str(user_id))
