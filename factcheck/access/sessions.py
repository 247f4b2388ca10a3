"""SESSION_ENGINE: Django's sessions in the database, with columns for whose, where from and when last seen."""

from datetime import datetime, timedelta
from typing import Any, cast

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.http import HttpRequest
from django.utils import timezone

from factcheck.access.address import address_of
from factcheck.access.device import device_of
from factcheck.access.models.session import UserSession

PLACE = "place"
SEEN_STEP = timedelta(minutes=5)


class SessionStore(DatabaseStore):
    @classmethod
    def get_model_class(cls) -> type[UserSession]:
        return UserSession

    def create_model_instance(self, data: dict[str, Any]) -> UserSession:
        return _filled(cast(UserSession, super().create_model_instance(data)), data)

    async def acreate_model_instance(self, data: dict[str, Any]) -> UserSession:
        return _filled(cast(UserSession, await super().acreate_model_instance(data)), data)


def _filled(row: UserSession, data: dict[str, Any]) -> UserSession:
    place = data.get(PLACE, {})
    row.user_id = int(data[SESSION_KEY]) if SESSION_KEY in data else None
    row.address, row.device = place.get("address"), place.get("device", "")
    row.since, row.seen_at = (_moment(place.get(name)) for name in ("since", "seen_at"))
    return row


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def mark_seen(request: HttpRequest) -> None:
    """Note from where and when somebody logged in was last heard, every SEEN_STEP or when the address changes."""
    now, address = timezone.now(), address_of(request)
    place = request.session.get(PLACE, {})
    seen_at = _moment(place.get("seen_at"))
    if seen_at and seen_at > now - SEEN_STEP and place.get("address") == address:
        return
    request.session[PLACE] = {
        "address": address,
        "device": device_of(request.headers.get("User-Agent", "")),
        "since": place.get("since", now.isoformat()),
        "seen_at": now.isoformat(),
    }
