"""The whole story with every part real: reports in, read, checked, decided, published."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client

from claims.management.commands.load_sample import REPORTS, VERIFIED
from claims.models import Appearance, Claim, Decision, Evidence, Finding, Reading
from claims.models.finding import FindingState
from claims.status import Status
from factcheck.access.bootstrap import bootstrap
from factcheck.log.models import LogEntry
from sources.models import Report
from sources.models.work import State
from tests.worker import until, worker

pytestmark = pytest.mark.slow
NOT_THERE = "Russia did not attend the foreign ministers' meeting on Wednesday."


@pytest.fixture
def keys(tmp_path: Path, transactional_db: None) -> dict[str, str]:
    made = bootstrap(tmp_path / "credentials.json")
    assert made is not None
    secrets: dict[str, str] = made["keys"]
    return secrets


@pytest.fixture
def running(tmp_path: Path, transactional_db: None) -> Iterator[None]:
    with worker(tmp_path):
        yield


def get(address: str, key: str = "") -> dict[str, Any]:
    headers = {"Authorization": f"Bearer {key}"} if key else {}
    answer = Client().get(address, headers=headers)
    assert answer.status_code == 200, answer.content
    body: dict[str, Any] = answer.json()
    return body


def test_the_sample_reports_go_from_the_door_to_a_published_claim(keys: dict[str, str], running: None) -> None:
    call_command("load_sample", wait=300)

    reports = len(REPORTS.read_text("utf-8").splitlines())
    assert Report.objects.count() == Reading.objects.filter(state=State.DONE).count() == reports
    for appearance in Appearance.objects.select_related("snapshot"):
        assert appearance.snapshot.text[appearance.start : appearance.end] == appearance.quote

    # People decide: all but the one that the sample reviewer verified wait for someone.
    assert Claim.objects.exclude(status=Status.UNREVIEWED).get().statement == VERIFIED
    assert Decision.objects.count() == LogEntry.objects.filter(kind="decision").count() == 1

    # Two wire copies and their original are three appearances of one claim, which one official contradicts.
    absent = Claim.objects.get(statement=NOT_THERE)
    assert absent.appearances.values("snapshot__report").distinct().count() == 3
    against = Evidence.objects.filter(claim=absent, stance="refutes").values_list("passage__text", flat=True)
    assert list(against) == ["Russia attended the foreign ministers' meeting on Wednesday, a Pakistani official said."]
    finding = Finding.objects.get(claim=absent, state=FindingState.OPEN)
    assert finding.proposed_status == Status.CONFLICTING

    # The other meeting does not bear on it, in either direction.
    other = Claim.objects.get(statement="Russia's intelligence chief attended Saturday's meeting in Islamabad.")
    assert not Evidence.objects.filter(claim=other, stance="refutes").exists()

    # Medvedev wrote it in an op-ed, TASS carried it, an outlet published it.
    migrants = Appearance.objects.filter(quote__contains="drive many migrants").get()
    chain = [(hop.source.name, hop.channel) for hop in migrants.attributions.order_by("position")]
    assert chain == [("Dmitry Medvedev", "op-ed"), ("TASS", ""), ("Northgate Daily", "")]

    # A client sees what is published, and only that.
    published = get("/api/v1/claims/?status=verified", keys["read"])
    claim = published["results"][0]
    assert len(published["results"]) == 1
    assert claim["statement"] == VERIFIED
    assert get("/api/v1/claims/", keys["read"]) == published
    detail = get(f"/api/v1/claims/{claim['id']}/", keys["read"])
    assert detail["decision"]["to"] == "verified"
    assert detail["evidence"]
    assert len(get("/api/v1/claims/?page_size=1000", keys["review"])["results"]) == Claim.objects.count()


def test_a_report_sent_over_the_api_is_read_and_can_be_followed(keys: dict[str, str], running: None) -> None:
    said = "Ana Lima said Lisbon will host the fair."
    report = {"url": "https://post.example/1", "publisher": "Example Post", "text": said}
    headers = {"Authorization": f"Bearer {keys['ingest']}"}
    sent = Client().post("/api/v1/reports/", report, "application/json", headers=headers)
    assert sent.status_code == 201
    address = sent.json()["processing_url"].removeprefix("http://testserver")

    until(lambda: get(address, keys["ingest"])["state"] == "done", "the report is done")

    progress = get(address, keys["ingest"])
    assert progress["claims_found"] == 1
    assert progress["coverage"] == {"sentences": 1, "claimed": 1, "left_out": 0, "unread": 0}
    again = Client().post("/api/v1/reports/", report, "application/json", headers=headers)
    assert (again.status_code, again.json()["id"]) == (200, sent.json()["id"])
