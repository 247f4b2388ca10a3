"""A report is kept as it came, once, however often and in whatever dress it comes."""

import hashlib
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta, timezone
from threading import Barrier
from typing import Any

import pytest
from django.db import connection

from sources.errors import UnusableReport
from sources.models import Indexing, Report, Snapshot, Source, State
from sources.services.receive_report import IncomingReport, Receipt, receive_report
from sources.text.html import read_page
from tests.factories import make_report

ADDRESS = "https://outlet.example/bridge"
CLOSED, OPEN = "The bridge at Orsk is closed.", "The bridge at Orsk is open."
NOON = datetime(2021, 9, 11, 12, tzinfo=UTC)


def take(text: str = CLOSED, **fields: Any) -> Receipt:
    return receive_report(IncomingReport(text=text, **fields), via="api", by="test")


def stored() -> tuple[int, int, int]:
    return Report.objects.count(), Snapshot.objects.count(), Indexing.objects.count()


# --- which report it is ----------------------------------------------------------------------------


@pytest.mark.django_db
def test_the_address_tells_reports_apart_whatever_else_they_share() -> None:
    first = take(url=ADDRESS, publisher="Orsk Daily", external_id="7")
    other = take(url=ADDRESS + "?page=2", publisher="Orsk Daily", external_id="7")
    assert first.report != other.report
    assert first.snapshot != other.snapshot


@pytest.mark.django_db
@pytest.mark.parametrize("same", ["HTTPS://Outlet.Example/bridge", f"{ADDRESS}#comments"])
def test_the_case_of_the_host_and_a_fragment_make_no_other_address(same: str) -> None:
    assert take(url=ADDRESS).report == take(url=same).report


@pytest.mark.django_db
def test_the_case_of_the_path_makes_another_address() -> None:
    assert take(url=ADDRESS).report != take(url=ADDRESS.replace("bridge", "Bridge")).report


@pytest.mark.django_db
def test_without_an_address_publisher_and_their_id_decide() -> None:
    first = take(publisher="Orsk Daily", external_id="7")
    assert take(OPEN, publisher="Orsk Daily", external_id="7").report == first.report
    assert take(publisher="Orsk Daily", external_id="8").report != first.report
    assert take(publisher="Orsk Weekly", external_id="7").report != first.report


@pytest.mark.django_db
@pytest.mark.parametrize("spelling", ["orsk  CAFE\u0301", " Orsk Café ", "ＯＲＳＫ café"])
def test_a_publisher_is_one_however_it_is_spelled(spelling: str) -> None:
    """The Source is one for all these spellings, so the report must be, too."""
    assert take(publisher="Orsk Café", external_id="7").report == take(publisher=spelling, external_id="7").report
    assert Source.objects.count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize("half", [{"publisher": "Orsk Daily"}, {"external_id": "7"}, {"publisher": " "}])
def test_without_both_of_these_the_text_decides(half: dict[str, str]) -> None:
    assert take(**half).report == take().report
    assert take(OPEN, **half).report != take().report


@pytest.mark.django_db
def test_fields_can_not_be_shifted_into_each_other() -> None:
    assert take(publisher="a b", external_id="c").report != take(publisher="a", external_id="b c").report


# --- which version it is ---------------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("text", "again"),
    [
        (CLOSED, CLOSED),
        ("Café.\nClosed.", "Cafe\u0301.\nClosed."),
        ("One.\nTwo.", "One.\r\nTwo."),
        ("One.\nTwo.", "One.\rTwo."),
        ("One.", "\ufeffOne."),
    ],
)
@pytest.mark.parametrize("where", [{"url": ADDRESS}, {}])
def test_the_same_text_twice_is_one_snapshot(text: str, again: str, where: dict[str, str]) -> None:
    first, second = take(text, **where), take(again, **where)
    assert (first.is_new, second.is_new) == (True, False)
    assert first.snapshot == second.snapshot
    assert stored() == (1, 1, 1)


