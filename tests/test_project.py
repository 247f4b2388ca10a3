"""House rules: what would otherwise be forgotten."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import call_command

ROOT = Path(__file__).resolve().parent.parent
PRODUCT = ("factcheck", "sources", "claims")
READS_ENVIRONMENT = re.compile(
    r"""(?:env\.(?:text|choice|flag|number|words|secret)\(|environ\.get\(|environ\[|getenv\()\s*"([A-Z][A-Z_]+)\""""
)
NOT_SETTINGS = {"DJANGO_SETTINGS_MODULE", "ORT_DISABLE_TELEMETRY", "PATH"}


def manage(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env=os.environ | environment,
        capture_output=True,
        text=True,
        timeout=120,
    )


@pytest.mark.django_db
def test_no_migration_is_pending() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_a_deployment_passes_djangos_checks() -> None:
    done = manage("check", "--deploy", "--fail-level", "WARNING", HTTPS="1", SECRET_KEY="k" * 40 + "abcdefghijk")
    assert done.returncode == 0, done.stderr


def test_a_setting_that_can_not_be_used_is_said_in_a_sentence() -> None:
    done = manage("check", WORK_ATTEMPTS="many")
    assert "WORK_ATTEMPTS is 'many'; set it to a whole number." in done.stderr


def test_without_a_database_the_command_says_how_to_start_one(tmp_path: Path) -> None:
    done = manage("migrate", "--check", DATABASE_URL="", DATABASE_OWNER_URL="", REDIS_URL="", VAR_DIR=str(tmp_path))
    assert done.returncode == 1
    assert done.stderr.startswith("No database is running here. Start everything with `make run`")


def test_every_setting_is_in_the_readme() -> None:
    sources = [path for app in PRODUCT for path in (ROOT / app).rglob("*.py")]
    read = {name for path in sources for name in READS_ENVIRONMENT.findall(path.read_text("utf-8"))}
    readme = (ROOT / "README.md").read_text("utf-8")
    listed = set(re.findall(r"^\| `([A-Z_]+)` \|", readme, re.MULTILINE))
    assert listed == read - NOT_SETTINGS


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt", "requirements-uv.txt"])
def test_every_package_is_pinned_with_hashes(name: str) -> None:
    blocks = re.split(r"\n(?=\S)", (ROOT / name).read_text("utf-8").strip())
    for block in blocks:
        assert re.match(r"[\w.-]+(\[[\w,]+\])?==", block), block[:80]
        assert "--hash=sha256:" in block, block[:80]
