"""Grants of rights go into the log, in the transaction that makes them."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db import models

from factcheck.access.models import Desk, User
from factcheck.log.append import append

By = AbstractBaseUser | AnonymousUser | None
INSTALLER = "the command line"


def name_of(by: By) -> str:
    return by.get_username() if by else INSTALLER


def rights_of(user: User) -> dict[str, Any]:
    return {
        "roles": sorted(user.groups.values_list("name", flat=True)),
        "permissions": sorted(user.user_permissions.values_list("codename", flat=True)),
        "superuser": user.is_superuser,
        "staff": user.is_staff,
        "active": user.is_active,
    }


def rules_of(desk: Desk) -> dict[str, Any]:
    return {
        "name": desk.name,
        "require_two_factor": desk.require_two_factor,
        "second_person_for_published": desk.second_person_for_published,
        "members": sorted(desk.members.values_list("username", flat=True)),
    }


def log_rights(user: User, before: dict[str, Any] | None, by: By) -> None:
    """What the user may do now, unless it is what they could `before` (None: the user is new)."""
    _log("user", user, user.get_username(), before, rights_of(user), by)


def log_desk(desk: Desk, before: dict[str, Any] | None, by: By) -> None:
    _log("desk", desk, desk.name, before, rules_of(desk), by)


@contextmanager
def recorded(user: User, by: By) -> Iterator[None]:
    """Whatever changes of the user's rights inside is logged; needs a transaction."""
    before = rights_of(user)
    yield
    log_rights(user, before, by)


def _log(kind: str, row: models.Model, name: str, before: dict[str, Any] | None, after: dict[str, Any], by: By) -> None:
    if before != after:
        append("grant", kind, row.pk, {kind: name, "before": before, "after": after, "by": name_of(by)})