@pytest.mark.django_db
def test_a_snapshot_has_the_canonical_text_its_hash_and_what_came() -> None:
    given = "Cafe\u0301\r\nclosed.  \n"
    snapshot = take(given).snapshot
    assert snapshot.text == "Café\nclosed.  \n"
    assert snapshot.sha256 == hashlib.sha256(snapshot.text.encode()).hexdigest()
    assert (snapshot.original, snapshot.media_type) == (given, "text/plain")
    assert (snapshot.received_via, snapshot.received_by) == ("api", "test")


@pytest.mark.django_db
def test_text_that_came_canonical_is_not_kept_twice() -> None:
    assert take().snapshot.original == ""


@pytest.mark.django_db
def test_a_changed_text_is_a_new_version_and_the_current_one() -> None:
    first, second = take(url=ADDRESS), take(OPEN, url=ADDRESS)
    assert second.is_new
    assert first.report == second.report
    assert Report.objects.get().current == second.snapshot
    assert stored() == (1, 2, 2)


@pytest.mark.django_db
def test_a_text_that_comes_back_is_known_and_current_again() -> None:
    first, _, third = take(url=ADDRESS), take(OPEN, url=ADDRESS), take(url=ADDRESS)
    assert not third.is_new
    assert third.snapshot == first.snapshot
    assert Report.objects.get().current == first.snapshot
    assert stored() == (1, 2, 2)


@pytest.mark.django_db
def test_what_is_said_later_counts_and_silence_changes_nothing() -> None:
    take(url=ADDRESS, title="Bridge closed", publisher="Orsk Daily", published_at=NOON)
    take(OPEN, url=ADDRESS)
    report = Report.objects.get()
    assert (report.title, str(report.publisher), report.published_at) == ("Bridge closed", "Orsk Daily", NOON)
    take(OPEN, url=ADDRESS, title="Bridge open", published_at=NOON + timedelta(hours=1))
    report.refresh_from_db()
    assert (report.title, str(report.publisher)) == ("Bridge open", "Orsk Daily")
    assert report.published_at == NOON + timedelta(hours=1)


@pytest.mark.django_db
def test_the_same_again_writes_nothing_at_all() -> None:
    take(url=ADDRESS, title="Bridge closed", publisher="Orsk Daily", published_at=NOON)
    with connection.cursor() as cursor:
        cursor.execute("SELECT xmin FROM sources_report")
        before = cursor.fetchall()
        take(url=ADDRESS, title="Bridge closed", publisher="Orsk Daily", published_at=NOON)
        cursor.execute("SELECT xmin FROM sources_report")
        assert cursor.fetchall() == before


@pytest.mark.django_db
def test_indexing_is_planned_with_time_for_the_worker_to_be_told(settings: Any) -> None:
    settings.NUDGE_AGAIN_SECONDS = 60
    due_at = Indexing.objects.get(snapshot=take().snapshot).due_at
    assert timedelta(seconds=55) < due_at - datetime.now(UTC) <= timedelta(seconds=60)


