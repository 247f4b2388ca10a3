"""Times are shown in the zone a person chose, in these rooms only."""

from datetime import UTC, datetime

import pytest
from django.test import Client
from django.utils import timezone

from factcheck.access.models import User
from factcheck.notices.models import Notice
from factcheck.notices.notify import notify

pytestmark = pytest.mark.django_db


def test_times_are_shown_in_the_zone_that_a_person_chose(client: Client, rosa: User) -> None:
    client.force_login(rosa)
    notify("assigned", rosa, "Look", "", "key")
    Notice.objects.update(created_at=datetime(2026, 1, 5, 23, 30, tzinfo=UTC))
    assert "5 January 2026, 23:30 UTC" in client.get("/admin/notices/").content.decode()
    client.post("/admin/account/", {"zone": "Europe/Helsinki"})
    assert "6 January 2026, 01:30 EET" in client.get("/admin/notices/").content.decode()
    assert timezone.get_current_timezone_name() == "UTC"


def test_a_zone_that_is_none_is_refused(client: Client, rosa: User) -> None:
    client.force_login(rosa)
    client.post("/admin/account/", {"zone": "Europe/Atlantis"})
    rosa.refresh_from_db()
    assert rosa.zone == ""
