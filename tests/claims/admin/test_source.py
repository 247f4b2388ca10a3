"""The page of a source: its grades, its owner, its track record, and a picture that works without a script."""

from datetime import date
from typing import Any
from xml.etree import ElementTree

import pytest
from django.test import Client

from claims.admin.picture import draw
from claims.pipeline.track_record import Outcome, track_record
from claims.status import Status
from factcheck.access.models import User
from sources.models import Source, SourceRating
from tests.claims.test_records import said
from tests.factories import make_claim, make_evidence, make_rating, publish

pytestmark = pytest.mark.django_db


@pytest.fixture
def reviewing(client: Client, rosa: User) -> Client:
    client.force_login(rosa)
    return client


def page(source: Source, *more: str) -> str:
    return f"/admin/sources/source/{source.pk}/{'/'.join(more) or 'change'}/"


def test_a_reviewer_rates_a_source_on_its_page(reviewing: Client, rosa: User) -> None:
    post = Source.named("Post", "outlet")
    answer = reviewing.post(page(post, "rate"), {"grade": "E", "since": "2025-02-01", "why": "It made a report up."})
    assert answer.status_code == 302
    html = reviewing.get(page(post)).content.decode()
    assert "E: unreliable, since 1 February 2025." in html
    assert "It made a report up." in html
    assert "(By rosa," in html


def test_a_refusal_stands_at_its_field_and_changes_nothing(reviewing: Client) -> None:
    post = Source.named("Post", "outlet")
    answer = reviewing.post(page(post, "rate"), {"grade": "", "since": "2025-02-01", "why": "So."})
    assert b"no rating of its own" in answer.content
    assert not SourceRating.objects.exists()


def test_an_owner_is_named_on_its_page_and_its_grade_holds(reviewing: Client, rosa: User) -> None:
    post, house = Source.named("Post", "outlet"), Source.named("House", "organisation")
    make_rating(house, "B", rosa)
    assert reviewing.post(page(post, "owner"), {"owner": str(house.pk), "why": "Imprint."}).status_code == 302
    assert "as its owner House." in reviewing.get(page(post)).content.decode()
    answer = reviewing.post(page(house, "owner"), {"owner": str(post.pk), "why": "Imprint."})
    assert "owned by this one" in answer.content.decode()


@pytest.mark.parametrize("place", ["rate", "owner"])
def test_an_editor_may_do_neither_and_is_told_so(client: Client, edith: User, place: str) -> None:
    client.force_login(edith)
    answer = client.get(page(Source.named("Post", "outlet"), place))
    assert answer.status_code == 403
    assert "Only a reviewer may rate sources" in answer.content.decode()


def test_the_page_shows_the_track_record_beside_the_grade(reviewing: Client, rosa: User) -> None:
    publish(said("The bridge is shut.", "<b>Ana</b> Lima"), rosa)
    publish(said("The dam broke.", "<b>Ana</b> Lima", 5), rosa, "refuted")
    ana = Source.objects.get(kind="person")
    make_rating(ana, "A", rosa)
    html = reviewing.get(page(ana)).content.decode()
    assert "50 in 100 held" in html
    assert "<b>Ana</b>" not in html
    svg = ElementTree.fromstring(html[html.index("<svg viewBox") : html.index("<figcaption")])
    assert svg.get("role") == "img"
    told = svg.findtext("desc")
    assert told
    assert "A since 1 January 2024." in told
    assert "Quarter 1 of 2024: 1 verified." in told
    kinds = [rect.get("class") for rect in svg.iter("rect")]
    assert sorted(filter(None, kinds)) == ["record-refuted", "record-verified"]


def test_a_source_of_which_nothing_is_known_has_no_picture(reviewing: Client) -> None:
    html = reviewing.get(page(Source.named("Post", "outlet"))).content.decode()
    assert "<svg viewBox" not in html
    assert "no claim of it has reached a verdict yet" in html


def rated(*rows: tuple[str, date]) -> list[SourceRating]:
    return [SourceRating(grade=grade, since=since, rated_at=since) for grade, since in rows]


def test_lines_follow_the_ratings_and_end_where_one_is_taken_back() -> None:
    ratings = rated(("B", date(2024, 1, 1)), ("E", date(2024, 7, 1)), ("", date(2025, 1, 1)))
    picture = draw("Post", ratings, track_record([]), date(2025, 12, 31))
    assert picture
    first, second = picture.lines
    assert (first.letter, second.letter) == ("B", "E")
    assert first.x2 == second.x1
    assert second.x2 < picture.right - 200
    assert first.y < second.y


def test_bars_stand_on_the_base_and_the_fullest_quarter_is_the_highest() -> None:
    rows = [
        Outcome(Status.VERIFIED, "event", date(2024, 1, 1), 3),
        Outcome(Status.REFUTED, "event", date(2024, 1, 1), 1),
        Outcome(Status.CONFLICTING, "event", date(2024, 4, 1), 2),
    ]
    picture = draw("Post", [], track_record(rows), date(2025, 12, 31))
    assert picture
    heights: dict[float, float] = {}
    for box in picture.boxes:
        heights[box.x] = heights.get(box.x, 0) + box.height
        assert box.y + box.height <= picture.base + 1e-9
    assert sorted(heights.values()) == [40, 80]


def test_old_quarters_fall_out_of_the_picture_and_stay_in_the_words() -> None:
    old = Outcome(Status.VERIFIED, "event", date(1999, 1, 1), 3)
    picture = draw("Post", rated(("A", date(1998, 1, 1))), track_record([old]), date(2025, 12, 31))
    assert picture
    assert not picture.boxes
    assert picture.lines[0].x1 == picture.left
    assert "Quarter 1 of 1999" in picture.told


def test_a_reviewer_judges_a_piece_of_evidence(reviewing: Client) -> None:
    row = make_evidence(make_claim())
    dossier: Any = f"/admin/claims/claim/{row.claim_id}/change/"
    assert "nobody has judged it" in reviewing.get(dossier).content.decode()
    address = f"/admin/claims/claim/{row.claim_id}/credibility/{row.pk}/"
    assert reviewing.get(address).status_code == 200
    reviewing.post(address, {"grade": "5", "why": "Nobody else saw it."})
    html = reviewing.get(dossier).content.decode()
    assert "5: improbable" in html
    assert "Nobody else saw it." in html
