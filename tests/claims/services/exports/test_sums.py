"""Deltas add up: laid over the full export before, they give the full export after, whatever happened."""

from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claims.services.exports.order import head
from claims.services.publish_due import publish_due
from factcheck.access.models import User
from tests.claims.api.test_replay import STEPS, History
from tests.claims.services.exports.made import claims_in, laid_over, lines, made
from tests.factories import make_user


@given(nights=st.lists(st.lists(STEPS, max_size=4), min_size=1, max_size=3))
@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_full_and_deltas_are_the_next_full(rosa: User, nights: list[list[tuple[str, Any, Any]]]) -> None:
    ada = User.objects.filter(username="ada").first() or make_user("ada", is_superuser=True)
    history = History(rosa, ada)
    held, position, first = claims_in(made()), head(), head()
    base = dict(held)
    for steps in nights:
        for step in steps:
            history.do(step)
            publish_due(50)
        held = laid_over(held, lines(made("delta", since=position)))
        position = head()
        assert held == claims_in(made())
    assert laid_over(base, lines(made("delta", since=first))) == held
    assert laid_over({}, lines(made("delta", since=0))) == held
