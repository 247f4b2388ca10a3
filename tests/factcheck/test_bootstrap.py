"""First logins and keys: they work, only their owner can read them, and they are made once."""

import io
import json
import stat
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth import authenticate
from django.core.management import call_command
from django.db import connection
from django.test import Client

from factcheck.access.bootstrap import bootstrap
from factcheck.access.models import ApiKey, Scope, User

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def quick_passwords(settings: Any) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "var" / "credentials.json"


def made(path: Path) -> dict[str, Any]:
    bootstrap(path)
    credentials: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return credentials


def test_the_file_has_a_login_per_role_and_a_key_per_scope_and_is_its_owner_s_alone(path: Path) -> None:
    credentials = made(path)
    assert set(credentials) == {"users", "keys"}
    assert set(credentials["users"]) == {"editor", "reviewer", "administrator", "auditor"}
    assert all(set(login) == {"username", "password"} for login in credentials["users"].values())
    assert set(credentials["keys"]) == {"read", "ingest", "review"} == set(Scope.values)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_file_that_others_could_read_is_not_written_into(path: Path) -> None:
    """Who had it open before must not read the new one."""
    path.parent.mkdir()
    path.write_text("old")
    path.chmod(0o644)
    with path.open() as before:
        made(path)
        assert before.read() == "old"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_link_in_its_place_is_replaced_not_followed(path: Path, tmp_path: Path) -> None:
    path.parent.mkdir()
    elsewhere = tmp_path / "elsewhere"
    elsewhere.write_text("mine")
    path.symlink_to(elsewhere)
    made(path)
    assert elsewhere.read_text() == "mine"
    assert not path.is_symlink()


def test_each_login_opens_the_admin_with_the_rights_of_its_role(path: Path) -> None:
    users = made(path)["users"]
    people = {role: authenticate(**login) for role, login in users.items()}
    rights = {
        role: tuple(
            bool(user and user.has_perm(right))
            for right in ("sources.add_report", "claims.decide", "access.change_user", "claims.view_claim")
        )
        for role, user in people.items()
    }
    assert rights == {
        "editor": (True, False, False, True),
        "reviewer": (False, True, False, True),
        "administrator": (False, False, True, False),
        "auditor": (False, False, False, True),
    }
    for login in users.values():
        client = Client()
        assert client.post("/admin/login/", login).status_code == 302
        assert client.get("/admin/").status_code == 200


def test_each_key_opens_what_its_scope_names_and_no_more(path: Path) -> None:
    def status(key: str, method: str = "GET") -> int:
        data = json.dumps({"text": "The bridge is closed."}) if method == "POST" else ""
        request = Client().generic(
            method, "/api/v1/reports/", data, "application/json", headers={"Authorization": f"Bearer {key}"}
        )
        return int(request.status_code)

    keys = made(path)["keys"]
    assert {scope: status(key) for scope, key in keys.items()} == {"read": 403, "ingest": 200, "review": 200}
    assert {scope: status(key, "POST") for scope, key in keys.items()} == {"read": 403, "ingest": 201, "review": 403}
    assert status("fc_" + "x" * 43) == 401


def test_passwords_and_keys_are_not_kept_in_clear(path: Path) -> None:
    credentials = made(path)
    secrets = [*credentials["keys"].values(), *(login["password"] for login in credentials["users"].values())]
    assert len(set(secrets)) == 7
    assert min(map(len, secrets)) >= 16
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(
                f"SELECT count(*) FROM {table} AS t WHERE t::text LIKE ANY(%s)", [[f"%{s}%" for s in secrets]]
            )
            assert cursor.fetchone() == (0,), table


def test_no_two_installations_share_a_secret(path: Path, tmp_path: Path) -> None:
    one = made(path)
    User.objects.all().delete()
    ApiKey.objects.all().delete()
    other = made(tmp_path / "other.json")
    assert not set(one["keys"].values()) & set(other["keys"].values())
    assert one["users"]["editor"]["password"] != other["users"]["editor"]["password"]


def test_a_second_run_does_nothing_and_says_nothing(path: Path) -> None:
    made(path)
    before = path.read_bytes()
    assert bootstrap(path) is None
    assert path.read_bytes() == before
    assert (User.objects.count(), ApiKey.objects.count()) == (4, 3)


def test_where_the_file_can_not_be_written_nobody_is_made(path: Path) -> None:
    path.mkdir(parents=True)  # a folder in its place
    with pytest.raises(OSError, match=r"credentials\.json"):
        bootstrap(path)
    assert not User.objects.exists()
    assert not ApiKey.objects.exists()


@pytest.fixture
def said(settings: Any, tmp_path: Path) -> io.StringIO:
    settings.VAR_DIR = tmp_path
    out = io.StringIO()
    call_command("bootstrap", stdout=out)
    return out


def test_the_command_shows_what_it_made_once_and_where_it_is_kept(said: io.StringIO, tmp_path: Path) -> None:
    credentials = json.loads((tmp_path / "credentials.json").read_text())
    for login in credentials["users"].values():
        assert f"{login['username']} / {login['password']}" in said.getvalue()
    assert all(key in said.getvalue() for key in credentials["keys"].values())
    assert f"{tmp_path / 'credentials.json'} (mode 600)" in said.getvalue()
    again = io.StringIO()
    call_command("bootstrap", stdout=again)
    assert again.getvalue() == ""
