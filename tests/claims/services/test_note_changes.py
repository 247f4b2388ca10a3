"""A new version of a report marks the decided claims that rest on words it has no more."""

from typing import Any

import pytest
from django.test import Client

from claims.models import Claim, Evidence, ReportChange
from claims.services.another_look import is_held
from claims.services.decide import Verdict, decide
from claims.signals import claim_shaken
from claims.status import Stance
from factcheck.access.models import User
from sources.models import Report
from tests.claims.services.test_affected import SAID, check, two_reports, version
from tests.claims.services.test_evidence import CLAIM
from tests.factories import decide_by_two, make_claim, make_report, publish

pytestmark = pytest.mark.django_db
ONE = "https://one.example/"


def decided(reviewer: User) -> Claim:
    """A verified claim whose verdict cites the report at ONE."""
    claim = make_claim(CLAIM)
    check(version(ONE, "It rained in Orsk.", SAID))
    row = Evidence.objects.get(passage__text=SAID)
    assert row.stance == Stance.SUPPORTS
    decide(claim.pk, Verdict("unreviewed", "verified", "It saw it.", [row.pk]), reviewer)
    claim.refresh_from_db()
    return claim


def is_marked(claim: Claim) -> bool:
    claim.refresh_from_db()
    return claim.needs_another_look


def test_a_cited_sentence_that_is_gone_calls_for_another_look(rosa: User) -> None:
    claim = decided(rosa)
    told: list[Any] = []

    def hear(sender: object, claim_ids: object, **_: object) -> None:
        told.append(claim_ids)

    claim_shaken.connect(hear)
    try:
        check(version(ONE, "Correction: the bridge at Orsk never closed, we were told.", "It rained in Orsk."))
    finally:
        claim_shaken.disconnect(hear)
    change = ReportChange.objects.get()
    assert (change.claim, change.kind, change.cited, change.quote) == (claim, "corrected", True, SAID)
    assert is_marked(claim)
    assert claim.status == "verified"
    assert is_held(claim)
    assert told == [[claim.pk]]


def test_a_version_that_still_says_it_calls_for_nothing(rosa: User) -> None:
    claim = decided(rosa)
    check(version(ONE, SAID, "It is dry now."))
    assert not is_marked(claim)
    assert not ReportChange.objects.exists()


def test_so_does_one_that_says_it_in_other_words(rosa: User) -> None:
    claim = decided(rosa)
    check(version(ONE, f"As we reported: {CLAIM}.", "It is dry now."))
    assert not is_marked(claim)


def test_a_claim_that_was_made_there_and_is_gone_is_marked(rosa: User) -> None:
    first = version(ONE, SAID)
    claim = publish(make_claim(CLAIM, passage=first.passages.get()), rosa)
    check(version(ONE, "Nothing of it is so."))
    change = ReportChange.objects.get()
    assert (change.claim, change.kind, change.cited, change.quote) == (claim, "updated", False, SAID)
    assert is_marked(claim)


def test_nothing_is_noted_twice_and_a_new_decision_settles_it(rosa: User) -> None:
    claim = decided(rosa)
    gone = version(ONE, "It rained in Orsk.")
    check(gone)
    (row,) = Evidence.objects.filter(claim=claim, passage__text=SAID)
    decide_by_two(claim.pk, Verdict("verified", "conflicting", "Its report took it back.", [row.pk]), rosa)
    check(gone)
    assert ReportChange.objects.count() == 1
    assert not is_marked(claim)
    assert not is_held(claim)


def test_a_mark_does_not_hold_once_the_old_version_counts_again(rosa: User) -> None:
    claim = decided(rosa)
    check(version(ONE, "It rained in Orsk."))
    assert is_held(claim)
    make_report(f"It rained in Orsk. {SAID}", url=ONE)
    assert not is_held(claim)


def test_what_nobody_decided_on_is_left_to_its_finding() -> None:
    make_claim(CLAIM)
    two_reports()
    check(version(ONE, "It rained in Orsk."))
    assert Report.objects.count() == 2
    assert not ReportChange.objects.exists()


def test_the_dossier_says_what_is_gone(client: Client, rosa: User) -> None:
    claim = decided(rosa)
    check(version(ONE, "Correction: an earlier version was wrong."))
    client.force_login(rosa)
    html = client.get(f"/admin/claims/claim/{claim.pk}/change/").content.decode()
    assert "A report has changed since it was decided" in html
    assert "these words do not count any more" in html
