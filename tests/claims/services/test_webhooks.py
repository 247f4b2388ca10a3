"""Webhooks against a real receiver on this machine: signed, in order, tried again, given up, replayed."""

import json
import os
import random
from collections.abc import Callable, Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Event, Thread
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from standardwebhooks import Webhook, WebhookVerificationError

from claims.models import DeadLetter, Delivery, Endpoint
from claims.services.public.changes import changes_after, head
from claims.services.webhooks.deliver import LONGEST_PAUSE, deliver, due_endpoints, forget_old_deliveries, pause
from claims.services.webhooks.manage import TooSoon, check_url, ping, replay, set_up
from claims.services.webhooks.secrets import rotate
from claims.services.webhooks.stop import start
from factcheck.access.models import ApiKey, User
from factcheck.notices.models import Notice
from factcheck.outside import Unreachable
from sources.services.work import alone
from tests.factories import change, make_claim, make_user, publish
from tests.worker import kill, until, worker


class Receiver(ThreadingHTTPServer):
    """Answers with the statuses it is given, one after the other, then 200; keeps what came."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.answers: list[int] = []
        self.got: list[tuple[dict[str, str], str]] = []
        self.meanwhile: Callable[[], object] = lambda: None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/hook"

    def ids(self) -> list[str]:
        return [headers["webhook-id"] for headers, _ in self.got]

    def sequences(self) -> list[int]:
        return [json.loads(body)["data"]["sequence"] for _, body in self.got]


class Handler(BaseHTTPRequestHandler):
    server: Receiver

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        self.server.got.append(({name.lower(): value for name, value in self.headers.items()}, body))
        self.server.meanwhile()
        self.send_response(self.server.answers.pop(0) if self.server.answers else 200)
        self.send_header("Location", f"{self.server.url}/elsewhere")
        self.end_headers()

    def log_message(self, *_: Any) -> None:
        pass


@pytest.fixture
def receiver(settings: Any) -> Iterator[Receiver]:
    settings.WEBHOOK_ALLOW_PRIVATE = True
    with Receiver() as server:
        Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        yield server
        server.shutdown()


@pytest.fixture
def published(rosa: User) -> list[int]:
    """The sequences of three changes, two of them of one claim."""
    claim = publish(make_claim("One."), rosa)
    publish(make_claim("Two."), rosa)
    change(claim, "withdrawn", rosa, make_user("rita", "reviewer"))
    return [it.sequence for it in changes_after(0, head(), 10)]


def hook(receiver: Receiver, **fields: Any) -> tuple[Endpoint, str]:
    return set_up(receiver.url, after=0, **fields)


def again(endpoint: Endpoint) -> Endpoint:
    """As if the pause were over and the sweep had found it."""
    Endpoint.objects.filter(pk=endpoint.pk).update(due_at=timezone.now())
    endpoint.dead_letters.filter(due_at__isnull=False).update(due_at=timezone.now())
    if endpoint.pk in due_endpoints(timezone.now()):
        deliver(endpoint.pk)
    endpoint.refresh_from_db()
    return endpoint


def hang(asked: Event, go_on: Event) -> None:
    asked.set()
    go_on.wait(60)


def test_changes_come_in_order_signed_and_as_the_feed_has_them(receiver: Receiver, published: list[int]) -> None:
    endpoint, secret = hook(receiver)
    again(endpoint)
    assert receiver.sequences() == published
    assert [json.loads(body)["type"] for _, body in receiver.got] == [
        "claim.published",
        "claim.published",
        "claim.gone",
    ]
    for (headers, body), told in zip(receiver.got, changes_after(0, head(), 10), strict=True):
        assert Webhook(secret).verify(body, headers)["data"] == json.loads(told.document)
        with pytest.raises(WebhookVerificationError):
            Webhook(secret).verify(body.replace("One", "Two").replace("claim", "clam"), headers)
    assert not due_endpoints(timezone.now())
    assert set(Delivery.objects.values_list("sequence", "attempt", "status_code", "error")) == {
        (sequence, 1, 200, "") for sequence in published
    }


def test_the_secret_is_shown_once_and_kept_sealed(receiver: Receiver, db: None) -> None:
    endpoint, secret = hook(receiver)
    assert secret.removeprefix("whsec_") not in endpoint.secret
    assert secret not in json.dumps(list(Endpoint.objects.values()), default=str)


def test_later_changes_wait_while_one_is_tried_again(receiver: Receiver, published: list[int]) -> None:
    endpoint, _ = hook(receiver)
    receiver.answers = [200, 500, 503, 200]
    before = timezone.now()
    again(endpoint)
    assert receiver.sequences() == published[:2]
    assert endpoint.cursor == published[0]
    assert endpoint.due_at > before + timedelta(seconds=7)
    assert not deliver(endpoint.pk)
    assert len(receiver.got) == 2
    again(endpoint)
    again(endpoint)
    assert receiver.sequences() == [published[0], published[1], published[1], published[1], published[2]]
    ids = receiver.ids()
    assert (len(set(ids)), ids[1], ids[2]) == (3, ids[3], ids[3])
    told = Delivery.objects.filter(sequence=published[1]).order_by("pk").values_list("attempt", "status_code")
    assert list(told) == [(1, 500), (2, 503), (3, 200)]


def test_a_worker_that_dies_in_an_attempt_costs_a_repetition_and_no_change(
    receiver: Receiver, published: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    endpoint, _ = hook(receiver)

    class Killed(BaseException):
        pass

    def die(*_: Any, **__: Any) -> None:
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(Delivery.objects, "create", die)
        with pytest.raises(Killed):
            deliver(endpoint.pk)
    endpoint.refresh_from_db()
    assert (endpoint.cursor, endpoint.attempts) == (0, 1)
    assert not due_endpoints(timezone.now())
    again(endpoint)
    assert receiver.sequences() == [published[0], *published]
    assert receiver.ids()[0] == receiver.ids()[1]
    Endpoint.objects.update(cursor=0, attempts=9)  # lost in each of them
    again(endpoint)
    assert receiver.sequences()[4:] == published[1:]
    assert DeadLetter.objects.get().sequence == published[0]


def test_what_is_given_up_is_kept_and_replayed_before_what_is_new(
    receiver: Receiver, published: list[int], rosa: User, settings: Any
) -> None:
    settings.WEBHOOK_ATTEMPTS = 2
    endpoint, _ = hook(receiver)
    receiver.answers = [500, 500]
    again(endpoint)
    again(endpoint)
    assert endpoint.cursor == published[-1]
    assert list(DeadLetter.objects.values_list("sequence", "error")) == [(published[0], "It answered 500.")]
    assert endpoint.dead_in_a_row == 0  # the ones after it arrived
    publish(make_claim("Four."), rosa)
    assert replay(endpoint, published[1]) == 0
    assert replay(endpoint) == 1
    receiver.answers = [500]
    receiver.got.clear()
    again(endpoint)
    again(endpoint)
    assert receiver.sequences() == [published[0], head(), published[0]]
    assert not DeadLetter.objects.exists()
    assert len({*receiver.ids()}) == 2


def test_after_too_many_dead_letters_it_is_stopped_and_its_maker_told(
    receiver: Receiver, published: list[int], rosa: User, settings: Any
) -> None:
    settings.WEBHOOK_ATTEMPTS, settings.WEBHOOK_DEAD_LETTERS = 1, 2
    endpoint, _ = hook(receiver, created_by=rosa)
    receiver.answers = [500] * 9
    again(endpoint)
    assert receiver.sequences() == published[:2]
    assert not endpoint.is_active
    assert "2 changes in a row" in Notice.objects.get(user=rosa, kind="webhook_stopped").text
    assert not due_endpoints(timezone.now())
    start(endpoint)
    receiver.answers = []
    again(endpoint)
    assert receiver.sequences() == published


def test_who_answers_410_is_not_asked_again(receiver: Receiver, published: list[int]) -> None:
    endpoint, _ = hook(receiver)
    receiver.answers = [410]
    assert not again(endpoint).is_active
    assert "410" in endpoint.why_inactive
    assert (len(receiver.got), endpoint.cursor) == (1, 0)


def test_a_redirect_is_not_followed(receiver: Receiver, published: list[int]) -> None:
    endpoint, _ = hook(receiver)
    receiver.answers = [307]
    again(endpoint)
    assert len(receiver.got) == 1
    assert "Redirects are not followed" in Delivery.objects.get().error


def test_an_endpoint_hears_only_of_what_it_asked_for(receiver: Receiver, published: list[int]) -> None:
    endpoint, _ = hook(receiver, events=["claim.gone"])
    again(endpoint)
    assert receiver.sequences() == published[2:]
    assert endpoint.cursor == published[-1]


def test_a_new_endpoint_hears_of_what_comes_from_now_on(receiver: Receiver, published: list[int]) -> None:
    endpoint, _ = set_up(receiver.url)
    assert endpoint.cursor == head()


def test_while_a_secret_is_rotated_both_verify_and_then_only_the_new_one(
    receiver: Receiver, published: list[int]
) -> None:
    endpoint, old = hook(receiver, events=["claim.gone"])
    new = rotate(endpoint, timedelta(hours=1), timezone.now())
    again(endpoint)
    headers, body = receiver.got[0]
    for secret in (old, new):
        assert Webhook(secret).verify(body, headers)
    Endpoint.objects.update(former_until=timezone.now(), cursor=0)
    again(endpoint)
    headers, body = receiver.got[1]
    assert Webhook(new).verify(body, headers)
    with pytest.raises(WebhookVerificationError):
        Webhook(old).verify(body, headers)


def test_a_secret_of_another_secret_key_stops_it_with_a_sentence(
    receiver: Receiver, published: list[int], settings: Any
) -> None:
    endpoint, _ = hook(receiver)
    settings.SECRET_KEY = "another"
    assert "Rotate the secret" in again(endpoint).why_inactive
    settings.SECRET_KEY_FALLBACKS = [os.environ.get("SECRET_KEY", ""), "x"]
    assert not receiver.got


def test_an_endpoint_ends_with_its_key_and_goes_on_with_the_one_that_took_its_place(
    receiver: Receiver, published: list[int]
) -> None:
    key, _ = ApiKey.issue("a mirror", ["read"])
    endpoint, _ = hook(receiver, key=key)
    follower, _ = ApiKey.issue("a mirror", ["read"], rotated_from=key)
    ApiKey.objects.filter(pk=key.pk).update(revoked_at=timezone.now())
    again(endpoint)
    assert receiver.sequences() == published
    ApiKey.objects.filter(pk=follower.pk).update(revoked_at=timezone.now())
    Endpoint.objects.update(cursor=0)
    assert "revoked or has expired" in again(endpoint).why_inactive
    assert len(receiver.got) == len(published)


def test_what_was_deleted_or_moved_during_an_attempt_is_not_moved_back(
    receiver: Receiver, published: list[int]
) -> None:
    endpoint, _ = hook(receiver)
    receiver.answers = [500]
    Endpoint.objects.filter(pk=endpoint.pk).update(is_active=False)
    assert not deliver(endpoint.pk)
    assert not receiver.got


@pytest.mark.django_db(transaction=True)
def test_only_one_worker_at_a_time_is_at_an_endpoint(receiver: Receiver) -> None:
    publish(make_claim(), make_user("rosa", "reviewer"))
    endpoint, _ = hook(receiver)
    held, done = Thread(target=_hold, args=(endpoint, ready := Event(), go := Event())), []
    held.start()
    assert ready.wait(20)
    done.append(deliver(endpoint.pk))
    assert (done, receiver.got) == ([False], [])
    go.set()
    held.join()
    deliver(endpoint.pk)
    assert len(receiver.got) == 1


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_a_worker_that_is_killed_in_an_attempt_is_followed_by_one_that_makes_it_again(
    receiver: Receiver, tmp_path: Path
) -> None:
    rosa, asked, go_on = make_user("rosa", "reviewer"), Event(), Event()
    publish(make_claim("One."), rosa)
    publish(make_claim("Two."), rosa)
    hook(receiver)
    receiver.meanwhile = lambda: hang(asked, go_on)
    settings = {"WEBHOOK_ALLOW_PRIVATE": "1", "WEBHOOK_FIRST_PAUSE_SECONDS": "1", "WEBHOOK_TIMEOUT_SECONDS": "60"}
    with worker(tmp_path, **settings) as first:
        assert asked.wait(120)
        kill(first)
    go_on.set()
    with worker(tmp_path, **settings):
        until(lambda: Endpoint.objects.get().cursor == head(), "both changes are delivered")
    ids = receiver.ids()
    assert receiver.sequences() == sorted(receiver.sequences())
    assert (len(ids), len(set(ids)), ids[0]) == (3, 2, ids[1])


def test_a_ping_arrives_signed_and_a_second_one_has_to_wait(receiver: Receiver, db: None) -> None:
    endpoint, secret = hook(receiver)
    now = timezone.now()
    assert ping(endpoint, now).status == 200
    headers, body = receiver.got[0]
    assert Webhook(secret).verify(body, headers)["type"] == "ping"
    with pytest.raises(TooSoon):
        ping(endpoint, now + timedelta(seconds=5))
    assert ping(endpoint, now + timedelta(seconds=11)).status == 200
    assert Delivery.objects.filter(sequence=None).count() == 2


@pytest.mark.parametrize(
    "url",
    [
        "http://outlet.example/hook",
        "ftp://outlet.example/",
        "outlet.example",
        "https://",
        "https://user:secret@outlet.example/",
        "https://outlet.example/#part",
        "https://outlet.example:port/",
        "https://outlet.example/a b",
        "https://outlet.example/\r\nHost: x",
        "https://ötlet.example/",
        "https://[::1/",
        "https://localhost/",
        "https://LOCALHOST./",
        "https://127.0.0.1/",
        "https://10.0.0.8/",
        "https://169.254.169.254/latest/meta-data/",
        "https://[::1]/",
        "https://[fe80::1%25eth0]/",
        "https://[::ffff:192.168.0.1]/",
        "https://[64:ff9b::a00:1]/",
        f"https://outlet.example/{'x' * 500}",
    ],
)
def test_an_address_that_is_never_asked_is_refused_at_once(url: str) -> None:
    with pytest.raises(Unreachable):
        check_url(url)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "2130706433", "0x7f.1", "127.1", "[::ffff:7f00:1]", "0"])
def test_a_delivery_never_reaches_this_machine_by_any_name(
    host: str, receiver: Receiver, published: list[int], settings: Any
) -> None:
    """Also where the address passed when it was set up, as a name does that leads elsewhere later."""
    endpoint, _ = hook(receiver)
    settings.WEBHOOK_ALLOW_PRIVATE = False
    Endpoint.objects.update(url=f"https://{host}:{receiver.server_port}/hook")
    again(endpoint)
    assert not receiver.got
    assert "not a public address" in Delivery.objects.get().error


def test_old_deliveries_are_forgotten(receiver: Receiver, db: None) -> None:
    endpoint, _ = hook(receiver)
    ping(endpoint, timezone.now())
    assert forget_old_deliveries(timezone.now() + timedelta(days=29)) == 0
    assert forget_old_deliveries(timezone.now() + timedelta(days=31)) == 1


@given(st.integers(1, 400), st.integers())
def test_pauses_grow_within_bounds(attempts: int, seed: int) -> None:
    random.seed(seed)
    assert timedelta(seconds=8) <= pause(attempts) <= LONGEST_PAUSE * 1.2
    if attempts < 7:
        assert pause(attempts) < pause(attempts + 1)


def _hold(endpoint: Endpoint, ready: Event, go: Event) -> None:
    with alone(Endpoint, endpoint.pk) as is_alone:
        assert is_alone
        ready.set()
        assert go.wait(20)
    connection.close()
