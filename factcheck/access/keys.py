"""Keys are issued, rotated and revoked here, with their line in the log."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from factcheck.access.grants import By, name_of
from factcheck.access.models import ApiKey, Scope, User
from factcheck.access.roles import ADMINISTRATOR, AUDITOR, EDITOR, REVIEWER
from factcheck.log.append import append

# What a person's own keys may do, by role.
SCOPES: dict[str, frozenset[str]] = {
    EDITOR: frozenset({Scope.READ, Scope.INGEST}),
    REVIEWER: frozenset({Scope.READ, Scope.REVIEW}),
    ADMINISTRATOR: frozenset({Scope.READ}),
    AUDITOR: frozenset({Scope.READ}),
}


class KeyRefused(Exception):
    """Says in a sentence why, and what to do."""


def allowed_scopes(person: User) -> frozenset[str]:
    """What the person's own keys may do at most; a superuser's may do all."""
    if person.is_superuser:
        return frozenset(Scope.values)
    roles = person.groups.values_list("name", flat=True)
    return frozenset[str]().union(*(SCOPES.get(role, frozenset()) for role in roles))


@transaction.atomic
def issue_key(name: str, scopes: list[str], by: By, **fields: Any) -> tuple[ApiKey, str]:
    """A key for a program, and its secret; `owner` makes it a person's own, within their role."""
    owner: User | None = fields.get("owner")
    if owner and (beyond := set(scopes) - allowed_scopes(owner)):
        wanted = ", ".join(sorted(beyond))
        raise KeyRefused(f"Your role does not allow a key to {wanted}. Ask an administrator for the role or the key.")
    key, secret = ApiKey.issue(name, sorted(scopes), created_by=by if isinstance(by, User) else None, **fields)
    _log("issued", key, by)
    return key, secret


@transaction.atomic
def rotate_key(key: ApiKey, by: By, overlap: timedelta) -> tuple[ApiKey, str]:
    """A new key with the same rights; the old one stays valid for `overlap`, and no longer than it was anyway.

    Raises KeyRefused for a key that is not usable any more, or whose owner may no longer have its scopes.
    """
    old = ApiKey.objects.select_for_update(of=("self",)).get(pk=key.pk)
    now = timezone.now()
    if not ApiKey.objects.usable(now).filter(pk=old.pk).exists():
        raise KeyRefused("This key is revoked or has expired, so there is nothing to rotate. Make a new one.")
    if ApiKey.objects.filter(rotated_from=old).exists():
        raise KeyRefused("This key has been rotated already. Rotate the one that took its place.")
    fresh = {"owner": old.owner, "rate": old.rate, "rotated_from": old, "expires_at": _renewed(old, now)}
    new, secret = issue_key(old.name, old.scopes, by, **fresh)
    old.expires_at = min(now + overlap, old.expires_at or now + overlap)
    old.save(update_fields=["expires_at"])
    _log("rotated", old, by, until=old.expires_at.isoformat(), to=new.prefix)
    return new, secret


def _renewed(old: ApiKey, now: datetime) -> datetime | None:
    """As long a life as the old one was given."""
    return now + (old.expires_at - old.created_at) if old.expires_at else None


@transaction.atomic
def revoke_key(key: ApiKey, by: By) -> bool:
    """False when it was revoked before."""
    done = ApiKey.objects.filter(pk=key.pk, revoked_at__isnull=True).update(revoked_at=timezone.now()) == 1
    if done:
        _log("revoked", key, by)
    return done


def _log(what: str, key: ApiKey, by: By, **more: str) -> None:
    body = {
        "key": key.prefix,
        "name": key.name,
        "scopes": key.scopes,
        "owner": key.owner.get_username() if key.owner else None,
        "expires_at": key.expires_at.isoformat() if key.expires_at else None,
        "what": what,
        "by": name_of(by),
        **more,
    }
    append("grant", "apikey", key.pk, body)
