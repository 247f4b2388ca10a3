"""The guide, run from top to bottom as a new user would, with nothing but what it says."""

import os
import re
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from claims.models import Publication
from factcheck.access.models import User
from tests.claims.api.conftest import Ask
from tests.factories import make_claim, publish
from tests.worker import worker

ROOT = Path(__file__).resolve().parents[2]
GUIDE = ROOT / "docs" / "guide.md"
BLOCK = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
END = "GUIDE_END"


def script() -> str:
    """All blocks as one shell script: what one sets, the next has."""
    steps = ["set -eu"]
    for language, code in BLOCK.findall(GUIDE.read_text("utf-8")):
        assert language in ("bash", "python"), f"a block of {language or 'no language'} would never be run"
        steps.append(code if language == "bash" else f"python - <<'{END}'\n{code}{END}\n")
        steps.append("echo; echo -----")
    return "\n".join(steps)


def _next_second() -> None:
    """Waits until the second in which the claims were published is over: the guide asks about whole seconds."""
    last = Publication.objects.latest("sequence").published_at
    while timezone.now().replace(microsecond=0) < last:
        time.sleep(0.02)


@pytest.mark.slow
def test_everything_in_the_guide_can_be_copied_and_run(
    live_server: Any, rosa: User, keys: dict[str, str], tmp_path: Path
) -> None:
    claims = [publish(make_claim(f"The bridge at Orsk has {number} lanes."), rosa) for number in (2, 4, 6)]
    _next_second()
    surroundings = {
        "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT / "clients" / "python"),
        "FACTCHECK": live_server.url,
        "INGEST_KEY": keys["ingest"],
    }
    with worker(tmp_path, EMBEDDING_ENGINE="null", STANCE_ENGINE="null"):
        done = subprocess.run(
            ["bash"], input=script(), env=surroundings, cwd=tmp_path, capture_output=True, text=True, timeout=300
        )
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr
    assert done.stderr == ""
    told = done.stdout
    assert told.count("Two outlets saw it themselves.") > 3
    assert f"{len(claims)} claims; go on from" in told
    assert "\n304\n" in told
    assert re.search(r"done [1-9] claims", told)
    assert "unknown_parameter" in told


def test_the_guide_is_served_beside_the_api(anyone: Ask) -> None:
    page = anyone("guide/")
    assert page.content.decode() == GUIDE.read_text("utf-8")
    assert page["Content-Type"] == "text/plain; charset=utf-8"
    assert anyone("").json()["guide"].endswith("/api/v1/guide/")


def test_the_readme_leads_to_the_guide() -> None:
    assert "(docs/guide.md)" in (ROOT / "README.md").read_text("utf-8")
