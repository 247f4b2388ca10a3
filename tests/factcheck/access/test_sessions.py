"""Where somebody is logged in, and how a session ends."""

import re

import pytest
from django.test import Client

from factcheck.access.device import device_of
from factcheck.access.models import User, UserSession
from tests.factcheck.access.conftest import logged_in

pytestmark = pytest.mark.django_db
PAGE = "/admin/account/sessions/"
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Mobile Safari/604.1"


def on(device: str, address: str, username: str = "rosa") -> Client:
    client = logged_in(username, HTTP_USER_AGENT=device, REMOTE_ADDR=address)
    client.get("/admin/")
    return client


def is_in(client: Client) -> bool:
    return client.get("/admin/").status_code == 200


def test_the_page_lists_each_session_with_device_address_and_time_and_no_key(rosa: User, edith: User) -> None:
    here = on(FIREFOX, "198.51.100.1")
    on(PHONE, "198.51.100.2")
    on(PHONE, "198.51.100.3", "edith")
    html = here.get(PAGE).content.decode()
    assert re.findall(r"<b>(.+? on .+?|Safari.*?)</b>", html) == ["Safari on iPhone", "Firefox on Linux"]
    assert "from 198.51.100.2, last seen" in html
    assert "198.51.100.3" not in html
    assert html.count("(this one)") == 1
    assert not any(key in html for key in UserSession.objects.values_list("session_key", flat=True))


def test_one_session_is_ended_and_the_others_stay(rosa: User) -> None:
    here, there, elsewhere = (on(FIREFOX, f"198.51.100.{n}") for n in (1, 2, 3))
    [row] = [one for one in here.get(PAGE).context["rows"] if one["row"].address == "198.51.100.2"]
    here.post(PAGE, {"session": row["handle"]})
    assert [is_in(client) for client in (here, there, elsewhere)] == [True, False, True]


def test_all_others_are_ended_and_this_one_stays(rosa: User) -> None:
    here, there = on(FIREFOX, "198.51.100.1"), on(PHONE, "198.51.100.2")
    here.post(PAGE, {"session": "others"})
    assert (is_in(here), is_in(there)) == (True, False)


def test_nobody_ends_the_session_of_another(rosa: User, edith: User) -> None:
    theirs = on(PHONE, "198.51.100.2", "edith")
    from factcheck.access.account.sessions import handle

    mine = on(FIREFOX, "198.51.100.1")
    mine.post(PAGE, {"session": handle(edith.sessions.get())})
    assert is_in(theirs)


def test_a_new_password_ends_all_other_sessions(rosa: User) -> None:
    here, there = on(FIREFOX, "198.51.100.1"), on(PHONE, "198.51.100.2")
    new = {"old_password": "rosa-password", "new_password1": "Long-enough-9", "new_password2": "Long-enough-9"}
    assert here.post("/admin/password_change/", new).status_code == 302
    assert (is_in(here), is_in(there)) == (True, False)
    assert rosa.sessions.count() == 1


def test_an_administrator_ends_the_sessions_of_another(rosa: User, ada: User) -> None:
    theirs = on(PHONE, "198.51.100.2")
    logged_in("ada").post("/admin/access/user/", {"action": "end_sessions", "_selected_action": [str(rosa.pk)]})
    assert not is_in(theirs)


def test_an_auditor_ends_no_session(rosa: User, otto: User) -> None:
    theirs = on(PHONE, "198.51.100.2")
    logged_in("otto").post("/admin/access/user/", {"action": "end_sessions", "_selected_action": [str(rosa.pk)]})
    assert is_in(theirs)


def test_a_session_is_written_anew_only_now_and_then(rosa: User) -> None:
    client = on(FIREFOX, "198.51.100.1")
    seen = rosa.sessions.get().seen_at
    client.get("/admin/")
    assert rosa.sessions.get().seen_at == seen
    client.get("/admin/", REMOTE_ADDR="198.51.100.9")
    assert rosa.sessions.get().address == "198.51.100.9"


def test_a_session_cookie_of_one_person_is_not_that_of_another_after_a_new_login(rosa: User, edith: User) -> None:
    client = on(FIREFOX, "198.51.100.1")
    before = client.cookies["sessionid"].value
    client.post("/admin/login/", {"username": "edith", "password": "edith-password"})
    assert client.cookies["sessionid"].value != before
    assert not rosa.sessions.exists()


@pytest.mark.parametrize(
    ("user_agent", "name"),
    [
        (FIREFOX, "Firefox on Linux"),
        (PHONE, "Safari on iPhone"),
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/140.0 Safari/537.36 Edg/140.0", "Edge on Windows"),
        ("Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/140.0 Mobile Safari/537.36", "Chrome on Android"),
        ("curl/8.5.0", "curl/8.5.0"),
        ("", ""),
    ],
)
def test_a_browser_is_named_in_a_few_words(user_agent: str, name: str) -> None:
    assert device_of(user_agent) == name
