"""Rows with honest defaults, made through the product's own services where there is one."""

from collections.abc import Sequence
from datetime import date
from itertools import count
from typing import Any
from uuid import UUID

from django.contrib.auth.models import Group

from claims.models import Appearance, Claim, ClaimEmbedding, Decision, Evidence
from claims.pipeline.match import wording_key
from claims.services.case import Verdict
from claims.status import Stance
from factcheck.access.models import User
from sources.engines.embedding import NullEmbedder
from sources.models import Indexing, Passage, Snapshot, Source, SourceRating
from sources.models.work import State
from sources.services.index_snapshot import passages
from sources.services.receive_report import IncomingReport, Receipt, receive_report

EMBEDDER = NullEmbedder()
_numbers = count(1)


def make_user(username: str, role: str = "", **fields: Any) -> User:
    user = User.objects.create_user(username, password=f"{username}-password", is_staff=True, **fields)
    if role:
        user.groups.add(Group.objects.get(name=role))
    return user


def make_report(text: str = "The bridge at Orsk was closed on Monday.", **fields: Any) -> Receipt:
    fields.setdefault("url", f"https://outlet.example/{next(_numbers)}")
    fields.setdefault("publisher", "Example Outlet")
    return receive_report(IncomingReport(text=text, **fields), via="api", by="test")


def make_passages(snapshot: Snapshot, spans: Sequence[tuple[int, int]] | None = None) -> list[Passage]:
    """Passages at the spans given, or one over the whole text; the indexing counts as done."""
    spans = spans or [(0, len(snapshot.text))]
    vectors = EMBEDDER.embed([snapshot.text[start:end] for start, end in spans])
    Indexing.objects.filter(snapshot=snapshot).update(state=State.DONE)
    return Passage.objects.bulk_create(passages(snapshot, spans, vectors, EMBEDDER.name))


def make_claim(statement: str = "The bridge at Orsk was closed on Monday.", **fields: Any) -> Claim:
    """A claim with its embedding; give `passage` to make it appear there, whole."""
    passage: Passage | None = fields.pop("passage", None)
    claim = Claim.objects.create(statement=statement, wording=wording_key(statement), **fields)
    ClaimEmbedding.objects.create(claim=claim, embedding=EMBEDDER.embed([statement])[0], embedded_by=EMBEDDER.name)
    if passage:
        quoted = Appearance.quoted(passage.snapshot.text, passage.start, passage.end)
        Appearance.objects.create(claim=claim, snapshot=passage.snapshot, passage=passage, **quoted)
    return claim


def make_evidence(
    claim: Claim, passage: Passage | None = None, stance: str = Stance.SUPPORTS, **fields: Any
) -> Evidence:
    """Evidence with 0.9 on its stance; from a report and an outlet of its own unless a passage is given."""
    passage = passage or make_passages(make_report(claim.statement, publisher=f"Outlet {next(_numbers)}").snapshot)[0]
    scores = dict.fromkeys(Stance.values, 0.05) | {stance: 0.9}
    said: dict[str, Any] = {"judge": "test/1", "reasons": ["It says so."], **scores, **fields}
    return Evidence.objects.create(claim=claim, passage=passage, stance=stance, **said)


def publish(claim: Claim, reviewer: User, to: str = "verified") -> Claim:
    """The claim after a real decision on evidence of its own; a published one is changed by two."""
    from claims.services.decide import decide

    stance = Stance.REFUTES if to == "refuted" else Stance.SUPPORTS
    evidence = [make_evidence(claim, stance=stance).pk]
    verdict = Verdict(claim.status, to, "Two outlets saw it themselves.", evidence)
    (decide_by_two if claim.published_at and claim.status != to else decide)(claim.pk, verdict, reviewer)
    claim.refresh_from_db()
    return claim


def decide_by_two(claim_id: UUID, verdict: Verdict, reviewer: User, second: User | None = None) -> Decision:
    """The reviewer asks for it, and somebody else confirms it."""
    from claims.services.second_person import confirm_decision, request_decision

    second = second or User.objects.filter(username="second").first() or make_user("second", "reviewer")
    return confirm_decision(request_decision(claim_id, verdict, reviewer).pk, "I read it so too.", second)


def make_rating(source: Source, grade: str, reviewer: User, since: date = date(2024, 1, 1)) -> SourceRating:
    from sources.services.rate_source import rate_source

    return rate_source(source.pk, grade, since, "Its reports of the last year were checked.", reviewer)


def change(claim: Claim, to: str, first: User, second: User, *, reason: str = "We were wrong.") -> Claim:
    """A published claim after a change that the first reviewer asked for and the second confirmed."""
    stance = Stance.REFUTES if to == "refuted" else Stance.SUPPORTS
    evidence = [make_evidence(claim, stance=stance).pk]
    decide_by_two(claim.pk, Verdict(claim.status, to, reason, evidence), first, second)
    claim.refresh_from_db()
    return claim
