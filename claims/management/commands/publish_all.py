"""Compare what is public of every claim with how the claim stands, and publish what differs."""

from typing import Any

from django.core.management.base import BaseCommand
from django.db.models import Q
from django.utils import timezone

from claims.models import Claim, PublicationDue
from claims.services.publish_due import publish_due

BATCH = 500


class Command(BaseCommand):
    help = (
        "Publish anew what differs from how its claim stands: after an upgrade that tells claims otherwise, or after "
        "changes by hand. The worker does the same for what it knows to have changed. May be stopped and run again."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        total, done, changed = self._plan(), 0, 0
        while done < total:
            changed += publish_due(BATCH)
            left = PublicationDue.objects.values("claim_id").distinct().count()
            if total - left <= done:
                break  # the rest is held by someone else, or failed
            done = total - left
            self.stdout.write(f"{done} of {total} claims compared, {changed} published.")
        left = total - done
        if left:
            self.stdout.write(f"{left} are left: others hold them, or they failed (see the log). Run it again.")

    def _plan(self) -> int:
        public = Q(published_at__isnull=False) | Q(merge__kept__published_at__isnull=False)
        ids = Claim.objects.filter(public).order_by("pk").values_list("pk", flat=True)
        now = timezone.now()
        due = (PublicationDue(claim_id=pk, due_at=now) for pk in ids.iterator(BATCH))
        PublicationDue.objects.bulk_create(due, BATCH)
        return PublicationDue.objects.values("claim_id").distinct().count()
