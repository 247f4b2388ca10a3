"""What the world reads: published claims; a review key sees all."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from claims.models import Attribution, Claim, Finding
from claims.services.publish_due import publish_due
from factcheck.access.models import User
from sources.models import Source
from tests.claims.api.conftest import Ask
from tests.factories import change, make_claim, make_evidence, make_passages, make_report, publish


def statements(ask: Ask, query: str = "") -> list[str]:
    return [row["statement"] for row in ask(f"claims/{query}").json()["results"]]


def make_said(statement: str, *chain: tuple[str, str], **fields: Any) -> Claim:
    """A claim in a report of its own, said by the chain of (name, kind); unnamed kinds are classes."""
    [passage] = make_passages(make_report(statement, title="A story").snapshot)
    claim = make_claim(statement, passage=passage, **fields)
    for position, (name, kind) in enumerate(chain):
        Attribution.objects.create(
            appearance=claim.appearances.get(),
            position=position,
            source=Source.named(name, kind),
            is_publisher=kind == "outlet",
        )
    return claim


def test_only_what_is_published_is_seen_without_the_review_scope(
    anyone: Ask, aggregator: Ask, wire: Ask, desk: Ask, rosa: User
) -> None:
    hidden = make_claim("The bridge is open.")
    shown = publish(make_claim("The bridge is closed."), rosa)
    for who in (anyone, aggregator, wire):
        assert statements(who) == ["The bridge is closed."]
        assert statements(who, "?status=unreviewed") == []
        assert who(f"claims/{shown.pk}/").status_code == 200
        assert who(f"claims/{hidden.pk}/").status_code == 404
    assert statements(desk) == ["The bridge is closed.", "The bridge is open."]
    assert desk(f"claims/{hidden.pk}/").json()["status"] == "unreviewed"


def test_a_claim_tells_where_it_stands_and_who_says_so(anyone: Ask, rosa: User) -> None:
    chain = (("Dmitry Medvedev", "person"), ("TASS", "organisation"), ("Example Outlet", "outlet"))
    claim = make_said("Russia was absent.", *chain)
    claim.valid_during = DateTimeTZRange(datetime(2021, 9, 8, tzinfo=UTC), None)
    claim.save()
    publish(claim, rosa)
    body = anyone(f"claims/{claim.pk}/").json()
    [appearance] = body["appearances"]
    assert body["appearances_total"] == 1
    assert body["valid_during"] == {"since": "2021-09-08T00:00:00Z", "until": None}
    assert (appearance["quote"], appearance["start"], appearance["end"]) == ("Russia was absent.", 0, 18)
    assert appearance["report"]["publisher"] == "Example Outlet"
    assert len(appearance["snapshot"]["sha256"]) == 64
    assert appearance["snapshot"]["is_current"] is True
    hops = appearance["attributions"]
    assert [(hop["position"], hop["source"]["name"], hop["is_publisher"]) for hop in hops] == [
        (0, "Dmitry Medvedev", False),
        (1, "TASS", False),
        (2, "Example Outlet", True),
    ]


def test_a_newsroom_publishes_as_a_desk_and_only_reviewers_see_who_decided(anyone: Ask, desk: Ask, rosa: User) -> None:
    claim = publish(make_claim(), rosa)
    public = anyone(f"claims/{claim.pk}/").json()["decision"]
    assert (public["from"], public["to"], public["decided_by"]) == ("unreviewed", "verified", None)
    assert public["rationale"] == "Two outlets saw it themselves."
    assert desk(f"claims/{claim.pk}/").json()["decision"]["decided_by"] == "rosa"
    assert desk("claims/").json()["results"][0]["decision"]["decided_by"] == "rosa"


def test_the_latest_decision_is_shown(anyone: Ask, rosa: User, ravi: User) -> None:
    claim = publish(make_claim(), rosa)
    change(claim, "unverifiable", rosa, ravi, reason="The witness took it back.")
    assert anyone("claims/").json()["results"][0]["decision"]["to"] == "unverifiable"


def test_a_withdrawn_claim_is_gone_with_the_reason_and_the_date(anyone: Ask, desk: Ask, rosa: User, ravi: User) -> None:
    claim = publish(make_claim(), rosa)
    change(claim, "withdrawn", rosa, ravi, reason="The witness took it back.")
    assert statements(anyone) == statements(anyone, "?status=withdrawn") == []
    gone = anyone(f"claims/{claim.pk}/")
    assert (gone.status_code, gone.headers["Content-Type"]) == (410, "application/problem+json")
    assert (gone.json()["code"], gone.json()["reason"]) == ("withdrawn", "The witness took it back.")
    assert datetime.fromisoformat(gone.json()["at"]) == claim.decided_at
    assert desk(f"claims/{claim.pk}/").json()["status"] == "withdrawn"


def test_evidence_that_takes_a_side_is_shown_cited_first_then_the_strongest(anyone: Ask, desk: Ask, rosa: User) -> None:
    claim = make_claim()
    weak = make_evidence(claim, stance="refutes", refutes=0.5, not_enough_info=0.45)
    make_evidence(claim, stance="not_enough_info")
    named = make_passages(make_report(claim.statement, publisher="Example Outlet").snapshot)[0]
    strong = make_evidence(claim, named, stance="refutes")
    publish(claim, rosa)
    body = anyone(f"claims/{claim.pk}/").json()
    assert body["evidence_total"] == 3
    assert [row["cited"] for row in body["evidence"]] == [True, False, False]
    assert [row["id"] for row in body["evidence"][1:]] == [str(strong.pk), str(weak.pk)]
    shown = body["evidence"][1]
    assert shown["scores"] == {"supports": 0.05, "refutes": 0.9, "not_enough_info": 0.05}
    assert (shown["judge"], shown["reasons"]) == ("test/1", ["It says so."])
    assert shown["passage"]["text"] == claim.statement
    assert shown["report"]["publisher"] == "Example Outlet"
    assert anyone(f"claims/{claim.pk}/?evidence=all").status_code == 401
    everything = desk(f"claims/{claim.pk}/?evidence=all").json()
    assert len(everything["evidence"]) == everything["evidence_total"] == 4


def test_a_newer_judge_replaces_what_an_older_one_said_of_the_same_passage(desk: Ask, db: None) -> None:
    claim = make_claim()
    old = make_evidence(claim)
    make_evidence(claim, old.passage, stance="refutes", judge="test/2")
    assert [row["judge"] for row in desk(f"claims/{claim.pk}/").json()["evidence"]] == ["test/2"]


def test_findings_are_for_reviewers(anyone: Ask, desk: Ask, rosa: User) -> None:
    claim = publish(make_claim(), rosa)
    Finding.objects.create(
        claim=claim,
        current_status="verified",
        proposed_status="conflicting",
        score=-1.5,
        voices=[{"stance": "refutes", "log_odds": -1.5, "label": "TASS", "facts": [str(claim.pk)]}],
        reasons=["1 voice refutes it: TASS."],
        judge="test/1",
        digest="d",
    )
    Claim.objects.update(needs_another_look=True)
    publish_due(10)
    public, shown = (who(f"claims/{claim.pk}/").json() for who in (anyone, desk))
    assert (public["finding"], public["needs_another_look"]) == (None, True)
    assert shown["needs_another_look"] is True
    assert (shown["finding"]["proposed_status"], shown["finding"]["log_odds"]) == ("conflicting", -1.5)
    assert shown["finding"]["voices"] == [
        {
            "label": "TASS",
            "stance": "refutes",
            "log_odds": -1.5,
            "own": False,
            "evidence": [str(claim.pk)],
            "ties": [],
        }
    ]
    for who in (anyone, desk):
        assert statements(who, "?needs_another_look=true") == [claim.statement]
        assert statements(who, "?needs_another_look=false") == []


def test_claims_are_found_by_words_phrases_and_exclusions(desk: Ask, db: None) -> None:
    for statement in ("The old bridge was closed.", "The bridge was old.", "A tunnel was closed."):
        make_claim(statement)
    assert statements(desk, "?q=bridge") == ["The bridge was old.", "The old bridge was closed."]
    assert statements(desk, "?q=%22old+bridge%22") == ["The old bridge was closed."]
    assert statements(desk, "?q=closed+-bridge") == ["A tunnel was closed."]
    assert statements(desk, "?q=tunnel+or+old") == [
        "A tunnel was closed.",
        "The bridge was old.",
        "The old bridge was closed.",
    ]
    assert statements(desk, "?q=%27%3B+DROP+TABLE+claims_claim%3B--") == []
    assert statements(desk, "?q=%22%28%26%21%7C") == []


def test_claims_are_found_by_anyone_in_the_chain_whatever_the_case(desk: Ask, db: None) -> None:
    make_said("A.", ("Dmitry Medvedev", "person"), ("TASS", "organisation"), ("Example Outlet", "outlet"))
    make_said("B.", ("officials", "unnamed"), ("Example Outlet", "outlet"))
    assert statements(desk, "?source=dmitry++MEDVEDEV") == ["A."]
    assert statements(desk, "?source=tass") == ["A."]
    assert statements(desk, "?source=Officials") == ["B."]
    assert statements(desk, "?source=example+outlet") == ["B.", "A."]
    assert statements(desk, "?source=medvedev") == []
    assert statements(desk, "?source=unnamed:+officials") == []


def test_claims_are_narrowed_by_what_they_are(desk: Ask, rosa: User) -> None:
    publish(make_claim("A.", modality="planned", language="de"), rosa, "refuted")
    make_claim("B.", polarity="negated")
    assert statements(desk, "?status=refuted") == ["A."]
    assert statements(desk, "?modality=planned&polarity=asserted") == ["A."]
    assert statements(desk, "?polarity=negated") == ["B."]
    assert statements(desk, "?language=DE") == ["A."]


def test_claims_are_narrowed_by_time(desk: Ask, rosa: User) -> None:
    publish(make_claim("Old."), rosa)
    Claim.objects.update(created_at=datetime(2021, 1, 1, tzinfo=UTC))
    make_claim("New.")
    assert statements(desk, "?created_before=2021-01-02") == ["Old."]
    assert statements(desk, "?created_after=2021-01-02T00:00:00Z") == ["New."]
    assert statements(desk, "?created_after=2021-01-01T00:00:00Z") == ["New.", "Old."]
    assert statements(desk, "?created_before=2021-01-01T00:00:00%2B00:00") == []
    assert statements(desk, "?decided_after=2021-01-01") == ["Old."]
    assert statements(desk, "?decided_before=2021-01-01") == []


@pytest.mark.parametrize(
    ("query", "field", "code"),
    [
        ("status=verifed", "status", "invalid_choice"),
        ("status=", "status", "empty_parameter"),
        ("q=%20", "q", "empty_parameter"),
        ("stauts=verified", "stauts", "unknown_parameter"),
        ("format=xml", "format", "unknown_parameter"),
        ("status=verified&status=refuted", "status", "repeated_parameter"),
        ("modality=maybe", "modality", "invalid_choice"),
        ("needs_another_look=2", "needs_another_look", "invalid_choice"),
        ("created_after=soon", "created_after", "invalid"),
        ("q=a%00b", "q", "null_characters_not_allowed"),
        ("source=%00", "source", "null_characters_not_allowed"),
        ("page_size=0", "page_size", "invalid"),
        ("page_size=1001", "page_size", "invalid"),
        ("page_size=-5", "page_size", "invalid"),
        ("page_size=ten", "page_size", "invalid"),
        ("page_size=%D9%A3", "page_size", "invalid"),
        ("cursor=nonsense", "cursor", "invalid"),
        ("cursor=b", "cursor", "invalid"),
        ("cursor=%C3%A9%F0%9F%98%80", "cursor", "invalid"),
        ("%FF%FE=1", "\ufffd\ufffd", "unknown_parameter"),
    ],
)
def test_a_slip_is_named_instead_of_returning_everything(desk: Ask, query: str, field: str, code: str) -> None:
    response = desk(f"claims/?{query}")
    assert response.status_code == 422
    assert [(error["field"], error["code"]) for error in response.json()["errors"]] == [(field, code)]


def test_a_parameter_of_the_list_is_unknown_to_the_detail(desk: Ask, db: None) -> None:
    claim = make_claim()
    assert desk(f"claims/{claim.pk}/?status=verified").status_code == 422
    assert desk(f"claims/{claim.pk}/?evidence=some").json()["errors"][0]["field"] == "evidence"


def _fill(count: int, rosa: User) -> None:
    for number in range(count):
        claim = make_said(f"Claim {number}.", ("Ann", "person"), ("Example Outlet", "outlet"))
        publish(claim, rosa)


@pytest.mark.parametrize(("who", "queries"), [("anyone", 2), ("desk", 7)])
def test_a_list_costs_the_same_whatever_its_length(
    who: str, queries: int, request: Any, rosa: User, django_assert_num_queries: Any
) -> None:
    ask = request.getfixturevalue(who)
    _fill(3, rosa)
    ask("claims/")
    with django_assert_num_queries(queries):
        assert len(ask("claims/").json()["results"]) == 3
    _fill(27, rosa)
    with django_assert_num_queries(queries):
        assert len(ask("claims/").json()["results"]) == 30


def test_a_claim_costs_the_same_whatever_its_evidence(anyone: Ask, rosa: User, django_assert_num_queries: Any) -> None:
    claim = publish(make_said("A.", ("Ann", "person")), rosa)
    with django_assert_num_queries(1):
        anyone(f"claims/{claim.pk}/")
    for _ in range(10):
        make_evidence(claim)
    publish_due(10)
    with django_assert_num_queries(1):
        assert len(anyone(f"claims/{claim.pk}/").json()["evidence"]) == 11


def test_appearances_are_bounded_and_counted(desk: Ask, db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("claims.api.views.claims.APPEARANCES_LISTED", 1)
    monkeypatch.setattr("claims.api.views.claims.APPEARANCES_SHOWN", 2)
    claim, other = make_claim("Rain fell."), make_said("Snow fell.", ("Ann", "person"))
    for number in range(3):
        text = f"{number}: Rain fell."
        [passage] = make_passages(make_report(text).snapshot, [(3, len(text))])
        claim.appearances.create(snapshot=passage.snapshot, passage=passage, quote="Rain fell.", start=3, end=len(text))
    snow, rain = desk("claims/").json()["results"]
    assert ([row["quote"] for row in rain["appearances"]], rain["appearances_total"]) == (["Rain fell."], 3)
    rain = desk(f"claims/{claim.pk}/").json()
    assert (len(rain["appearances"]), rain["appearances_total"]) == (2, 3)
    assert (snow["id"], len(snow["appearances"]), snow["appearances_total"]) == (str(other.pk), 1, 1)
