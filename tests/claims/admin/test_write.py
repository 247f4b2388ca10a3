"""Claims written and edited by hand: the service and the pages before it."""

from typing import Any

import pytest
from django.test import Client
from kombu.exceptions import OperationalError

from claims.admin import write
from claims.engines import NullJudge
from claims.errors import ClaimRefused
from claims.models import Claim, ClaimEmbedding, Evidence, Finding, Recheck
from claims.services.gather_evidence import gather_evidence
from claims.services.write_claim import ClaimText, Place, edit_claim, write_claim
from claims.tasks import recheck
from factcheck.access.models import User
from sources.models import Snapshot
from tests.claims.admin.scene import make_scene
from tests.factories import EMBEDDER, make_claim, make_passages, make_report, publish

TEXT = "Ciao 🌉. The bridge is closed. Traffic stood still. The bridge is closed."
CLOSED = "The bridge is closed."
SAID = ClaimText("The bridge at Orsk is closed.", "asserted", "asserted")
JUDGE = "test/1"


@pytest.fixture
def snapshot(db: None) -> Snapshot:
    snapshot = make_report(TEXT).snapshot
    make_passages(snapshot, [(0, 29), (30, 50), (51, len(TEXT))])
    return snapshot


@pytest.fixture(autouse=True)
def engines(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(write, "get_embedder", lambda: EMBEDDER)
    monkeypatch.setattr(write, "get_judge", NullJudge)


def test_a_claim_stands_at_the_occurrence_meant(snapshot: Snapshot, edith: User) -> None:
    claim = write_claim(SAID, Place(snapshot.pk, CLOSED, 2), edith, EMBEDDER, JUDGE)
    place = claim.appearances.get()
    assert (place.quote, place.start, place.passage.position) == (CLOSED, TEXT.rindex(CLOSED), 2)
    assert place.prefix == TEXT[place.start - 32 : place.start]
    assert place.suffix == ""
    assert [(hop.source.name, hop.is_publisher) for hop in place.attributions.all()] == [("Example Outlet", True)]
    assert (claim.origin, claim.created_by, claim.vector.embedded_by) == ("editor", edith, EMBEDDER.name)
    assert Recheck.objects.get(claim=claim).judge == JUDGE


@pytest.mark.parametrize(
    ("quote", "occurrence", "field", "sentence"),
    [
        ("The bridge is shut.", None, "quote", "These exact words do not stand in the text."),
        ("  ", None, "quote", "These exact words do not stand in the text."),
        (CLOSED, None, "occurrence", "stands in the text 2 times. Say which one is meant, from 1 to 2."),
        (CLOSED, 3, "occurrence", "stands in the text 2 times, so there is no number 3."),
    ],
)
def test_a_quote_that_can_not_be_placed_is_refused(
    snapshot: Snapshot, edith: User, quote: str, occurrence: int | None, field: str, sentence: str
) -> None:
    with pytest.raises(ClaimRefused, match=sentence) as refused:
        write_claim(SAID, Place(snapshot.pk, quote, occurrence), edith, EMBEDDER, JUDGE)
    assert refused.value.field == field
    assert not Claim.objects.exists()


def test_a_text_without_passages_has_to_wait(edith: User) -> None:
    snapshot = make_report(TEXT).snapshot
    with pytest.raises(ClaimRefused, match="Wait a moment"):
        write_claim(SAID, Place(snapshot.pk, CLOSED, 1), edith, EMBEDDER, JUDGE)


def test_a_new_statement_drops_evidence_on_the_old_one_and_is_due_again(edith: User) -> None:
    scene = make_scene()
    done = Recheck.objects.create(
        claim=scene.claim, judge=JUDGE, state="done", attempts=3, due_at=scene.claim.created_at
    )
    before = ClaimEmbedding.objects.get(claim=scene.claim).embedding
    due = edit_claim(scene.claim.pk, SAID, edith, EMBEDDER, JUDGE)
    assert due == done
    assert (due.state, due.attempts, due.finished_at) == ("pending", 0, None)
    assert not Evidence.objects.filter(claim=scene.claim).exists()
    assert Finding.objects.get(claim=scene.claim).state == "superseded"
    claim = Claim.objects.get(pk=scene.claim.pk)
    assert (claim.statement, claim.edited_by) == (SAID.statement, edith)
    assert ClaimEmbedding.objects.get(claim=claim).embedding != before


def test_an_edit_beside_the_statement_keeps_the_evidence(edith: User) -> None:
    claim = make_scene().claim
    draft = ClaimText(claim.statement, "negated", "possible")
    assert edit_claim(claim.pk, draft, edith, EMBEDDER, JUDGE) is None
    assert Evidence.objects.filter(claim=claim).count() == 3
    assert Claim.objects.get(pk=claim.pk).polarity == "negated"


def test_an_edit_that_changes_nothing_makes_nobody_an_editor(edith: User) -> None:
    claim = make_claim()
    edit_claim(claim.pk, ClaimText(claim.statement, claim.polarity, claim.modality), edith, EMBEDDER, JUDGE)
    assert Claim.objects.get(pk=claim.pk).edited_by is None


def test_the_re_check_after_an_edit_judges_the_new_statement(snapshot: Snapshot, edith: User) -> None:
    claim = write_claim(SAID, Place(snapshot.pk, CLOSED, 1), edith, EMBEDDER, NullJudge.version)
    due = edit_claim(
        claim.pk, ClaimText("Traffic stood still.", "asserted", "asserted"), edith, EMBEDDER, NullJudge.version
    )
    assert due
    assert gather_evidence(due.pk, NullJudge())


def test_a_decided_claim_is_not_edited(client: Client, rosa: User, edith: User) -> None:
    claim = publish(make_claim(), rosa)
    with pytest.raises(ClaimRefused, match="publish a correction instead"):
        edit_claim(claim.pk, SAID, edith, EMBEDDER, JUDGE)
    client.force_login(edith)
    assert client.get(f"/admin/claims/claim/{claim.pk}/edit/").status_code == 403


def filled(where: Snapshot, **changes: Any) -> dict[str, Any]:
    return {
        "snapshot": str(where.pk),
        "quote": CLOSED,
        "occurrence": "1",
        "statement": SAID.statement,
        "polarity": "asserted",
        "modality": "asserted",
        "language": "en",
        **changes,
    }


def test_an_editor_writes_a_claim_and_the_worker_is_told(
    client: Client,
    edith: User,
    snapshot: Snapshot,
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: Any,
) -> None:
    sent: list[tuple[str]] = []
    monkeypatch.setattr(recheck, "apply_async", lambda args, **_: sent.append(args))
    client.force_login(edith)
    assert TEXT in client.get(f"/admin/claims/claim/add/?snapshot={snapshot.pk}").content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        response = client.post("/admin/claims/claim/add/", filled(snapshot))
    claim = Claim.objects.get()
    assert response.headers["Location"] == f"/admin/claims/claim/{claim.pk}/change/"
    assert sent == [(str(Recheck.objects.get(claim=claim).pk),)]


def test_a_broker_that_is_down_loses_no_claim(
    client: Client,
    edith: User,
    snapshot: Snapshot,
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: Any,
) -> None:
    def down(*_: object, **__: object) -> None:
        raise OperationalError

    monkeypatch.setattr(recheck, "apply_async", down)
    client.force_login(edith)
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post("/admin/claims/claim/add/", filled(snapshot)).status_code == 302
    assert Recheck.objects.get(claim=Claim.objects.get()).state == "pending"


def test_what_is_wrong_stands_at_its_field(client: Client, edith: User, snapshot: Snapshot) -> None:
    client.force_login(edith)
    response = client.post("/admin/claims/claim/add/", filled(snapshot, quote="The bridge is shut.", occurrence=""))
    assert "do not stand in the text" in response.context["form"].errors["quote"][0]
    response = client.post("/admin/claims/claim/add/", filled(snapshot, snapshot="nonsense"))
    assert "snapshot" in response.context["form"].errors
    assert not Claim.objects.exists()


def test_an_editor_edits_through_the_page(client: Client, edith: User) -> None:
    claim = make_claim()
    client.force_login(edith)
    path = f"/admin/claims/claim/{claim.pk}/edit/"
    assert claim.statement in client.get(path).content.decode()
    said = {"statement": "Other.", "polarity": "asserted", "modality": "planned", "language": "en"}
    assert client.post(path, said).status_code == 302
    after = Claim.objects.get(pk=claim.pk)
    assert (after.statement, after.modality, after.status) == ("Other.", "planned", "unreviewed")


@pytest.mark.parametrize("address", ["/admin/claims/claim/add/", "/admin/claims/claim/{}/edit/"])
def test_a_reviewer_writes_no_claims(client: Client, rosa: User, address: str) -> None:
    client.force_login(rosa)
    path = address.format(make_claim().pk)
    assert client.get(path).status_code == 403
    assert client.post(path, {}).status_code == 403
