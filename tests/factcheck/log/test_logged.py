"""What the services write to the log beside decisions."""

import json

import pytest
from django.db import connection

from claims.services.judge_claims import judge_claims, undo_judgement
from factcheck.access.models import User
from factcheck.log.admin import KINDS, OBJECT_TYPES
from factcheck.log.models import LogEntry
from sources.models import Entity
from sources.services import merge_entities
from sources.services.kill_report import kill_report, lift_kill
from tests.factories import make_claim, make_report

pytestmark = pytest.mark.django_db


def logged() -> list[tuple[str, str, dict[str, object]]]:
    rows = LogEntry.objects.select_related("payload").order_by("sequence")
    assert all(row.kind in KINDS and row.object_type in OBJECT_TYPES for row in rows)
    return [(row.kind, row.object_id, json.loads(row.payload.body)) for row in rows]


def test_merging_claims_and_undoing_it_are_logged_with_what_stands_for_each(rosa: User) -> None:
    one, other = make_claim(), make_claim("The Orsk bridge was shut on Monday.")
    made = judge_claims(one.pk, other.pk, "same", "Both name it.", rosa, "test/1")
    undo_judgement(made.pk, rosa, "test/1")
    judge_claims(one.pk, other.pk, "different", "Two bridges.", rosa, "test/1")
    pair = [str(one.pk), str(other.pk)]
    said = {"judgement": str(made.pk), "claims": pair, "reason": "Both name it.", "by": "rosa"}
    assert logged() == [
        ("merge", pair[0], said | {"kept": [pair[0], pair[0]]}),
        ("unmerge", pair[0], said | {"kept": pair}),
    ]


def test_a_judgement_that_replaces_a_merge_logs_that_it_is_undone(rosa: User) -> None:
    one, other = make_claim(), make_claim("The Orsk bridge was shut on Monday.")
    judge_claims(one.pk, other.pk, "same", "Both name it.", rosa, "test/1")
    judge_claims(one.pk, other.pk, "different", "Two bridges.", rosa, "test/1")
    assert [kind for kind, *_ in logged()] == ["merge", "unmerge"]


def test_a_kill_and_its_lifting_are_logged(edith: User) -> None:
    report = make_report().report
    kill_report(report.pk, "The agency sent a kill notice.", edith)
    lift_kill(report.pk, edith)
    assert [(kind, pk, body["counts"], body["by"]) for kind, pk, body in logged()] == [
        ("withdrawal", str(report.pk), False, "edith"),
        ("withdrawal", str(report.pk), True, "edith"),
    ]


def test_entities_that_a_person_merges_are_logged_and_those_of_a_machine_are_not(edith: User) -> None:
    one, other = (Entity.objects.create(name=name) for name in ("Orsk", "Orsk city"))
    made = merge_entities.judge_entities(one.pk, other.pk, "same", "One town.", merge_entities.Machine("test/1"))
    assert not LogEntry.objects.exists()
    merge_entities.undo_judgement(made.pk, edith)
    merge_entities.judge_entities(one.pk, other.pk, "same", "One town.", edith)
    assert [(kind, body["reason"]) for kind, _, body in logged()] == [("unmerge", "One town."), ("merge", "One town.")]
    connection.check_constraints()
