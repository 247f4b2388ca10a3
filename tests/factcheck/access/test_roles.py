"""Who may do what, tried at the real doors: one row for each action, one letter for each role that may."""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.db import models
from django.test import Client
from django.utils import timezone

from claims.errors import DecisionRefused
from claims.models import Claim
from claims.services.decide import Verdict, decide
from factcheck.access.keys import SCOPES, allowed_scopes, issue_key
from factcheck.access.models import Desk, User
from factcheck.access.roles import ROLES, TABLE
from factcheck.log.models import LogEntry, LogPayload
from tests.factories import make_claim, make_evidence, make_passages, make_report, make_user

pytestmark = pytest.mark.django_db
Act = Callable[[Client, User], bool]
LETTERS = {"E": "editor", "R": "reviewer", "A": "administrator", "U": "auditor"}


def opens(address: str) -> Act:
    return lambda client, user: _allowed(client.get(address))


def sends(address: str, **data: Any) -> Act:
    return lambda client, user: _allowed(client.post(address, data))


def _allowed(answer: Any) -> bool:
    """200 and 302 are yes; no is a 403 that says in a sentence whom to ask."""
    assert answer.status_code in {200, 302, 403}, (answer.status_code, answer.content.decode()[:500])
    if answer.status_code == 403:
        assert "Not allowed" in answer.content.decode()
        assert any(word in answer.content.decode() for word in ("sk an administrator", "Roles are given by: Ada Adams"))
    return bool(answer.status_code != 403)


def decides_on_the_page(client: Client, user: User) -> bool:
    claim = make_claim()
    evidence = make_evidence(claim)
    said = {"seen": "unreviewed", "read": claim.statement, "finding": "", "to": "verified", "rationale": "Seen."}
    allowed = _allowed(client.post(f"/admin/claims/claim/{claim.pk}/decide/", {**said, "evidence": [evidence.pk]}))
    claim.refresh_from_db()
    assert (claim.status == "verified") == allowed
    return allowed


def decides_by_the_service(client: Client, user: User) -> bool:
    claim = make_claim()
    verdict = Verdict("unreviewed", "verified", "Seen.", [make_evidence(claim).pk])
    if user.has_perm("claims.decide"):
        return bool(decide(claim.pk, verdict, user))
    with pytest.raises(DecisionRefused, match="Only a reviewer may decide"):
        decide(claim.pk, verdict, user)
    return False


def opens_a_claim(client: Client, user: User) -> bool:
    [passage] = make_passages(make_report().snapshot)
    return _allowed(client.get(f"/admin/claims/claim/{make_claim(passage=passage).pk}/change/"))


def gives_a_role(client: Client, user: User) -> bool:
    nora = make_user("nora")
    role = str(nora.groups.model.objects.get(name="reviewer").pk)
    filled = {"username": "nora", "is_active": "on", "is_staff": "on", "groups": [role]}
    allowed = _allowed(client.post(f"/admin/access/user/{nora.pk}/change/", filled))
    assert nora.groups.exists() == allowed
    return allowed


def sends_a_report_with_a_key(client: Client, user: User) -> bool:
    """With the widest key their role allows."""
    _, secret = issue_key("own", sorted(allowed_scopes(user)), user, owner=user)
    answer = client.post(
        "/api/v1/reports/",
        json.dumps({"text": "The bridge at Orsk was closed."}),
        "application/json",
        headers={"Authorization": f"Bearer {secret}"},
    )
    if answer.status_code == 403:
        assert answer.json()["detail"] == (
            "This key lacks the scope that this address needs: ingest. Ask an administrator for a key that has it."
        )
    return bool(answer.status_code != 403)