# --- what is refused -------------------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("given", "field", "code"),
    [
        ({}, "text", "empty"),
        ({"text": " \n\t\u2003"}, "text", "empty"),
        ({"text": "\ufeff"}, "text", "empty"),
        ({"html": "  \n"}, "text", "empty"),
        ({"html": "<html><body></body></html>"}, "html", "empty"),
        ({"html": "<script>let a = 1</script>"}, "html", "empty"),
        ({"text": "a\0b"}, "text", "unstorable"),
        ({"text": "a\udc80b"}, "text", "unstorable"),
        ({"html": "<p>a\0b</p>"}, "html", "unstorable"),
        ({"text": "a", "html": "<p>a</p>"}, "html", "invalid"),
        ({"text": "a", "title": "t\0"}, "title", "unstorable"),
        ({"text": "a", "title": "t\ud800"}, "title", "unstorable"),
        ({"text": "a", "title": "t" * 1001}, "title", "too_long"),
        ({"text": "a", "publisher": "\0"}, "publisher", "unstorable"),
        ({"text": "a", "publisher": "p" * 301}, "publisher", "too_long"),
        ({"text": "a", "external_id": "p" * 301}, "external_id", "too_long"),
        ({"text": "a", "url": "https://a.example/" + "p" * 2000}, "url", "too_long"),
        ({"text": "a", "url": "outlet.example/story"}, "url", "invalid"),
        ({"text": "a", "url": "javascript:alert(1)"}, "url", "invalid"),
        ({"text": "a", "url": "file:///etc/passwd"}, "url", "invalid"),
        ({"text": "a", "url": "https://"}, "url", "invalid"),
        ({"text": "a", "url": "https://[half"}, "url", "invalid"),
        ({"text": "a", "url": "https://a.example/a b"}, "url", "invalid"),
        ({"text": "a", "url": "https://a.example/a\nb"}, "url", "invalid"),
        ({"text": "a", "url": "https://a.example/\ud800"}, "url", "unstorable"),
        ({"text": "a", "language": ""}, "language", "invalid"),
        ({"text": "a", "language": "English, mostly"}, "language", "invalid"),
        ({"text": "a", "language": "en\n"}, "language", "invalid"),
        ({"text": "a", "language": "en" + "-abcdefgh" * 5}, "language", "invalid"),
        (
            {"text": "a", "published_at": datetime(1, 1, 1, tzinfo=timezone(timedelta(hours=5)))},
            "published_at",
            "invalid",
        ),
        (
            {"text": "a", "published_at": datetime(9999, 12, 31, 23, tzinfo=timezone(timedelta(hours=-5)))},
            "published_at",
            "invalid",
        ),
    ],
)
def test_what_can_not_be_kept_is_refused_by_field_and_nothing_is_stored(
    given: dict[str, Any], field: str, code: str
) -> None:
    with pytest.raises(UnusableReport) as refused:
        receive_report(IncomingReport(**given), via="api")
    assert (refused.value.field, refused.value.code) == (field, code)
    assert refused.value.message[-1] in ".`"
    assert stored() == (0, 0, 0)
    assert not Source.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("field", ["text", "html"])
def test_a_huge_report_is_refused_before_it_is_read(settings: Any, field: str) -> None:
    settings.REPORT_MAX_CHARACTERS = 1000
    long: dict[str, Any] = {field: "word " * 200}
    receive_report(IncomingReport(**long), via="api")
    long[field] += "w"
    with pytest.raises(UnusableReport, match="1,001 characters; at most 1,000") as refused:
        receive_report(IncomingReport(**long), via="api")
    assert (refused.value.field, refused.value.code) == (field, "too_long")


# --- two at once -----------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("texts", [[CLOSED] * 4, [CLOSED, OPEN] * 2])
def test_posted_several_times_at_once_it_ends_as_one_report(texts: list[str]) -> None:
    barrier = Barrier(len(texts))

    def post(text: str) -> Receipt:
        try:
            barrier.wait()
            return take(text, url=ADDRESS, publisher="Orsk Daily", title=text)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(texts)) as pool:
        receipts = list(pool.map(post, texts))
    versions = len(set(texts))
    assert sum(receipt.is_new for receipt in receipts) == versions
    assert stored() == (1, versions, versions)
    report = Report.objects.get()
    assert report.current is not None
    assert report.title == report.current.text  # one of them came last, with all it says of itself


# --- pages -----------------------------------------------------------------------------------------

PAGE = """<!DOCTYPE html><html><head><title>Ferries stop | Orsk Daily</title><style>p{color:red}</style>
<script>var tracker = "TRACKER";</script>
<script type="application/ld+json">{"@type": "NewsArticle", "articleBody": "LINKED DATA says otherwise."}</script>
</head><body><nav><a href="/">Home</a></nav><article><h1>Ferries stop</h1>
<p>The harbour of Ostry closed on Monday after a storm had damaged <b>both docks</b>, the mayor said.</p>
<p>Engineers checked the docks twice. They expect&nbsp;repairs to take nine days &mdash; perhaps more.</p>
<script>document.write("WRITTEN")</script><noscript>NOSCRIPT</noscript><div hidden>HIDDEN</div>
<p style="display: none">UNSEEN</p><template><p>TEMPLATE</p></template></article></body></html>"""


