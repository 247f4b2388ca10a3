"""The whole API as it describes itself, asked by schemathesis with every check: without a key and with each scope."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from factcheck.access.models import User
from tests.claims.admin.scene import make_scene
from tests.factories import make_claim, publish

EXAMPLES = os.environ.get("SCHEMATHESIS_EXAMPLES", "3")
"""Of each operation, beside those that cover its parameters; a long run takes hundreds."""
CONFIG = """
[[operations]]
include-operation-id = {ids}
checks.positive_data_acceptance.expected-statuses = ["2xx", "401", "403", "404", "409", "422", "429"]
"""
BEYOND_SCHEMA = {
    "changes_list": "a sequence that the log has not come to",
    "claims_list": "a moment that has not come, a cursor of another question",
    "claims_retrieve": "a moment that has not come",
    "disputes_create": "a text too long or of spaces alone, a link that is no address",
    "exports_create": "a position that the log has not come to",
    "reports_create": "either text or html, and what can be kept of them",
    "webhooks_replay": "fields that nobody knows, in a body that need not be there",
    "webhooks_rotate": "fields that nobody knows, in a body that need not be there",
    "webhooks_create": "a sequence that the log has not come to, an address that is not public",
}
"""Where what the schema allows may yet be refused as 422, and for what."""
APART = ["changes_stream"]
"""It never ends by itself; `test_stream.py` asks it."""
UNTHROTTLED = "100000000/min"


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("scope", ["", "read", "ingest", "review"], ids=["no key", "read", "ingest", "review"])
def test_every_operation_answers_as_it_is_described(
    scope: str,
    transactional_db: None,
    keys: dict[str, str],
    rosa: User,
    live_server: Any,
    settings: Any,
    tmp_path: Path,
) -> None:
    settings.ANONYMOUS_RATE = settings.KEY_RATE = settings.DISPUTE_RATE = UNTHROTTLED
    publish(make_scene().claim, rosa)
    make_claim("Few fled.")
    (tmp_path / "schemathesis.toml").write_text(CONFIG.format(ids=json.dumps(list(BEYOND_SCHEMA))))
    header = [f"--header=Authorization: Bearer {keys[scope]}"] if scope else []
    command = [sys.executable, "-m", "schemathesis.cli", "run", f"{live_server.url}/api/v1/schema/", "--checks=all"]
    command += [f"--max-examples={EXAMPLES}", "--generation-deterministic", "--no-color", *header]
    command += [f"--exclude-operation-id={name}" for name in APART]
    run = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path)
    assert run.returncode == 0, run.stdout + run.stderr
