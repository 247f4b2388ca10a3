"""How often a key may ask, what the headers tell, and which pages of others may call the API."""

from typing import Any

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from factcheck.access.models import ApiKey
from factcheck.access.rates import Rate, parse_rate
from factcheck.access.window import hit
from factcheck.ids import uuid7

CLAIMS = "/api/v1/claims/"


@pytest.mark.django_db
def test_a_key_has_a_rate_of_its_own_and_headers_that_tell_what_is_left() -> None:
    _, secret = ApiKey.issue("slow", ["read"], rate="2/hour")
    other = ApiKey.issue("other", ["read"])[1]
    answers = [Client().get(CLAIMS, headers={"Authorization": f"Bearer {secret}"}) for _ in range(3)]
    assert [(it.status_code, it["RateLimit-Limit"], it["RateLimit-Remaining"]) for it in answers] == [
        (200, "2", "1"),
        (200, "2", "0"),
        (429, "2", "0"),
    ]
    assert answers[2]["Retry-After"] == answers[2]["RateLimit-Reset"]
    assert "with this key" in answers[2].json()["detail"]
    assert Client().get(CLAIMS, headers={"Authorization": f"Bearer {other}"})["RateLimit-Limit"] == "1200"
    assert Client().get(CLAIMS)["RateLimit-Limit"] == "60"


@given(st.lists(st.floats(0, 30), max_size=40))
def test_no_window_of_one_period_lets_more_than_the_limit_and_a_period_s_share_through(gaps: list[float]) -> None:
    rate, who, now, let = Rate(5, 60), str(uuid7()), 1_000_000.0, list[float]()
    for gap in gaps:
        now += gap
        if hit(who, rate, now).allowed:
            let.append(now)
    assert all(sum(start <= at < start + 60 for at in let) <= 2 * rate.limit - 1 for start in let)
    assert len(let) >= min(len(gaps), rate.limit)


def test_a_full_window_slides_free_bit_by_bit() -> None:
    rate, who = Rate(4, 60), str(uuid7())
    assert [hit(who, rate, 600.0).allowed for _ in range(5)] == [True] * 4 + [False]
    assert not hit(who, rate, 660.0).allowed
    assert hit(who, rate, 676.0).allowed
    assert not hit(who, rate, 676.0).allowed


@pytest.mark.parametrize("text", ["", "60", "60/year", "0/min", "-1/min", "many/min"])
def test_a_rate_that_is_none_is_refused_in_a_sentence(text: str) -> None:
    with pytest.raises(ValueError, match="is no rate; write"):
        parse_rate(text)


@pytest.mark.django_db
def test_pages_of_named_origins_may_call_the_api_and_nothing_else_without_cookies(settings: Any) -> None:
    settings.CORS_ALLOWED_ORIGINS = ["https://news.example"]
    ours = Client().get(CLAIMS, headers={"Origin": "https://news.example"})
    assert ours["Access-Control-Allow-Origin"] == "https://news.example"
    assert "RateLimit-Remaining" in ours["Access-Control-Expose-Headers"]
    assert "Access-Control-Allow-Credentials" not in ours
    assert "Access-Control-Allow-Origin" not in Client().get(CLAIMS, headers={"Origin": "https://other.example"})
    assert "Access-Control-Allow-Origin" not in Client().get(
        "/admin/login/", headers={"Origin": "https://news.example"}
    )
