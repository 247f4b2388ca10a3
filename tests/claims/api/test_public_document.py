"""What is composed for the public is what the API describes, and what a reviewer's live view shows."""

from typing import Any
from uuid import uuid4

import jsonschema
import pytest
from django.urls import reverse
from django.utils import timezone

from claims.models import Claim, Correction, Mention, Publication, Relation
from claims.models.relation import RelationState
from claims.services.correct_claim import Amends, correct_claim
from claims.services.judge_claims import judge_claims
from claims.services.public.document import claim_path
from claims.services.publish_due import publish_due
from claims.services.settle_relation import settle_relation
from factcheck.access.models import User
from sources.models import Entity
from tests.claims.admin.scene import make_scene
from tests.claims.api.conftest import Ask
from tests.factories import EMBEDDER, make_claim, make_evidence, make_passages, make_report, make_user, publish


@pytest.fixture
def full(rosa: User) -> Claim:
    """A published claim with everything on it that the public may see."""
    claim = publish(make_scene().claim, rosa)
    [passage] = make_passages(make_report("Many may flee north.").snapshot)
    other = make_claim("Many may flee north.", passage=passage)
    make_evidence(other, stance="refutes")
    judge_claims(claim.pk, other.pk, "same", "", rosa, "test/1")
    newer = publish(make_claim("Few fled."), rosa)
    row = Relation.objects.create(from_claim=newer, to_claim=claim, kind="supersedes", engine="test/1")
    settle_relation(row.pk, RelationState.ACCEPTED, rosa)
    place = Entity.objects.create(kind="place", name="Russia")
    Mention.objects.create(appearance=claim.appearances.get(), entity=place, start=0, end=6)
    amends = Amends(claim.statement, claim.statement + " So they say.", "It left out who says so.", "A slip.")
    correct_claim(claim.pk, amends, make_user("ines", "editor"), EMBEDDER, "test/1")
    publish_due(10)
    claim.refresh_from_db()
    return claim


def test_the_document_is_what_a_reviewer_sees_but_for_what_only_reviewers_may(full: Claim, desk: Ask) -> None:
    public = Publication.objects.standing().get(claim=full).content
    live = desk(f"claims/{full.pk}/").json()
    assert list(public) == list(live)
    assert public["entities"] == [{"id": str(Entity.objects.get().pk), "name": "Russia", "kind": "place"}]
    assert len(public["relations"]) == len(public["merged"]) == 1
    assert public["rating"] == {"text": "True", "value": 5, "worst": 1, "best": 5}
    assert [one["note"] for one in public["corrections"]] == ["It left out who says so."]
    assert "A slip." not in str(public)
    live["decision"]["decided_by"] = None
    live["finding"] = None
    assert public == live


def test_the_document_and_its_card_are_as_the_api_describes_them(full: Claim, anyone: Ask) -> None:
    schema = anyone("schema/").json()
    row = anyone(f"claims/{full.pk}/").json()
    page = anyone("claims/").json()
    told = {"ClaimDetail": row, "PaginatedClaimList": page, "Changes": anyone("changes/").json()}
    for name, value in told.items():
        whole = {"$ref": f"#/components/schemas/{name}", "components": _closed(schema["components"])}
        jsonschema.Draft202012Validator(whole).validate(value)


def _closed(value: Any) -> Any:
    """The same schema, taking no field that it does not name."""
    if isinstance(value, list):
        return [_closed(item) for item in value]
    if not isinstance(value, dict):
        return value
    made = {name: _closed(item) for name, item in value.items()}
    if isinstance(made.get("properties"), dict) and made.get("type") == "object":
        made.setdefault("additionalProperties", False)
    return made


def test_a_correction_of_a_verdict_makes_its_claim_due(full: Claim, rosa: User) -> None:
    """Also where nothing else of the claim changes with it."""
    Correction.objects.create(
        claim=full,
        note="We had it the wrong way round.",
        reason="x",
        before_statement=full.statement,
        after_statement=full.statement,
        before_status="refuted",
        after_status=full.status,
        corrected_by=rosa,
        corrected_at=timezone.now(),
    )
    publish_due(10)
    notes = [one["note"] for one in Publication.objects.standing().get(claim=full).content["corrections"]]
    assert notes == ["It left out who says so.", "We had it the wrong way round."]


@pytest.mark.parametrize(("rating", "found"), [("True", 1), ("Unproven", 0)])
def test_claims_are_found_by_their_rating(full: Claim, anyone: Ask, desk: Ask, rating: str, found: int) -> None:
    for ask in (anyone, desk):
        rows = ask(f"claims/?rating={rating}").json()["results"]
        assert sum(row["id"] == str(full.pk) for row in rows) == found


def test_paths_in_documents_lead_to_the_api() -> None:
    pk = uuid4()
    assert claim_path(pk) == reverse("api-claim", args=[pk])
