"""An editor writes or edits a claim by hand; where it stands in a report is found and kept, exactly."""

from dataclasses import asdict, dataclass
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from claims.errors import ClaimRefused
from claims.models import Appearance, Attribution, Claim, ClaimEmbedding, Finding, Judgement, Recheck
from claims.models.claim import Origin
from claims.models.finding import FindingState
from claims.pipeline.draft import Span
from claims.pipeline.match import wording_key
from claims.pipeline.reread import covers
from claims.services.find_links import forget_links
from claims.services.forget_claims import forget, forget_evidence
from claims.services.inherit import Heard, heard
from claims.services.keep_current import give_rule
from claims.services.places import lock_report, places
from claims.services.plan_work import plan_claim_rechecks
from factcheck.access.models import User
from sources.engines.embedding import Embedder
from sources.models import Passage, Snapshot
from sources.models.entity import Verdict
from sources.services.work import due_again
from sources.text.canonical import canonical


@dataclass(frozen=True, slots=True)
class ClaimText:
    """What an editor says that a claim says."""

    statement: str
    polarity: str
    modality: str
    condition: str = ""
    language: str = "en"


@dataclass(frozen=True, slots=True)
class Place:
    """A quote in a snapshot. Where it stands there more than once, `occurrence` (from 1) or `start` says which."""

    snapshot_id: UUID
    quote: str
    occurrence: int | None = None
    start: int | None = None


@transaction.atomic
def write_claim(draft: ClaimText, place: Place, author: User, embedder: Embedder, judge: str) -> Claim:
    """The new claim with its appearance and its planned re-check.

    Raises ClaimRefused, naming the field. It is not matched with stored claims: an editor chose to write it. What only
    the machine read in these words goes, as it would not be stored if the text were read after the editor wrote; whose
    words they are, and when it happened, stays.
    """
    _check(draft)
    snapshot = Snapshot.objects.select_related("report__publisher").get(pk=place.snapshot_id)
    start, end = locate(snapshot.text, place)
    passage = passage_at(snapshot, start)
    lock_report(snapshot)
    span = Span(start, end)
    covered = [one.key for one in places(snapshot.pk) if one.is_ours and covers(span, one.span)]
    told = heard(covered, span)
    forget(covered)
    claim = Claim(
        origin=Origin.EDITOR,
        created_by=author,
        wording=wording_key(draft.statement),
        valid_during=told.valid_during,
        **asdict(draft),
    )
    give_rule(claim, timezone.now())
    claim.save()
    _embed(claim, embedder)
    quoted = Appearance.quoted(snapshot.text, *span)
    place_of = {"claim": claim, "snapshot": snapshot, "passage": passage, "added_by": author}
    _appear(Appearance(**place_of, **quoted, **told.read), told)
    plan_claim_rechecks([claim.pk], judge)
    return claim


@transaction.atomic
def edit_claim(claim_id: UUID, draft: ClaimText, editor: User, embedder: Embedder, judge: str) -> Recheck | None:
    """Change what an undecided claim says; the re-check that a new statement calls for, None if it stays.

    Evidence on the old statement goes and its finding is superseded. Raises ClaimRefused.
    """
    _check(draft)
    # Both locks in the order in which a running re-check takes them; the full lock on the claim also
    # waits for re-checks of snapshots that are about to store evidence on the old statement.
    list(Recheck.objects.select_for_update().filter(claim_id=claim_id).order_by("pk"))
    claim = Claim.objects.select_for_update().get(pk=claim_id)
    if claim.published_at or claim.decisions.exists():
        raise ClaimRefused("", "This claim has been decided, so it stays as it is; publish a correction instead.")
    _check_others(claim)
    changed = [name for name, value in asdict(draft).items() if getattr(claim, name) != value]
    if not changed:
        return None
    for name in changed:
        setattr(claim, name, getattr(draft, name))
    claim.edited_by, claim.wording = editor, wording_key(claim.statement)
    give_rule(claim, timezone.now())
    claim.save(update_fields=[*changed, "edited_by", "wording", "review_kind", "review_due"])
    if "statement" not in changed:
        return None
    _embed(claim, embedder)
    Finding.objects.filter(claim=claim, state=FindingState.OPEN).update(state=FindingState.SUPERSEDED)
    forget_evidence([claim.pk])
    forget_links([claim.pk])
    return _due_again(claim, judge)


def _check_others(claim: Claim) -> None:
    """What people said of its words keeps them: that it is the same as another one, or that a verdict rests on it."""
    if Judgement.objects.standing().about([claim.pk]).filter(verdict=Verdict.SAME).exists():
        raise ClaimRefused("", "This claim is held to be the same as another one. Undo that judgement, then edit it.")
    if claim.evidence.filter(Q(decisions__isnull=False) | Q(requests__isnull=False)).exists():
        raise ClaimRefused("", "A decision on another claim cites what was found for this one, so it stays as it is.")


def locate(text: str, place: Place) -> tuple[int, int]:
    """Start and end of the quote. Raises ClaimRefused when it is not there, or not clear which one is meant."""
    quote = canonical(place.quote).text
    if place.start is not None and quote.strip() and text.startswith(quote, place.start):
        return place.start, place.start + len(quote)
    starts = _starts(text, quote) if quote.strip() else []
    if not starts:
        raise ClaimRefused("quote", "These exact words do not stand in the text. Copy them from it, unchanged.")
    if place.occurrence is None and len(starts) > 1:
        message = f"The quote stands in the text {len(starts)} times. Say which one is meant, from 1 to {len(starts)}."
        raise ClaimRefused("occurrence", message)
    number = place.occurrence or 1
    if not 1 <= number <= len(starts):
        raise ClaimRefused(
            "occurrence", f"The quote stands in the text {_times(len(starts))}, so there is no number {number}."
        )
    return starts[number - 1], starts[number - 1] + len(quote)


def _starts(text: str, quote: str) -> list[int]:
    starts, at = [], text.find(quote)
    while at >= 0:
        starts.append(at)
        at = text.find(quote, at + len(quote))
    return starts


def _times(count: int) -> str:
    return "once" if count == 1 else f"{count} times"


def _check(draft: ClaimText) -> None:
    if not draft.statement.strip():
        raise ClaimRefused("statement", "Write the claim as one factual statement.")


def passage_at(snapshot: Snapshot, start: int) -> Passage:
    """The passage in which these characters begin. Raises ClaimRefused while there is none yet."""
    passage = snapshot.passages.filter(start__lte=start).order_by("-start").only("pk").first()
    if passage is None:
        raise ClaimRefused(
            "snapshot", "This text has not been split into passages yet. Wait a moment and send it again."
        )
    return passage


def _embed(claim: Claim, embedder: Embedder) -> None:
    vector = embedder.embed([claim.statement])[0]
    ClaimEmbedding.objects.update_or_create(claim=claim, defaults={"embedding": vector, "embedded_by": embedder.name})


def _appear(appearance: Appearance, told: Heard) -> None:
    """With the chain that the machine read in these words; else all that is known is who published them."""
    appearance.save(force_insert=True)
    publisher = appearance.snapshot.report.publisher
    chain = told.chain or ([{"position": 0, "source_id": publisher.pk, "is_publisher": True}] if publisher else [])
    Attribution.objects.bulk_create([Attribution(appearance=appearance, **hop) for hop in chain])


def _due_again(claim: Claim, judge: str) -> Recheck:
    plan_claim_rechecks([claim.pk], judge)
    rows = Recheck.objects.filter(claim=claim, judge=judge)
    due_again(rows, error="")
    return rows.get()
