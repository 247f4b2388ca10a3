"""Whatever is changed in the log, by whoever can change it, is found and named."""

import json
import tracemalloc
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from factcheck.access.models import User
from factcheck.database import as_owner
from factcheck.log.chain import GENESIS, Link, moment, payload_digest
from factcheck.log.checkpoints import Signed, make_checkpoint, signed
from factcheck.log.erasure import erase
from factcheck.log.keys import believed, current_key_id, our_public_keys, sign
from factcheck.log.models import Check, Checkpoint, LogEntry
from factcheck.log.rows import stored_rows
from factcheck.log.verify import BrokenLog, Row, verify
from tests.factcheck.log.chains import unguard, unguarded, write


def checked(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """What verify_log says, its error included."""
    try:
        call_command("verify_log", *arguments)
    except CommandError as error:
        return f"FAILED {error}"
    return capsys.readouterr().out


def keep(path: Path) -> str:
    """A checkpoint of the log as it stands, in a file outside the database."""
    made = make_checkpoint(timezone.now())
    assert made
    path.write_text(signed(made).line() + "\n")
    return str(path)


@pytest.mark.django_db(transaction=True)
def test_a_whole_log_holds_with_its_erasures_and_checkpoints(capsys: pytest.CaptureFixture[str]) -> None:
    write(4)
    make_checkpoint(timezone.now())
    erase(2, "A court ordered it.", User.objects.create_superuser("ada"))
    make_checkpoint(timezone.now())
    assert "The log holds: 5 entries, 1 of them erased, and 2 checkpoints agree with it." in checked(capsys)


FLIPS = [
    ("UPDATE log_logpayload SET body = replace(body, 'because', 'becaase') WHERE entry_id = 3", 3, "its payload"),
    ("UPDATE log_logpayload SET salt = set_byte(salt, 0, 255 - get_byte(salt, 0)) WHERE entry_id = 3", 3, "payload"),
    ("UPDATE log_logentry SET kind = 'Decision' WHERE sequence = 3", 3, "it was changed"),
    ("UPDATE log_logentry SET object_id = '9' WHERE sequence = 1", 1, "it was changed"),
    ("UPDATE log_logentry SET recorded_at = recorded_at + interval '1 microsecond' WHERE sequence = 5", 5, "changed"),
    ("UPDATE log_logentry SET hash = overlay(hash placing 'zz' from 1) WHERE sequence = 3", 3, "it was changed"),
    ("UPDATE log_logentry SET previous_hash = repeat('0', 64) WHERE sequence = 3", 3, "the hash it names"),
    ("DELETE FROM log_logpayload WHERE entry_id = 3", 3, "no entry says that it was erased"),
    ("DELETE FROM log_logpayload WHERE entry_id = 3; DELETE FROM log_logentry WHERE sequence = 3", 3, "it is missing"),
    ("DELETE FROM log_logpayload WHERE entry_id = 1; DELETE FROM log_logentry WHERE sequence = 1", 1, "it is missing"),
]


@pytest.mark.django_db(transaction=True)
def test_a_byte_that_was_flipped_in_the_database_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    write(5)
    for statement, sequence, why in FLIPS:
        with as_owner(), transaction.atomic(), connection.cursor() as cursor:
            unguard(cursor)
            cursor.execute(statement)
            assert cursor.rowcount == 1
            told = checked(capsys)
            transaction.set_rollback(True)
        assert told.startswith(f"FAILED Entry {sequence}: "), (statement, told)
        assert why in told, (statement, told)
    assert "The log holds: 5 entries" in checked(capsys)


@pytest.mark.django_db(transaction=True)
def test_an_end_that_was_cut_off_is_shown_by_a_checkpoint(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    write(5)
    kept = keep(tmp_path / "checkpoints")
    with unguarded() as cursor:
        cursor.execute("DELETE FROM log_logpayload WHERE entry_id = 5; DELETE FROM log_logentry WHERE sequence = 5")
    assert checked(capsys).startswith("FAILED Entry 5: it is missing; the checkpoint of")
    with unguarded() as cursor:
        cursor.execute("TRUNCATE log_checkpoint CASCADE")
    assert "The log holds" in checked(capsys), "by itself it can't know"
    assert checked(capsys, "--checkpoints", kept).startswith("FAILED Entry 5: it is missing; the checkpoint of")


def rewrite(rows: list[Row], change: int) -> list[Row]:
    """A chain as whole as the first, in which one entry says something else."""
    made: list[Row] = []
    for row in rows:
        assert row.salt is not None
        assert row.body is not None
        body = row.body if row.link.sequence != change else '{"number":99}'
        digest = payload_digest(row.salt, body)
        before = made[-1].hash if made else GENESIS
        link = replace(row.link, payload_digest=digest, previous_hash=before)
        made.append(Row(link, link.hash(), row.salt, body))
    return made


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("change", [1, 3, 5])
def test_a_chain_that_was_rewritten_as_a_whole_is_shown_by_an_old_checkpoint(
    change: int, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    write(5)
    kept = keep(tmp_path / "checkpoints")
    write(2)
    with unguarded() as cursor:
        cursor.execute("TRUNCATE log_checkpoint CASCADE")
        for row in rewrite(list(stored_rows()), change):
            cursor.execute(
                "UPDATE log_logentry SET payload_digest = %s, previous_hash = %s, hash = %s WHERE sequence = %s",
                [row.link.payload_digest, row.link.previous_hash, row.hash, row.link.sequence],
            )
            cursor.execute("UPDATE log_logpayload SET body = %s WHERE entry_id = %s", [row.body, row.link.sequence])
    assert make_checkpoint(timezone.now()), "the attacker may even sign the new chain"
    assert "The log holds: 7 entries" in checked(capsys), "by itself it can't know"
    told = checked(capsys, "--checkpoints", kept)
    assert told.startswith("FAILED Entry 5: the checkpoint of")
    assert "rewritten" in told


@pytest.mark.django_db(transaction=True)
def test_checkpoints_signed_by_another_key_or_changed_are_refused(capsys: pytest.CaptureFixture[str]) -> None:
    write(3)
    make_checkpoint(timezone.now())
    other = "A" * 43
    assert "not among those believed" in checked(capsys, "--public-key", other)
    assert "copy it whole" in checked(capsys, "--public-key", "short")
    with unguarded() as cursor:
        cursor.execute("UPDATE log_checkpoint SET made_at = made_at - interval '1 year'")
    assert "does not have a valid signature" in checked(capsys)


@pytest.mark.django_db(transaction=True)
def test_keys_rotate_and_old_checkpoints_are_still_believed(
    capsys: pytest.CaptureFixture[str], settings: Any, tmp_path: Path
) -> None:
    write(2)
    keep(tmp_path / "old")
    [old] = our_public_keys()
    settings.LOG_SIGNING_KEY = "B" * 42 + "A"
    assert make_checkpoint(timezone.now()), "the same log, signed anew"
    assert "not among those believed" in checked(capsys)
    settings.LOG_PUBLIC_KEYS = [old]
    assert "2 checkpoints agree" in checked(capsys)
    keys = [word for key in our_public_keys() for word in ("--public-key", key)]
    assert "2 checkpoints agree" in checked(capsys, *keys)


@pytest.mark.django_db(transaction=True)
def test_an_erasure_that_did_not_take_place_or_names_nothing_is_found(capsys: pytest.CaptureFixture[str]) -> None:
    write(1)
    write(1, kind="erasure")  # of a claim: no word on the log's own payloads
    assert "The log holds" in checked(capsys)
    with unguarded() as cursor:
        last, digest = LogEntry.objects.get(pk=2), payload_digest(b"", "")
        link = Link(3, "erasure", "log_entry", "1", moment(timezone.now()), digest, last.hash)
        cursor.execute(
            "INSERT INTO log_logentry VALUES (3, 'erasure', 'log_entry', '1', %s, %s, %s, %s)",
            [link.recorded_at, link.payload_digest, link.previous_hash, link.hash()],
        )
        cursor.execute("INSERT INTO log_logpayload VALUES (3, '', '')")
    assert "FAILED Entry 3: it says that the payload of 1 is erased, which it is not" in checked(capsys)


@pytest.mark.django_db(transaction=True)
def test_an_export_is_checked_without_a_database(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    write(5)
    kept = keep(tmp_path / "checkpoints")
    erase(2, "A court ordered it.", User.objects.create_superuser("ada"))
    path = tmp_path / "export"
    call_command("verify_log", "--export", str(path))
    whole = path.read_text()
    with unguarded() as cursor:
        cursor.execute("TRUNCATE log_checkpoint, log_logentry, log_logpayload CASCADE")
    offline = ("--offline", str(path))
    assert "The log holds: 6 entries, 1 of them erased, and 1 checkpoints" in checked(capsys, *offline)
    assert "2 checkpoints agree" in checked(capsys, *offline, "--checkpoints", kept)
    lines = whole.splitlines()
    path.write_text(whole.replace('\\"number\\":3', '\\"number\\":4'))
    assert "FAILED Entry 4: its payload" in checked(capsys, *offline)
    path.write_text("\n".join(lines[1:-2]))
    assert "The log holds" not in checked(capsys, *offline, "--checkpoints", kept)
    for line in ("", "null", "[]", "{}", '{"format":"factcheck-log/1"}', '{"format":"factcheck-checkpoint/1"}', "\x00"):
        path.write_text("\n".join([*lines, line, lines[0]]))
        assert f"Line {len(lines) + 1} of export is no line" in checked(capsys, *offline)


@pytest.mark.django_db(transaction=True)
def test_a_file_of_checkpoints_that_is_none_is_refused(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = tmp_path / "kept"
    for text in ("hello", "[1]", '{"checkpoints": [1]}', '{"format": "factcheck-checkpoint/1"}'):
        path.write_text(text)
        assert checked(capsys, "--checkpoints", str(path)).startswith("FAILED This ")


def chain(bodies: list[str]) -> list[Row]:
    rows: list[Row] = []
    for number, body in enumerate(bodies, 1):
        at = f"2026-01-01T00:00:00.{number:06}+00:00"
        digest, before = payload_digest(b"salt", body), rows[-1].hash if rows else GENESIS
        link = Link(number, "decision", "claim", "1", at, digest, before)
        rows.append(Row(link, link.hash(), b"salt", body))
    return rows


def tampered(rows: list[Row], how: str, at: int) -> list[Row]:
    row = rows[at]
    if how == "drop":
        return rows[:at] + rows[at + 1 :]
    if how == "repeat":
        return rows[: at + 1] + rows[at:]
    changed = {
        "body": lambda: replace(row, body=f"{row.body} "),
        "salt": lambda: replace(row, salt=b"other"),
        "payload": lambda: replace(row, salt=None, body=None),
        "kind": lambda: replace(row, link=replace(row.link, kind="x")),
        "time": lambda: replace(row, link=replace(row.link, recorded_at="2020-01-01T00:00:00+00:00")),
        "hash": lambda: replace(row, hash="f" * 64),
    }[how]()
    return [*rows[:at], changed, *rows[at + 1 :]]


HOWS = ["drop", "repeat", "body", "salt", "payload", "kind", "time", "hash"]


@given(st.lists(st.text(max_size=5), min_size=1, max_size=12), st.sampled_from(HOWS), st.data())
def test_whatever_is_done_to_one_row_is_found_at_that_row(bodies: list[str], how: str, data: st.DataObject) -> None:
    rows = chain(bodies)
    head = Signed(len(rows), rows[-1].hash, "2026-01-02T00:00:00+00:00", current_key_id())
    checkpoint = replace(head, signature=sign(head.message()))
    keys = believed(our_public_keys())
    assert verify(rows, [checkpoint], keys).entries == len(rows)
    at = data.draw(st.integers(0, len(rows) - 1))
    with pytest.raises(BrokenLog) as broken:
        verify(tampered(rows, how, at), [checkpoint], keys)
    assert broken.value.sequence == at + 1 + (how == "repeat")
    assert str(broken.value).endswith((".", "up to"))


def test_memory_does_not_grow_with_the_log() -> None:
    rows = chain(["x" * 100] * 50)
    assert all(later.link.previous_hash == earlier.hash for earlier, later in pairwise(rows))

    def peak(count: int) -> int:
        def endless() -> Any:
            before, digest = GENESIS, payload_digest(b"salt", "x")
            for number in range(1, count + 1):
                at = f"2026-01-01T00:00:00.{number:06}+00:00"
                link = Link(number, "decision", "claim", "1", at, digest, before)
                before = link.hash()
                yield Row(link, before, b"salt", "x")

        tracemalloc.start()
        verify(endless(), [], {})
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return most

    assert peak(4000) < peak(200) + 50_000


@pytest.mark.django_db(transaction=True)
def test_a_scheduled_check_that_fails_is_kept_and_told_once_it_is() -> None:
    from factcheck.log.check import check_log
    from factcheck.log.signals import check_failed

    told: list[Check] = []

    def hear(sender: object, check: Check, **_: Any) -> None:
        told.append(check)

    check_failed.connect(hear)
    write(3)
    assert check_log()
    assert not told
    with unguarded() as cursor:
        cursor.execute("UPDATE log_logentry SET kind = 'x' WHERE sequence = 2")
    failed = check_log()
    assert told == [failed]
    assert str(failed).startswith("Entry 2: its hash")
    assert [check.entries for check in Check.objects.all()] == [1, 3]
    assert not Checkpoint.objects.exists()


def test_a_line_of_a_checkpoint_is_plain_json() -> None:
    line = Signed(3, "a" * 64, "2026-01-02T00:00:00+00:00", "k", "s").line()
    assert json.loads(line) == {
        "format": "factcheck-checkpoint/1",
        "size": 3,
        "head_hash": "a" * 64,
        "time": "2026-01-02T00:00:00+00:00",
        "key_id": "k",
        "signature": "s",
    }
