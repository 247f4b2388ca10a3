"""Erase one version of what was public of a claim, where law asks for it; a tombstone stays."""

from uuid import UUID

from django.db import transaction
from django.db.models import Q

from claims.models import Claim, Publication
from claims.services.publish import publish
from factcheck.access.models import User
from factcheck.log.erasure import erase


@transaction.atomic
def erase_publication(claim_id: UUID, version: int, reason: str, by: User) -> None:
    """Erase what the log says of this version, and of the next one, which repeats it to say what changed.

    A trigger puts a tombstone in place of the documents. Mend the claim first: how it stands now is published anew
    where the newest version was erased. Raises ErasureRefused, and Publication.DoesNotExist for an unknown version.
    """
    Claim.objects.select_for_update(no_key=True).get(pk=claim_id)
    row = Publication.objects.only("sequence", "until_sequence").get(claim=claim_id, version=version)
    rows = Publication.objects.filter(Q(pk=row.pk) | Q(pk=row.until_sequence), Q(pk=row.pk) | Q(erased_in=None))
    for sequence in rows.order_by("pk").values_list("pk", flat=True):
        erase(sequence, reason, by)
    publish(claim_id)
