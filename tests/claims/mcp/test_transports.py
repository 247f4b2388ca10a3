"""The official SDK's client, over both transports, as assistants use it."""

from datetime import UTC, datetime
from typing import Any

import httpx
import pytest
from mcp_types.version import HANDSHAKE_PROTOCOL_VERSIONS

from claims.models import Claim
from factcheck.access.models import User
from tests.claims.mcp.conftest import Call
from tests.factories import make_claim, make_passages, make_report, publish

pytestmark = pytest.mark.slow
SAID = "The bridge at Orsk was closed on Monday."


@pytest.fixture
def bridge(transactional_db: None, rosa: User) -> Claim:
    return publish(make_claim(SAID, passage=make_passages(make_report(SAID).snapshot)[0]), rosa)


def initialize(protocol: str) -> dict[str, Any]:
    client = {"protocolVersion": protocol, "capabilities": {}, "clientInfo": {"name": "test", "version": "1"}}
    return {"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": client}


def post(site: str, **headers: str) -> httpx.Response:
    accept = {"Accept": "application/json, text/event-stream", **headers}
    return httpx.post(f"{site}/mcp", json=initialize(HANDSHAKE_PROTOCOL_VERSIONS[-1]), headers=accept)


def test_over_stdio_an_assistant_finds_reads_and_checks(bridge: Claim, stdio: Call) -> None:
    found, whole, checked = stdio(
        ("search_claims", {"query": "bridge Orsk"}),
        ("get_claim", {"claim_id": str(bridge.pk)}),
        ("check_sentence", {"sentence": "The bridge at Orsk was closed."}),
    )
    assert [claim["id"] for claim in found.structured_content["by_words"]] == [str(bridge.pk)]
    assert whole.structured_content["decision"]["status"] == "verified"
    [match] = checked.structured_content["matches"]
    assert match["claim"]["id"] == str(bridge.pk)


def test_over_http_old_and_new_clients_read_the_same(bridge: Claim, over_http: Call, keys: dict[str, str]) -> None:
    for key in ("", keys["read"]):
        for mode in ("auto", "legacy"):
            [answer] = over_http(("search_claims", {"query": "bridge"}), key=key, mode=mode)
            [claim] = answer.structured_content["by_words"]
            assert claim["id"] == str(bridge.pk)
            assert f"on {datetime.now(UTC):%Y-%m-%d}" in claim["how_sure"]


def test_the_door_keeps_the_rules_of_the_api(site: str) -> None:
    good = post(site)
    assert good.status_code == 200
    assert good.headers["content-type"] == "application/json"
    assert "mcp-session-id" not in good.headers
    assert good.json()["result"]["serverInfo"]["name"] == "factcheck"
    assert post(site, Origin=site).status_code == 200
    for headers, status in [
        ({"Origin": "https://evil.example"}, 403),
        ({"Host": "evil.example"}, 400),
        ({"Authorization": "Bearer fc_wrong"}, 401),
    ]:
        refused = post(site, **headers)
        assert refused.status_code == status
        assert refused.headers["content-type"] == "application/problem+json"
    for method in ("GET", "DELETE"):
        assert httpx.request(method, f"{site}/mcp").status_code == 405


def test_who_asks_too_often_without_a_key_waits(site: str, keys: dict[str, str]) -> None:
    refused = next(answer for answer in (post(site) for _ in range(100)) if answer.status_code != 200)
    assert refused.status_code == 429
    assert int(refused.headers["retry-after"]) > 0
    assert post(site, Authorization=f"Bearer {keys['read']}").status_code == 200
