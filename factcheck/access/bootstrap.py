"""First logins and keys for a new installation, written where only its owner can read them."""

import json
import os
import secrets
from pathlib import Path
from typing import Any

from django.contrib.auth.models import Group
from django.db import transaction

from factcheck.access.grants import log_rights
from factcheck.access.keys import issue_key
from factcheck.access.models import Scope, User
from factcheck.access.roles import ROLES


@transaction.atomic
def bootstrap(credentials: Path) -> dict[str, Any] | None:
    """Make one login per role and one key per scope, once; None when people are there already."""
    if User.objects.exists():
        return None
    made = {
        "users": {name: _login(name) for name in ROLES},
        "keys": {scope.value: issue_key(f"first {scope.value} key", [scope.value], None)[1] for scope in Scope},
    }
    _write(credentials, json.dumps(made, indent=2) + "\n")
    return made


def _login(name: str) -> dict[str, str]:
    password = secrets.token_urlsafe(12)
    user = User.objects.create_user(name, password=password, is_staff=True, first_name=name.capitalize())
    user.groups.add(Group.objects.get(name=name))
    log_rights(user, None, None)
    return {"username": name, "password": password}


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        file.write(text)