REPORT = {"title": "Fair", "text": "Lisbon will host the fair.", "url": "", "publisher": "Example Post", "language": ""}
ACTIONS: dict[str, tuple[str, Act]] = {
    "see the list of claims": ("ERU", opens("/admin/claims/claim/")),
    "see a claim": ("ERU", opens_a_claim),
    "see reports": ("ERU", opens("/admin/sources/report/")),
    "see what waits to be judged the same": ("ERU", opens("/admin/claims/suggestion/")),
    "open the form for a claim": ("E", opens("/admin/claims/claim/add/")),
    "open the form for a report": ("E", opens("/admin/sources/report/add/")),
    "send a report in": ("E", sends("/admin/sources/report/add/", **REPORT)),
    "send a report with a key": ("E", sends_a_report_with_a_key),
    "decide on the page": ("R", decides_on_the_page),
    "decide by the service": ("R", decides_by_the_service),
    "see people": ("AU", opens("/admin/access/user/")),
    "open the form for a person": ("A", opens("/admin/access/user/add/")),
    "give a role": ("A", gives_a_role),
    "see desks": ("AU", opens("/admin/access/desk/")),
    "make a desk": ("A", sends("/admin/access/desk/add/", name="World", slug="world")),
    "see keys": ("AU", opens("/admin/access/apikey/")),
    "make a key for a program": ("A", sends("/admin/access/apikey/add/", name="CMS", scopes=["read"])),
    "see what a role may": ("AU", opens("/admin/auth/group/")),
    "see failed logins": ("AU", opens("/admin/axes/accessattempt/")),
    "see the log": ("AU", opens("/admin/log/logentry/")),
    "start a round of re-checks": ("A", sends("/admin/claims/round/add/", per_minute="10")),
    "see one's own account": ("ERAU", opens("/admin/account/")),
}


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("action", ACTIONS)
def test_each_role_does_what_the_table_says_and_is_told_whom_to_ask(
    client: Client, ada: User, action: str, role: str
) -> None:
    user = make_user("theo", role)
    client.force_login(user)
    letters, act = ACTIONS[action]
    assert act(client, user) == (role in {LETTERS[letter] for letter in letters})


def test_an_auditor_has_no_permission_but_to_see() -> None:
    assert all(".view_" in name for name in ROLES["auditor"])
    assert SCOPES["auditor"] == {"read"}


def test_an_auditor_changes_nothing_anywhere(client: Client, otto: User) -> None:
    """Every room's add, change and delete, asked in earnest."""
    from django.contrib import admin

    client.force_login(otto)
    for model in admin.site._registry:
        room = f"/admin/{model._meta.app_label}/{model._meta.model_name}/"
        row = _any(model)
        for address in (f"{room}add/", *([f"{room}{row.pk}/change/", f"{room}{row.pk}/delete/"] if row else [])):
            assert client.post(address, {"post": "yes"}).status_code in {403, 404, 405}, address


def _any(model: type[models.Model]) -> models.Model | None:
    return model._default_manager.first()


def test_every_role_has_exactly_the_permissions_of_the_table() -> None:
    for role, names in ROLES.items():
        held = Permission.objects.filter(group__name=role).select_related("content_type")
        assert {f"{p.content_type.app_label}.{p.codename}" for p in held} == names
    assert {role for roles in TABLE.values() for role in roles} == set(ROLES)


def test_an_administrator_decides_once_somebody_else_made_them_a_reviewer(ada: User) -> None:
    ada.groups.add(ada.groups.model.objects.get(name="reviewer"))
    ada = User.objects.get(pk=ada.pk)
    assert decides_by_the_service(Client(), ada)
    assert Claim.objects.get().status == "verified"


def person_form(user: User, **changed: Any) -> dict[str, Any]:
    return {"username": user.username, "is_active": "on", "is_staff": "on", "groups": [], **changed}


def grants() -> list[dict[str, Any]]:
    entries = LogEntry.objects.filter(kind="grant").order_by("sequence")
    return [json.loads(LogPayload.objects.get(pk=entry.pk).body) for entry in entries]


def test_nobody_changes_their_own_rights(client: Client, ada: User) -> None:
    client.force_login(ada)
    role = str(ada.groups.model.objects.get(name="reviewer").pk)
    client.post(f"/admin/access/user/{ada.pk}/change/", person_form(ada, groups=[role], is_superuser="on"))
    ada = User.objects.get(pk=ada.pk)
    assert [group.name for group in ada.groups.all()] == ["administrator"]
    assert not ada.is_superuser


