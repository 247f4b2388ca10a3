"""Notices: told once, shown in the inbox, mailed as each person wants it."""

import socketserver
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from factcheck.access.models import Desk, User
from factcheck.log.models import Check
from factcheck.log.signals import check_failed
from factcheck.mail_url import mail_settings
from factcheck.notices.mailing import due, mail_person, people_due
from factcheck.notices.models import Notice, Preference
from factcheck.notices.notify import notify
from factcheck.notices.schedule import next_digest
from tests.factories import make_user

pytestmark = pytest.mark.django_db
Settings = pytest.FixtureRequest


class Letterbox(socketserver.ThreadingTCPServer):
    """A small SMTP server that keeps what it is sent, or refuses every recipient."""

    allow_reuse_address = daemon_threads = True

    def __init__(self, refuses: str = "") -> None:
        super().__init__(("127.0.0.1", 0), Postman)
        self.refuses, self.letters = refuses, list[str]()


class Postman(socketserver.StreamRequestHandler):
    server: Letterbox

    def handle(self) -> None:
        self.say("220 here")
        while line := self.rfile.readline().decode().strip():
            word = line.split()[0].upper()
            if word == "RCPT" and self.server.refuses:
                self.say(self.server.refuses)
            elif word == "DATA":
                self.say("354 go on")
                lines = iter(self.rfile.readline, b".\r\n")
                self.server.letters.append(b"".join(lines).decode())
                self.say("250 kept")
            else:
                self.say("221 bye" if word == "QUIT" else "250 fine")

    def say(self, text: str) -> None:
        self.wfile.write(f"{text}\r\n".encode())


@pytest.fixture
def letterbox(settings: Settings) -> Iterator[Letterbox]:
    with Letterbox() as server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        settings.EMAIL_URL = f"smtp://127.0.0.1:{server.server_address[1]}"  # type: ignore[attr-defined]
        for name, value in mail_settings(settings.EMAIL_URL).items():  # type: ignore[attr-defined]
            setattr(settings, name, value)
        yield server
        server.shutdown()


@pytest.fixture
def rosa(db: None) -> User:
    return make_user("rosa", "reviewer", email="rosa@example.org")


def tell(whom: User | Desk, key: str = "claim 1", kind: str = "assigned") -> None:
    notify(kind, whom, "A claim on the bridge is yours.", "/admin/claims/claim/", key)


def test_the_same_is_told_once_to_each_active_member_of_a_desk(rosa: User, edith: User) -> None:
    desk = Desk.objects.create(name="World", slug="world")
    gone = make_user("gone", is_active=False)
    desk.members.add(rosa, edith, gone)
    for _ in range(2):
        tell(desk)
    assert {notice.user for notice in Notice.objects.all()} == {rosa, edith}
    assert Notice.objects.count() == 2


def test_what_is_rolled_back_was_never_told(rosa: User) -> None:
    with transaction.atomic():
        tell(rosa)
        transaction.set_rollback(True)
    assert not Notice.objects.exists()


@pytest.mark.parametrize("link", ["https://elsewhere.example/", "//elsewhere.example/", "admin/"])
def test_a_notice_leads_to_a_page_of_ours(rosa: User, link: str) -> None:
    with pytest.raises(ValueError, match="path of this site"):
        notify("assigned", rosa, "Look", link, "key")


def test_an_email_at_once_goes_out_once_and_leads_back(rosa: User, letterbox: Letterbox) -> None:
    tell(rosa)
    assert people_due(timezone.now()) == [rosa.pk]
    assert (mail_person(rosa.pk), mail_person(rosa.pk)) == (1, 0)
    [letter] = letterbox.letters
    assert "To: rosa@example.org" in letter
    assert "Subject: [Factcheck] A claim on the bridge is yours." in letter
    assert "http://127.0.0.1:8000/admin/claims/claim/" in letter


def test_several_that_are_due_go_in_one_email(rosa: User, letterbox: Letterbox) -> None:
    for n in range(3):
        tell(rosa, f"claim {n}")
    assert mail_person(rosa.pk) == 3
    assert "3 notices for you" in letterbox.letters[0]


def test_a_worker_that_died_while_sending_is_followed_by_another_with_the_same_message_id(
    rosa: User, letterbox: Letterbox
) -> None:
    tell(rosa)
    mail_person(rosa.pk)
    Notice.objects.update(mailed_at=None, mail_claimed_until=timezone.now() + timedelta(minutes=5))
    assert mail_person(rosa.pk) == 0
    Notice.objects.update(mail_claimed_until=timezone.now() - timedelta(seconds=1))
    assert mail_person(rosa.pk) == 1
    names = {line for letter in letterbox.letters for line in letter.splitlines() if line.startswith("Message-ID")}
    assert (len(letterbox.letters), len(names)) == (2, 1)


