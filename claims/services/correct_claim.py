"""Correct what we published: new words for a claim, or a note on a verdict that was changed."""

from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from claims.errors import CorrectionRefused
from claims.models import Claim, ClaimEmbedding, Correction, Merge, Recheck
from claims.pipeline.match import wording_key
from claims.services.plan_work import plan_claim_rechecks
from claims.signals import claim_corrected
from factcheck.access.models import User
from factcheck.log.append import append
from sources.engines.embedding import Embedder
from sources.services.work import due_again

PERMISSION = "claims.correct_claim"


@dataclass(frozen=True, slots=True)
class Amends:
    """What an editor wants: from the statement they saw to another, or the same where only the verdict was wrong."""

    seen: str
    statement: str
    note: str
    reason: str


@transaction.atomic
def correct_claim(claim_id: UUID, amends: Amends, editor: User, embedder: Embedder, judge: str) -> Correction:
    """Publish a correction, with a line in the log; the claim is marked, so that a second person looks at it.

    New words may only put right what the claim was meant to say: another claim is written as one, and may supersede
    this. Its evidence stays, as decisions cite it; passages are sought anew. With the words as they are, it is about
    the last decision, which changed a published verdict. Raises CorrectionRefused, naming the field.
    """
    if not editor.has_perm(PERMISSION):
        raise CorrectionRefused("", "Only an editor may publish corrections. Ask an administrator for the role.")
    list(Recheck.objects.select_for_update().filter(claim_id=claim_id).order_by("pk").values("pk"))
    claim = Claim.objects.select_for_update().get(pk=claim_id)
    _check(claim, amends)
    correction = _record(claim, amends, editor)
    if correction.after_statement != correction.before_statement:
        _reword(claim, correction, editor, embedder, judge)
    Claim.objects.filter(pk=claim.pk).update(needs_another_look=True)
    append("correction", "claim", claim.pk, _body(correction))
    claim_corrected.send(Correction, correction_id=correction.pk)
    return correction


def _check(claim: Claim, amends: Amends) -> None:
    if claim.published_at is None:
        raise CorrectionRefused("", "This claim has not been published, so there is nothing to correct: edit it.")
    if Merge.objects.filter(claim=claim).exists():
        raise CorrectionRefused("", "This claim is held to be the same as another one. Correct the one that stands.")
    if amends.seen.split() != claim.statement.split():
        raise CorrectionRefused("", f"It was corrected while you were writing. It now reads: “{claim.statement}”")
    if not amends.statement.strip():
        raise CorrectionRefused("statement", "Write the claim as one factual statement.")
    if not amends.note.strip():
        raise CorrectionRefused("note", "Tell readers what was wrong, in a sentence.")
    if not amends.reason.strip():
        raise CorrectionRefused("reason", "Tell colleagues how it came about, in a sentence.")


def _record(claim: Claim, amends: Amends, editor: User) -> Correction:
    statement = amends.statement.strip()
    before = claim.status if statement != claim.statement else _verdict_before(claim)
    return Correction.objects.create(
        claim=claim,
        note=amends.note.strip(),
        reason=amends.reason.strip(),
        before_statement=claim.statement,
        after_statement=statement,
        before_status=before,
        after_status=claim.status,
        corrected_by=editor,
        corrected_at=timezone.now(),
    )


def _verdict_before(claim: Claim) -> str:
    """What the last decision changed a published verdict from, where nobody has told readers of it yet."""
    last = claim.decisions.order_by("-decided_at", "-pk").first()
    is_change = last and claim.published_at and last.decided_at > claim.published_at
    told = Correction.objects.filter(claim=claim, corrected_at__gte=last.decided_at) if last else None
    if not last or not is_change or last.from_status == last.to_status or (told and told.exists()):
        raise CorrectionRefused(
            "statement", "Nothing would change: write what the claim says instead, or let a reviewer decide first."
        )
    return last.from_status


def _reword(claim: Claim, correction: Correction, editor: User, embedder: Embedder, judge: str) -> None:
    claim.statement, claim.wording = correction.after_statement, wording_key(correction.after_statement)
    claim.edited_by = editor
    claim.save(update_fields=["statement", "wording", "edited_by"])
    vector = embedder.embed([claim.statement])[0]
    ClaimEmbedding.objects.update_or_create(claim=claim, defaults={"embedding": vector, "embedded_by": embedder.name})
    plan_claim_rechecks([claim.pk], judge)
    due_again(Recheck.objects.filter(claim=claim, judge=judge), error="")


def _body(correction: Correction) -> dict[str, str]:
    return {
        "correction": str(correction.pk),
        "note": correction.note,
        "reason": correction.reason,
        "statement_before": correction.before_statement,
        "statement": correction.after_statement,
        "status_before": correction.before_status,
        "status": correction.after_status,
        "by": correction.corrected_by.get_username(),
    }
