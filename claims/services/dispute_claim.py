"""Who contests a published claim opens a case; a reviewer answers it, once."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator, URLValidator
from django.db import transaction
from django.utils import timezone

from claims.errors import DisputeRefused
from claims.models import Claim, Dispute, DisputeContact, Merge
from claims.models.dispute import LONGEST_EMAIL, LONGEST_LINK, LONGEST_NAME, LONGEST_TEXT, DisputeState
from claims.signals import claim_contested
from factcheck.access.models import User
from factcheck.log.append import append

PERMISSION = "claims.answer_dispute"
MOST_OPEN = 50
"""Cases that may be open on one claim: a flood of them says nothing that these do not."""
LIMITS = {"name": LONGEST_NAME, "email": LONGEST_EMAIL, "text": LONGEST_TEXT, "link": LONGEST_LINK}
_is_link, _is_email = URLValidator(schemes=["http", "https"]), EmailValidator()


@dataclass(frozen=True, slots=True)
class Contest:
    """What a person sends in; name and address may be left out."""

    text: str
    link: str = ""
    name: str = ""
    email: str = ""


@transaction.atomic
def open_dispute(claim_id: UUID, contest: Contest) -> tuple[Dispute, str]:
    """The case and its token, which opens the page that tells how it stands; the token is not stored.

    It is about the claim that stands for this one. Raises DisputeRefused, naming the field, and Claim.DoesNotExist for
    one that is not published. Of who contests, nothing goes into the log.
    """
    _check(contest)
    kept = Merge.objects.kept_of([claim_id])[claim_id]
    claim = Claim.objects.published().select_for_update(no_key=True).get(pk=kept)
    if Dispute.objects.filter(claim=claim, state=DisputeState.OPEN).count() >= MOST_OPEN:
        raise DisputeRefused("", "Many contest this claim already, and it is being looked at. Come back later.")
    token, now = secrets.token_urlsafe(32), timezone.now()
    dispute = Dispute.objects.create(
        claim=claim,
        token=digest(token),
        text=contest.text.strip(),
        link=contest.link.strip(),
        opened_at=now,
        deadline=now + timedelta(days=settings.DISPUTE_DAYS),
    )
    if contest.name.strip() or contest.email.strip():
        DisputeContact.objects.create(dispute=dispute, name=contest.name.strip(), email=contest.email.strip())
    told = {"dispute": str(dispute.pk), "state": dispute.state, "deadline": dispute.deadline.isoformat()}
    append("dispute", "claim", claim.pk, told)
    claim_contested.send(Dispute, dispute_id=dispute.pk)
    return dispute, token


@transaction.atomic
def answer_dispute(dispute_id: UUID, to: str, answer: str, public_answer: str, reviewer: User) -> Dispute:
    """Close the case as answered or rejected. Raises DisputeRefused, naming the field, and Dispute.DoesNotExist.

    The claim itself is changed by a decision or a correction, as ever.
    """
    if not reviewer.has_perm(PERMISSION):
        raise DisputeRefused("", "Only a reviewer may answer disputes. Ask an administrator for the role.")
    if to not in (DisputeState.ANSWERED, DisputeState.REJECTED):
        raise DisputeRefused("state", "Say whether it is answered or rejected.")
    if not public_answer.strip():
        raise DisputeRefused("public_answer", "Write what the person who contests is told.")
    dispute = Dispute.objects.select_for_update().get(pk=dispute_id)
    if dispute.state != DisputeState.OPEN:
        raise DisputeRefused("", f"Someone was quicker: this dispute has been {dispute.state} already.")
    dispute.state, dispute.answer, dispute.public_answer = to, answer.strip(), public_answer.strip()
    dispute.answered_by, dispute.answered_at = reviewer, timezone.now()
    dispute.save(update_fields=["state", "answer", "public_answer", "answered_by", "answered_at"])
    told = {
        "dispute": str(dispute.pk),
        "state": dispute.state,
        "public_answer": dispute.public_answer,
        "by": reviewer.get_username(),
    }
    append("dispute", "claim", dispute.claim_id, told)
    return dispute


def dispute_of(token: str) -> Dispute:
    """Raises Dispute.DoesNotExist for a token that we never gave out."""
    return Dispute.objects.select_related("claim").get(token=digest(token))


def digest(token: str) -> str:
    """A token is 256 random bits, so one round of SHA-256 keeps it unreadable at rest."""
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()


def _check(contest: Contest) -> None:
    for field, longest in LIMITS.items():
        value: str = getattr(contest, field)
        if len(value) > longest:
            raise DisputeRefused(field, f"This is {len(value):,} characters long; at most {longest:,} fit.")
        if "\0" in value:
            raise DisputeRefused(field, "This has a character that can't be stored. Type it anew.")
    if not contest.text.strip():
        raise DisputeRefused("text", "Say what is wrong with the claim.")
    for field, check, told in (
        ("link", _is_link, "Give a full web address that starts with http:// or https://, or leave it out."),
        ("email", _is_email, "This is no e-mail address. Mend it, or leave it out."),
    ):
        given: str = getattr(contest, field).strip()
        try:
            if given:
                check(given)
        except ValidationError as error:
            raise DisputeRefused(field, told) from error