def test_a_failure_is_tried_again_later(rosa: User, letterbox: Letterbox) -> None:
    tell(rosa)
    letterbox.refuses = "451 later"
    assert mail_person(rosa.pk) == 0
    notice = Notice.objects.get()
    assert notice.mail_due_at
    assert notice.mail_due_at > timezone.now()
    assert "451" in notice.mail_error
    letterbox.refuses = ""
    Notice.objects.update(mail_due_at=timezone.now())
    assert mail_person(rosa.pk) == 1


def test_an_address_that_does_not_exist_is_given_up_and_the_inbox_says_so(
    client: Client, rosa: User, letterbox: Letterbox
) -> None:
    tell(rosa)
    letterbox.refuses = "550 nobody here"
    mail_person(rosa.pk)
    assert Notice.objects.get().mail_due_at is None
    client.force_login(rosa)
    assert "the e-mail could not be sent" in client.get("/admin/notices/").content.decode()


def test_what_was_read_meanwhile_is_not_mailed(rosa: User, letterbox: Letterbox) -> None:
    tell(rosa)
    Notice.objects.update(read_at=timezone.now())
    assert mail_person(rosa.pk) == 0


def test_a_digest_waits_for_the_hour_and_no_email_is_none(client: Client, rosa: User, letterbox: Letterbox) -> None:
    client.force_login(rosa)
    kinds = ("assigned", "needs_another_look", "contested", "log_check_failed", "corrected", "webhook_stopped")
    client.post("/admin/notices/preferences/", {**dict.fromkeys(kinds, "none"), "assigned": "digest", "hour": "6"})
    assert Preference.objects.count() == len(kinds)
    tell(rosa)
    tell(rosa, "claim 2", "contested")
    waits, never = Notice.objects.order_by("id")
    assert waits.mail_due_at
    assert (waits.mail_due_at.hour, waits.mail_due_at.minute) == (6, 0)
    assert never.mail_due_at is None
    assert not due(timezone.now()).exists()
    assert due(timezone.now() + timedelta(days=1)).count() == 1


def test_without_a_server_or_an_address_there_is_the_inbox_alone(rosa: User, edith: User, letterbox: Letterbox) -> None:
    tell(edith)
    assert Notice.objects.get().mail_due_at is None


def test_the_header_counts_what_is_unread_and_a_form_marks_only_one_s_own(
    client: Client, rosa: User, edith: User
) -> None:
    tell(rosa)
    tell(rosa, "claim 2")
    tell(edith)
    client.force_login(rosa)
    assert "Notices (2<" in client.get("/admin/").content.decode()
    theirs = Notice.objects.get(user=edith)
    client.post("/admin/notices/", {"notice": [str(theirs.pk), "nonsense"]})
    assert Notice.objects.filter(read_at__isnull=True).count() == 3
    client.post("/admin/notices/", {"notice": "all"})
    assert [notice.user for notice in Notice.objects.filter(read_at__isnull=True)] == [edith]


def test_administrators_hear_that_the_check_of_the_log_failed(rosa: User) -> None:
    ada = make_user("ada", "administrator")
    now, failure = timezone.now(), "The hash of entry 7 is not right."
    check = Check.objects.create(started_at=now, finished_at=now, entries=7, failure=failure)
    for _ in range(2):
        check_failed.send(Check, check=check)
    notice = Notice.objects.get()
    assert (notice.user, notice.kind) == (ada, "log_check_failed")
    assert "entry 7" in notice.text


ZONES = st.sampled_from(["", "UTC", "Europe/Lisbon", "America/New_York", "Asia/Kathmandu", "Australia/Lord_Howe"])
MOMENTS = st.datetimes(datetime(2020, 1, 1), datetime(2035, 1, 1), timezones=st.just(UTC))


@given(MOMENTS, st.integers(0, 23), ZONES)
def test_a_digest_comes_within_a_day_at_the_hour_of_the_person_s_clock(now: datetime, hour: int, zone: str) -> None:
    moment = next_digest(now, hour, zone)
    assert now < moment <= now + timedelta(hours=26)
    there = moment.astimezone(ZoneInfo(zone or "UTC"))
    assert there.hour == hour or there.dst() != (there - timedelta(hours=3)).dst()


def test_a_mail_url_that_can_not_be_used_is_said_without_its_password() -> None:
    with pytest.raises(Exception, match="EMAIL_URL begins with") as told:
        mail_settings("http://me:secret@host")
    assert "secret" not in str(told.value)
    assert mail_settings("smtp://me:p%40ss@host:587?tls=1")["EMAIL_HOST_PASSWORD"] == "p@ss"
