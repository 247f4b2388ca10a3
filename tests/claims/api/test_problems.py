"""Every error is problem details: a status, a stable code and a sentence."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import OperationalError

from claims.api.problems import problem_of
from claims.errors import EvidenceMissing, StaleDecision
from claims.models import Claim
from factcheck.access.models import ApiKey
from tests.claims.api.conftest import Ask


def code_of(response: Any) -> tuple[int, str]:
    assert response["Content-Type"] == "application/problem+json"
    body = response.json()
    assert body["type"] == "about:blank"
    assert body["status"] == response.status_code
    assert body["detail"].endswith(".")
    return response.status_code, body["code"]


@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "DELETE", "HEAD"])
@pytest.mark.parametrize("path", ["nothing/", "claims/1/", "claims/x/y/", "reports/%00/", "claims//"])
def test_an_unknown_address_is_not_found_whatever_the_method(anyone: Ask, path: str, method: str) -> None:
    response = anyone(path, method=method)
    assert response.status_code == 404
    if method != "HEAD":
        assert code_of(response) == (404, "not_found")


def test_an_address_without_its_slash_says_so(anyone: Ask) -> None:
    assert code_of(anyone("claims")) == (404, "missing_slash")
    assert code_of(anyone("clams")) == (404, "not_found")


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "TRACE", "BREW"])
def test_a_method_that_is_not_taken_is_named_with_those_that_are(anyone: Ask, method: str) -> None:
    response = anyone("claims/", method=method)
    assert code_of(response) == (405, "method_not_allowed")
    assert response["Allow"] == "GET, HEAD, OPTIONS"


def test_head_and_options_answer(anyone: Ask) -> None:
    assert anyone("claims/", method="HEAD").status_code == 200
    assert anyone("claims/", method="OPTIONS").status_code == 200
    assert anyone("reports/", method="OPTIONS")["Allow"] == "GET, POST, HEAD, OPTIONS"
    assert anyone("reports/", method="HEAD").status_code == 401


@pytest.mark.parametrize("key", ["wrong", "fc_" + "a" * 43, "é", "a b", '"'])
def test_a_key_that_is_not_valid_is_refused_even_where_none_is_needed(
    bearer: Callable[[str], Ask], db: None, key: str
) -> None:
    response = bearer(key)("claims/")
    assert code_of(response) == (401, "authentication_failed")
    assert response["WWW-Authenticate"].startswith("Bearer")


def test_another_scheme_and_a_missing_key_are_told_how(anyone: Ask) -> None:
    response = anyone("claims/", headers={"Authorization": "Basic cm9zYTpyb3Nh"})
    assert code_of(response) == (401, "authentication_failed")
    response = anyone("reports/")
    assert code_of(response) == (401, "not_authenticated")
    assert response["WWW-Authenticate"].startswith("Bearer")


def test_a_revoked_key_is_refused(bearer: Callable[[str], Ask], keys: dict[str, str]) -> None:
    ApiKey.objects.update(revoked_at="2021-01-01T00:00:00Z")
    assert bearer(keys["read"])("claims/").status_code == 401


def test_a_key_without_the_scope_is_forbidden(aggregator: Ask) -> None:
    assert code_of(aggregator("reports/")) == (403, "permission_denied")


def test_a_format_that_is_not_spoken_is_not_acceptable(anyone: Ask) -> None:
    assert code_of(anyone("claims/", headers={"Accept": "text/html"})) == (406, "not_acceptable")


def test_a_fault_of_ours_is_logged_and_tells_nothing(
    anyone: Ask, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("secret detail")

    monkeypatch.setattr("claims.api.views.claims.picture", fail)
    response = anyone("claims/")
    assert code_of(response) == (500, "server_error")
    assert "secret" not in response.content.decode()


def test_a_database_that_does_not_answer_is_unavailable(anyone: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise OperationalError("gone")

    monkeypatch.setattr("claims.api.views.claims.picture", fail)
    response = anyone("claims/")
    assert code_of(response) == (503, "unavailable")
    assert int(response["Retry-After"]) > 0


def test_a_refused_decision_keeps_its_code_and_a_stale_one_is_a_conflict() -> None:
    assert (problem_of(EvidenceMissing()).status, problem_of(EvidenceMissing()).code) == (422, "evidence_missing")
    stale = problem_of(StaleDecision("unreviewed", "verified"))
    assert (stale.status, stale.code) == (409, "stale")
    assert problem_of(PermissionDenied()).status == 403


@pytest.fixture
def two_a_minute(settings: Any) -> None:
    settings.ANONYMOUS_RATE = "2/min"


def test_who_has_no_key_is_slowed_down_and_told_when_to_come_back(anyone: Ask, two_a_minute: None) -> None:
    assert [anyone("claims/").status_code for _ in range(2)] == [200, 200]
    response = anyone("claims/")
    assert code_of(response) == (429, "throttled")
    assert 0 < int(response["Retry-After"]) <= 60


def test_a_made_up_forwarding_header_does_not_help(anyone: Ask, two_a_minute: None) -> None:
    answers = [anyone("claims/", headers={"X-Forwarded-For": f"10.0.0.{n}"}).status_code for n in range(3)]
    assert answers == [200, 200, 429]


def test_a_key_is_not_slowed_down_as_if_it_were_none(aggregator: Ask, two_a_minute: None) -> None:
    assert {aggregator("claims/").status_code for _ in range(4)} == {200}


@pytest.mark.parametrize("authorization", ["Bearer wrong", "Basic cm9zYTpyb3Nh", "Bearer"])
def test_who_guesses_keys_is_slowed_down_and_told_when_to_come_back(
    anyone: Ask, aggregator: Ask, two_a_minute: None, authorization: str
) -> None:
    def guess() -> Any:
        return anyone("claims/", headers={"Authorization": authorization})

    assert [guess().status_code for _ in range(2)] == [401, 401]
    response = guess()
    assert code_of(response) == (429, "throttled")
    assert 0 < int(response["Retry-After"]) <= 60
    assert aggregator("claims/").status_code == 200


NOWHERE = "redis://127.0.0.1:1/0"


def test_a_key_that_is_not_valid_is_refused_while_redis_is_away(anyone: Ask, two_a_minute: None, settings: Any) -> None:
    settings.REDIS_URL = NOWHERE
    answers = [anyone("claims/", headers={"Authorization": "Bearer wrong"}).status_code for _ in range(4)]
    assert answers == [401] * 4


def test_what_is_published_is_read_while_redis_is_away(anyone: Ask, settings: Any) -> None:
    settings.REDIS_URL = NOWHERE
    assert anyone("claims/").status_code == 200
    assert Claim.objects.count() == 0
