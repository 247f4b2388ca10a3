"""A time is taken in any zone that RFC 3339 has, and refused in a sentence where it is none."""

import pytest

from sources.models import Report
from tests.claims.api.conftest import Ask

AWAY = ["2021-09-12T08:30:00%2B23:48", "2021-09-12T08:30:00-17:58"]


@pytest.mark.parametrize("moment", AWAY)
@pytest.mark.parametrize("parameter", ["known_at", "valid_at", "created_after", "decided_before", "changed_since"])
def test_a_zone_that_the_database_does_not_know_is_taken(anyone: Ask, parameter: str, moment: str) -> None:
    assert anyone(f"claims/?{parameter}={moment}").status_code == 200


@pytest.mark.parametrize("moment", ["0001-01-01T00:00:00%2B05:00", "9999-12-31T23:59:59-05:00", "yesterday"])
@pytest.mark.parametrize("parameter", ["known_at", "valid_at", "created_after"])
def test_a_time_that_utc_does_not_have_is_refused(anyone: Ask, parameter: str, moment: str) -> None:
    response = anyone(f"claims/?{parameter}={moment}")
    assert response.status_code == 422
    assert [error["field"] for error in response.json()["errors"]] == [parameter]


def test_a_report_from_a_zone_that_the_database_does_not_know_is_kept(wire: Ask) -> None:
    sent = wire("reports/", {"text": "They met.", "published_at": "2021-09-12T08:30:00+23:48"})
    assert sent.status_code == 201
    assert sent.json()["published_at"] == "2021-09-11T08:42:00Z"
    assert Report.objects.get().current.utc_offset == 23 * 60 + 48  # type: ignore[union-attr]
