"""The API describes itself truly, and its pages come from our own server alone."""

import re
from io import StringIO

import pytest
from django.contrib.staticfiles import finders
from django.core.management import call_command

from tests.claims.api.conftest import Ask

OPERATIONS = {
    "/api/v1/": {"get"},
    "/api/v1/changes/": {"get"},
    "/api/v1/changes/stream/": {"get"},
    "/api/v1/claims/": {"get"},
    "/api/v1/claims/{id}/": {"get"},
    "/api/v1/disputes/": {"post"},
    "/api/v1/disputes/{token}/": {"get"},
    "/api/v1/exports/": {"get", "post"},
    "/api/v1/exports/{id}/": {"get"},
    "/api/v1/exports/{id}/file": {"get"},
    "/api/v1/reports/": {"get", "post"},
    "/api/v1/reports/{id}/": {"get"},
    "/api/v1/reports/{id}/processing/": {"get"},
    "/api/v1/sources/": {"get"},
    "/api/v1/sources/{id}/": {"get"},
    "/api/v1/webhooks/": {"get", "post"},
    "/api/v1/webhooks/{id}/": {"get", "patch", "delete"},
    "/api/v1/webhooks/{id}/ping/": {"post"},
    "/api/v1/webhooks/{id}/replay/": {"post"},
    "/api/v1/webhooks/{id}/rotate/": {"post"},
}


def test_the_description_is_valid_openapi_without_a_warning() -> None:
    call_command("spectacular", "--validate", "--fail-on-warn", stdout=StringIO())


def test_the_description_names_addresses_scopes_and_problems(anyone: Ask) -> None:
    schema = anyone("schema/").json()
    assert schema["openapi"].startswith("3.1")
    assert {path: set(operations) for path, operations in schema["paths"].items()} == OPERATIONS
    send = schema["paths"]["/api/v1/reports/"]["post"]
    assert send["security"] == [{"key": ["ingest"]}]
    assert set(send["responses"]) == {"200", "201", "400", "401", "403", "411", "413", "415", "422", "429"}
    assert "application/problem+json" in send["responses"]["422"]["content"]
    assert {} in schema["paths"]["/api/v1/claims/"]["get"]["security"]


def test_every_operation_and_parameter_is_described(anyone: Ask) -> None:
    for operations in anyone("schema/").json()["paths"].values():
        for operation in operations.values():
            assert operation["summary"]
            assert operation["description"]
            for parameter in operation.get("parameters", []):
                assert parameter["in"] == "path" or parameter["description"], parameter["name"]


def test_the_index_leads_everywhere(anyone: Ask) -> None:
    addresses = anyone("").json()
    assert set(addresses) == {
        *("claims", "changes", "changes_stream", "reports", "sources", "webhooks", "exports", "schema", "docs", "guide")
    }
    assert anyone(addresses["claims"]).status_code == 200


@pytest.mark.parametrize("path", ["docs/", "docs/?script="])
def test_the_docs_need_nothing_from_elsewhere_and_nothing_inline(anyone: Ask, path: str) -> None:
    page = anyone(path, headers={"Accept": "text/html"})
    html = page.content.decode()
    assert page.status_code == 200
    assert "//" not in re.sub(r"^\s*//.*$", "", html.replace("http://testserver", ""), flags=re.M)
    assert not re.search(r"<style|<script>| style=| on\w+=", html)
    for asset in re.findall(r'(?:src|href)="/static/([^"?]+)"', html):
        assert finders.find(asset), asset