def test_an_administrator_makes_no_superuser_and_does_not_touch_one(client: Client, ada: User, rosa: User) -> None:
    client.force_login(ada)
    client.post(f"/admin/access/user/{rosa.pk}/change/", person_form(rosa, is_superuser="on", user_permissions=["1"]))
    rosa = User.objects.get(pk=rosa.pk)
    assert not rosa.is_superuser
    assert not rosa.user_permissions.exists()
    root = User.objects.create_superuser("root", password="root-password")
    new = {"password1": "Long-enough-9", "password2": "Long-enough-9", "usable_password": "true"}
    assert client.post(f"/admin/access/user/{root.pk}/password/", new).status_code == 403
    assert client.post(f"/admin/access/user/{root.pk}/change/", person_form(root)).status_code == 403
    assert User.objects.get(pk=root.pk).check_password("root-password")


def test_a_role_given_on_the_user_form_is_in_the_log_with_before_after_and_by_whom(
    client: Client, ada: User, nemo: User
) -> None:
    client.force_login(ada)
    role = str(ada.groups.model.objects.get(name="editor").pk)
    client.post(f"/admin/access/user/{nemo.pk}/change/", person_form(nemo, groups=[role]))
    [entry] = grants()
    assert (entry["user"], entry["by"]) == ("nemo", "ada")
    assert (entry["before"]["roles"], entry["after"]["roles"]) == ([], ["editor"])
    client.post(f"/admin/access/user/{nemo.pk}/change/", person_form(nemo, groups=[role], first_name="Nemo"))
    assert len(grants()) == 1


def test_a_new_login_and_a_password_set_for_another_are_in_the_log(client: Client, ada: User) -> None:
    client.force_login(ada)
    new = {"password1": "Long-enough-9", "password2": "Long-enough-9", "usable_password": "true"}
    client.post("/admin/access/user/add/", {"username": "nora", **new})
    nora = User.objects.get(username="nora")
    client.post(f"/admin/access/user/{nora.pk}/password/", {"password1": "Longer-yet-8", "password2": "Longer-yet-8"})
    made, reset = grants()
    assert (made["before"], made["after"]["roles"]) == (None, [])
    assert (reset["what"], reset["by"]) == ("password set", "ada")


def test_desks_members_and_rules_are_in_the_log(client: Client, ada: User, rosa: User) -> None:
    client.force_login(ada)
    filled = {"name": "World", "slug": "world", "members": [str(rosa.pk)], "second_person_for_published": "on"}
    client.post("/admin/access/desk/add/", filled)
    desk = Desk.objects.get()
    del filled["second_person_for_published"]
    client.post(f"/admin/access/desk/{desk.pk}/change/", filled)
    made, changed = grants()
    assert (made["after"]["members"], made["after"]["second_person_for_published"]) == (["rosa"], True)
    assert (changed["before"]["second_person_for_published"], changed["after"]["second_person_for_published"]) == (
        True,
        False,
    )


def test_where_the_log_can_not_be_written_the_right_is_not_given(
    client: Client, ada: User, nemo: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A payload that is no JSON stands for any failure of the log."""
    monkeypatch.setattr("factcheck.access.grants.name_of", lambda by: object())
    client.force_login(ada)
    client.raise_request_exception = False
    role = str(ada.groups.model.objects.get(name="editor").pk)
    answer = client.post(f"/admin/access/user/{nemo.pk}/change/", person_form(nemo, groups=[role]))
    assert answer.status_code == 500
    assert not nemo.groups.exists()


def test_a_key_of_a_person_does_no_more_than_their_role_today(client: Client, edith: User) -> None:
    _, secret = issue_key("own", ["ingest"], edith, owner=edith, expires_at=timezone.now() + timedelta(days=1))
    headers = {"Authorization": f"Bearer {secret}"}
    assert client.get("/api/v1/reports/", headers=headers).status_code == 200
    edith.groups.clear()
    assert client.get("/api/v1/reports/", headers=headers).status_code == 403
    edith.is_active = False
    edith.save()
    assert client.get("/api/v1/reports/", headers=headers).status_code == 401