@pytest.mark.django_db
def test_a_page_becomes_paragraphs_and_a_title_and_the_page_is_kept() -> None:
    receipt = receive_report(IncomingReport(html=PAGE, url=ADDRESS), via="api")
    assert receipt.snapshot.text.split("\n\n")[-2:] == [
        "The harbour of Ostry closed on Monday after a storm had damaged both docks, the mayor said.",
        "Engineers checked the docks twice. They expect repairs to take nine days — perhaps more.",
    ]
    assert (receipt.snapshot.media_type, receipt.snapshot.original) == ("text/html", PAGE)
    assert receipt.report.title == receipt.snapshot.title == "Ferries stop"


@pytest.mark.django_db
def test_a_title_that_is_given_goes_before_the_page_s_own() -> None:
    assert receive_report(IncomingReport(html=PAGE, title="Given"), via="api").report.title == "Given"


@pytest.mark.parametrize("page", [PAGE, PAGE.replace("<p>", "<div>").replace("</p>", "</div>")])
def test_what_readers_do_not_see_is_not_in_the_text(page: str) -> None:
    text = read_page(page).text
    assert "both docks" in text
    hidden = ("TRACKER", "LINKED", "WRITTEN", "NOSCRIPT", "HIDDEN", "UNSEEN", "TEMPLATE", "color")
    assert [word for word in hidden if word in text] == []


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>Hi.</p>", "Hi."),
        ("plain text", "plain text"),
        ("Hello<p>World", "Hello\n\nWorld"),
        ("<div>One</div>Two<div>Three</div>", "One\n\nTwo\n\nThree"),
        ("<figure><figcaption>A bridge</figcaption></figure>Orsk", "A bridge\n\nOrsk"),
        ("<p>One <b>two <i>three</p></b> four</i> <div>five", "One two three\n\nfour\n\nfive"),
        ("<P>ONE<BR>TWO</P>", "ONE\n\nTWO"),
        ("<p>a &lt;b&gt; &amp; c", "a <b> & c"),
        ("<!-- note --><p>Seen.</p><!-- note -->", "Seen."),
        ("<?php echo 1 ?><p>Seen.</p>", "Seen."),
        ("<svg><text>drawn</text></svg><p>Seen.</p>", "Seen."),
        ("<p>bell\x07 and &#1; stay</p>", "bell\x07 and \x01 stay"),
    ],
)
def test_a_fragment_however_broken_gives_its_visible_text(html: str, text: str) -> None:
    assert read_page(html).text == text


@pytest.mark.parametrize(
    "html", ["", " ", "<!-- x -->", "<head><title>t</title></head>", "<frameset><frame></frameset>", "<", "<p>", "\0"]
)
def test_a_page_without_text_gives_none(html: str) -> None:
    assert read_page(html).text.strip("<\ufffd") == ""


@pytest.mark.parametrize("encoding", ["UTF-8", "ISO-8859-1", "utf-16", "no-such-encoding"])
def test_what_a_page_says_of_its_encoding_is_void_once_it_is_decoded(encoding: str) -> None:
    html = f'\ufeff<?xml version="1.0" encoding="{encoding}"?>\n<html><head><meta charset="{encoding}">'
    page = read_page(html + "<title>Été</title></head><body><p>Łódź – kawiarnia “Café”.</p></body></html>")
    assert page.text == "Łódź – kawiarnia “Café”."
    assert page.title == "Été"


@pytest.mark.parametrize(
    "entity", ['<!ENTITY a SYSTEM "file:///etc/hostname">', "<!ENTITY a 'BOOM'><!ENTITY b '&a;&a;'>"]
)
def test_entities_of_a_page_s_own_are_neither_expanded_nor_fetched(entity: str) -> None:
    text = read_page(f"<!DOCTYPE html [{entity}]><html><body><p>x &a; &b; y</p></body></html>").text
    assert text.endswith("x &a; &b; y")
    assert "BOOMBOOM" not in text


def test_an_entity_bomb_stays_as_small_as_it_came() -> None:
    levels = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    assert len(read_page(f'<!DOCTYPE r [<!ENTITY l0 "ha">{levels}]><r><p>&l11;</p></r>').text) < 2000


