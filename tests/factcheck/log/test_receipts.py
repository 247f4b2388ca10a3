"""A receipt vouches for one answer, and changes no byte of it."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from factcheck.log.chain import GENESIS
from factcheck.log.keys import believed, our_public_keys, public_key
from factcheck.log.models import LogEntry
from factcheck.log.receipts import HEADER, NoReceipt, Receipt, check
from tests.factcheck.log.chains import unguarded, write
from tests.factories import make_claim, publish

ROOT = Path(__file__).resolve().parents[3]
CLAIMS = "/api/v1/claims/"


def keys() -> Any:
    return believed(our_public_keys())


def asked(client: Client, address: str, **headers: str) -> Any:
    return client.get(address, headers=headers)


@pytest.mark.django_db
def test_a_receipt_names_question_answer_and_where_the_log_stood(client: Client, rosa: Any) -> None:
    publish(make_claim(), rosa)
    answer = asked(client, f"{CLAIMS}?status=verified&receipt=1")
    receipt = check(answer[HEADER], answer.content, keys())
    head = LogEntry.objects.last()
    assert head
    assert (receipt.query, receipt.status) == (f"GET {CLAIMS}?status=verified", 200)
    assert (receipt.log_sequence, receipt.log_hash) == (head.sequence, head.hash)


@pytest.mark.django_db
@pytest.mark.parametrize("query", ["", "?status=verified", "?status=nothing", "?receipt=2", "?receipt", "?page_size=1"])
def test_the_body_is_the_same_byte_for_byte_with_and_without(client: Client, rosa: Any, query: str) -> None:
    for number in range(2):
        publish(make_claim(f"The bridge at Orsk was closed for {number + 2} days."), rosa)
    plain = asked(client, CLAIMS + query)
    assert HEADER not in plain
    by_parameter = asked(client, f"{CLAIMS}{query}{'&' if query else '?'}receipt=1")
    by_header = asked(client, CLAIMS + query, Prefer="respond-async, Receipt; x=1")
    for answer in (by_parameter, by_header):
        assert answer.content == plain.content
        assert answer.status_code == plain.status_code
        receipt = check(answer[HEADER], plain.content, keys())
        assert receipt.query == f"GET {CLAIMS}{query}"
    assert by_header["Preference-Applied"] == "receipt"
    assert "Prefer" in plain["Vary"]


@pytest.mark.django_db
def test_a_refusal_can_be_asked_for_with_a_receipt_too(client: Client) -> None:
    answer = asked(client, "/api/v1/nothing/?receipt=1")
    receipt = check(answer[HEADER], answer.content, keys())
    assert (receipt.status, receipt.log_sequence, receipt.log_hash) == (404, 0, GENESIS)


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/", "/healthz", f"{CLAIMS}?receipt=1&receipt=1", f"{CLAIMS}?receipt=0"])
def test_elsewhere_and_where_it_is_asked_otherwise_there_is_none(client: Client, address: str) -> None:
    assert HEADER not in asked(client, address)
    assert HEADER not in client.post(f"{CLAIMS}?receipt=1")


@pytest.fixture
def files(client: Client, db: None, tmp_path: Path) -> tuple[Path, Path]:
    """A receipt and the answer it is for."""
    answer = asked(client, f"{CLAIMS}?receipt=1")
    receipt, body = tmp_path / "receipt", tmp_path / "answer"
    receipt.write_text(answer[HEADER] + "\n")
    body.write_bytes(answer.content)
    return receipt, body


def standalone(*arguments: object) -> subprocess.CompletedProcess[str]:
    script = ROOT / "docs" / "verify_receipt.py"
    return subprocess.run(
        [sys.executable, str(script), *map(str, arguments)], capture_output=True, text=True, timeout=60
    )


def test_both_checkers_believe_a_genuine_one(files: tuple[Path, Path], capsys: pytest.CaptureFixture[str]) -> None:
    call_command("verify_receipt", str(files[0]), "--answer", str(files[1]), "--in-log")
    assert "The receipt holds: GET /api/v1/claims/ was answered so" in capsys.readouterr().out
    done = standalone(*files, public_key())
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("It holds: GET /api/v1/claims/")


def test_neither_believes_another_answer_another_key_or_a_changed_one(files: tuple[Path, Path]) -> None:
    receipt, answer = files
    genuine, body = receipt.read_text(), answer.read_bytes()
    head, _, signature = genuine.partition(".")
    cases = [
        (genuine, body + b" ", public_key(), "another answer"),
        (genuine, body, "A" * 43, "believed|another key"),
        (f"{head[:-8]}AAAAAAAA.{signature}", body, public_key(), "no receipt|another key"),
        (f"{head}.{'A' * 86}", body, public_key(), "another key"),
        ("", body, public_key(), "no receipt|another key"),
    ]
    for text, given_body, key, why in cases:
        receipt.write_text(text)
        answer.write_bytes(given_body)
        with pytest.raises(CommandError, match=why):
            call_command("verify_receipt", str(receipt), "--answer", str(answer), "--public-key", key)
        done = standalone(receipt, answer, key)
        assert done.returncode == 1
        assert "Traceback" not in done.stderr


def test_anyones_script_is_forty_lines() -> None:
    assert len((ROOT / "docs" / "verify_receipt.py").read_text().splitlines()) <= 40


@given(st.text())
def test_no_text_breaks_the_check(text: str) -> None:
    with pytest.raises(NoReceipt):
        check(text, b"", keys())


@pytest.mark.django_db(transaction=True)
def test_a_genuine_receipt_shows_a_log_that_was_rewritten(client: Client, tmp_path: Path) -> None:
    write(2)
    answer = asked(client, f"{CLAIMS}?receipt=1")
    receipt, body = tmp_path / "receipt", tmp_path / "answer"
    receipt.write_text(answer[HEADER])
    body.write_bytes(answer.content)
    command = ("verify_receipt", str(receipt), "--answer", str(body), "--in-log")
    call_command(*command)
    with unguarded() as cursor:
        cursor.execute("UPDATE log_logentry SET hash = repeat('f', 64) WHERE sequence = 2")
    with pytest.raises(CommandError, match="cut or rewritten"):
        call_command(*command)


def test_the_signed_bytes_are_canonical() -> None:
    receipt = Receipt("GET /", 200, "a", 1, "b", "t", "k")
    assert receipt.message() == (
        '{"answer_sha256":"a","format":"factcheck-receipt/1","key_id":"k","log_hash":"b","log_sequence":1,'
        '"query":"GET /","status":200,"time":"t"}'
    )
