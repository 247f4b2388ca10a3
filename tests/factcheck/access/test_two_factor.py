"""Two-step login: set up, asked for at login, required by a desk, lost and switched off."""

import re

import pytest
from django.test import Client
from django_otp.plugins.otp_static.models import StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from factcheck.access import two_factor
from factcheck.access.models import Desk, User
from tests.factcheck.access.conftest import code_of, logged_in
from tests.factcheck.access.test_roles import grants

pytestmark = pytest.mark.django_db
PAGE, CODE = "/admin/account/two-factor/", "/admin/account/two-factor/code/"


def set_up(user: User) -> tuple[Client, list[str]]:
    """Their browser after they switched it on, and the recovery codes it showed."""
    client = logged_in(user.username)
    client.get(PAGE)
    html = client.post(PAGE, {"code": code_of(TOTPDevice.objects.get(user=user))}).content.decode()
    return client, re.findall(r"secret\">([a-z2-7]{4}(?:-[a-z2-7]{4}){3})<", html)


def test_the_page_shows_a_picture_and_the_secret_and_nothing_is_on_before_the_first_code(rosa: User) -> None:
    client = logged_in("rosa")
    html = client.get(PAGE).content.decode()
    assert 'src="data:image/svg+xml' in html
    assert html == client.get(PAGE).content.decode() or TOTPDevice.objects.count() == 1
    assert "This code is not right" in client.post(PAGE, {"code": "abc"}).content.decode()
    assert not two_factor.standing(rosa).has_device
    assert client.get("/admin/claims/claim/").status_code == 200


def test_the_first_code_switches_it_on_and_shows_ten_recovery_codes_once(rosa: User) -> None:
    client, codes = set_up(rosa)
    assert len(set(codes)) == 10
    assert two_factor.standing(rosa).has_device
    assert client.get("/admin/").status_code == 200
    assert not any(code in client.get(PAGE).content.decode() for code in codes)
    kept = set(StaticToken.objects.values_list("token", flat=True))
    assert not kept & {code.replace("-", "") for code in codes}
    assert [entry["what"] for entry in grants()] == ["two-step login set up"]


def test_after_the_password_every_room_asks_for_the_code(rosa: User) -> None:
    set_up(rosa)
    client = logged_in("rosa")
    for room in ("/admin/", "/admin/claims/claim/", PAGE, "/admin/account/", "/admin/password_change/"):
        assert client.get(room)["Location"].startswith(CODE), room
    assert client.post("/admin/claims/claim/add/", {"statement": "x"})["Location"].startswith(CODE)
    answer = client.get("/admin/claims/claim/", follow=True)
    assert "Code from your app" in answer.content.decode()
    code = code_of(TOTPDevice.objects.get(), steps_ahead=1)
    done = client.post(CODE, {"code": code, "next": "/admin/claims/claim/"})
    assert done["Location"] == "/admin/claims/claim/"
    assert client.get("/admin/claims/claim/").status_code == 200


def test_a_code_works_once_and_a_wrong_one_makes_the_next_wait(rosa: User) -> None:
    set_up(rosa)
    code = code_of(TOTPDevice.objects.get(), steps_ahead=1)
    assert logged_in("rosa").post(CODE, {"code": code}).status_code == 302
    again = logged_in("rosa")
    assert "was used before" in again.post(CODE, {"code": code}).content.decode()
    assert "Too many wrong codes. Wait until" in again.post(CODE, {"code": code}).content.decode()
    assert again.get("/admin/").status_code == 302


def test_the_code_of_another_person_opens_nothing(rosa: User, edith: User) -> None:
    set_up(rosa)
    set_up(edith)
    client = logged_in("rosa")
    theirs = code_of(TOTPDevice.objects.get(user=edith), steps_ahead=1)
    assert client.post(CODE, {"code": theirs}).status_code == 200
    assert client.get("/admin/").status_code == 302


def test_a_recovery_code_opens_the_account_once(rosa: User) -> None:
    _, codes = set_up(rosa)
    assert logged_in("rosa").post(CODE, {"code": codes[0].upper().replace("-", " ")}).status_code == 302
    assert "not right or was used" in logged_in("rosa").post(CODE, {"code": codes[0]}).content.decode()
    assert StaticToken.objects.count() == 9


def test_where_a_code_leads_is_a_page_of_ours(rosa: User) -> None:
    _, codes = set_up(rosa)
    done = logged_in("rosa").post(CODE, {"code": codes[0], "next": "https://elsewhere.example/"})
    assert done["Location"] == "/admin/"


def test_a_desk_that_requires_it_leads_its_members_to_set_it_up_and_keeps_it_on(rosa: User, edith: User) -> None:
    desk = Desk.objects.create(name="World", slug="world", require_two_factor=True)
    desk.members.add(rosa)
    assert logged_in("edith").get("/admin/claims/claim/").status_code == 200
    client = logged_in("rosa")
    assert client.get("/admin/claims/claim/")["Location"].startswith(PAGE)
    assert "requires two-step login" in client.get(PAGE).content.decode()
    client, _ = set_up(rosa)
    assert client.get("/admin/claims/claim/").status_code == 200
    html = client.post(PAGE, {"act": "off", "password": "rosa-password"}).content.decode()
    assert "so it stays on" in html
    assert two_factor.standing(rosa).has_device


def test_the_setting_requires_it_of_everyone(rosa: User, settings: pytest.FixtureRequest) -> None:
    settings.REQUIRE_TWO_FACTOR = True  # type: ignore[attr-defined]
    assert logged_in("rosa").get("/admin/")["Location"].startswith(PAGE)


def test_it_is_switched_off_with_the_password_alone_and_codes_are_renewed_with_it(rosa: User) -> None:
    client, codes = set_up(rosa)
    assert "password is not right" in client.post(PAGE, {"act": "off", "password": "wrong"}).content.decode()
    assert two_factor.standing(rosa).has_device
    html = client.post(PAGE, {"act": "renew", "password": "rosa-password"}).content.decode()
    assert not any(code in html for code in codes)
    assert client.post(PAGE, {"act": "off", "password": "rosa-password"}).status_code == 302
    assert not two_factor.standing(rosa).has_device
    assert logged_in("rosa").get("/admin/").status_code == 200
    assert [entry["what"] for entry in grants()][1:] == ["recovery codes renewed", "two-step login switched off"]


def test_an_administrator_takes_it_off_for_who_lost_their_phone_and_the_log_says_so(rosa: User, ada: User) -> None:
    theirs, _ = set_up(rosa)
    client = logged_in("ada")
    client.post("/admin/access/user/", {"action": "take_off_two_factor", "_selected_action": [str(rosa.pk)]})
    assert not two_factor.standing(rosa).has_device
    assert theirs.get("/admin/")["Location"].startswith("/admin/login/")
    assert grants()[-1] == {"user": "rosa", "what": "two-step login taken off", "by": "ada"}


def test_nobody_sees_the_secrets_of_others(rosa: User) -> None:
    set_up(rosa)
    client = Client()
    client.force_login(User.objects.create_superuser("root"))
    for room in ("/admin/otp_totp/totpdevice/", "/admin/otp_static/staticdevice/"):
        assert client.get(room).status_code == 404