@pytest.mark.parametrize(
    "html",
    [
        "<div>" * 200_000 + "deep",
        "<b>" * 200_000 + "deep" + "</b>" * 200_000,
        "<table><tr><td>" * 60_000 + "deep",
        "<p>Seen." + "<font>deep" * 90_000,
        "<" * 500_000,
        "<?xml" + " " * 500_000,
        "<div class='content'><p>abc def ghi jkl</p></div>" * 4_000,
    ],
    ids=["divs", "closed", "tables", "unclosed", "angles", "declaration", "wide"],
)
def test_a_page_made_to_choke_its_reader_is_read_in_seconds(html: str) -> None:
    started = time.monotonic()
    read_page(html)
    assert time.monotonic() - started < 5


BOMB = "<p " + " ".join(f"a{n}='>'" for n in range(5_000)) + ">Seen.</p>"


@pytest.mark.django_db
@pytest.mark.parametrize("html", [BOMB * 5, "<?xml " * 40_000 + ">" + BOMB, "<script></script>" + BOMB.upper()])
def test_a_tag_with_thousands_of_attributes_is_refused_before_it_is_parsed(
    html: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("lxml.html.document_fromstring", lambda *_, **__: pytest.fail("It was parsed."))
    with pytest.raises(UnusableReport, match=r"more than 1,000 attributes.*Send the text itself") as refused:
        receive_report(IncomingReport(html=html), via="api", by="test")
    assert (refused.value.field, refused.value.code) == ("html", "unreadable")


@pytest.mark.parametrize(
    "page",
    [
        f"<p>Seen.<img src='data:image/png;base64,{'A+/=' * 50_000}'></p>",
        f"<p>Seen.<img src=data:image/png;base64,{'A+/' * 50_000}></p>",
        "<p>Seen.<script>for (i=0; i<n; i++) {" + "x = 1; " * 5_000 + "}</script></p>",
        f"<p title='{'one > two ' * 5_000}'>Seen.</p>",
        f"<p>Seen.</p><!-- <p {'a ' * 5_000} -->",
        "<p a b c d e f g h>Seen.</p>" * 2_000,
    ],
    ids=["picture", "unquoted", "script", "title", "comment", "many"],
)
def test_a_page_of_an_outlet_is_read_however_long_its_tags(page: str) -> None:
    assert "Seen." in read_page(page).text


def test_no_text_is_lost_where_the_tags_end_at_a_depth_no_page_has() -> None:
    assert "found" in read_page("<div>" * 1000 + "found" + "</div>" * 1000).text


@pytest.mark.django_db
def test_an_old_version_that_counts_again_is_made_ready_again() -> None:
    first = make_report("One.", url="https://a.example/1")
    Indexing.objects.filter(snapshot=first.snapshot).update(state=State.DONE)
    make_report("Two.", url="https://a.example/1")
    again = make_report("One.", url="https://a.example/1")
    assert not again.is_new
    assert again.report.current_id == first.snapshot.pk
    assert Indexing.objects.get(snapshot=first.snapshot).state == State.PENDING


@pytest.mark.django_db
def test_a_known_version_that_comes_late_does_not_count_again() -> None:
    noon = datetime(2026, 1, 1, 12, tzinfo=UTC)
    make_report("One.", url="https://a.example/1", published_at=noon)
    second = make_report("Two.", url="https://a.example/1", published_at=noon + timedelta(hours=1))
    late = make_report("One.", url="https://a.example/1", published_at=noon)
    assert late.report.current_id == second.snapshot.pk


@pytest.mark.django_db
def test_the_zone_of_the_publication_time_is_kept() -> None:
    there = datetime(2026, 3, 1, 1, 30, tzinfo=timezone(timedelta(hours=5, minutes=30)))
    snapshot = take(published_at=there).snapshot
    snapshot.refresh_from_db()
    assert snapshot.published_there is not None
    assert snapshot.published_there.isoformat() == "2026-03-01T01:30:00+05:30"
