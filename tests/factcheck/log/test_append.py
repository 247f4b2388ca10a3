"""The log: chained, in order of commit, and closed to every later hand."""

import json
from datetime import timedelta
from itertools import pairwise
from threading import Thread
from typing import Any

import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings

from factcheck.database import as_owner
from factcheck.log.append import append
from factcheck.log.canonical import NotCanonical
from factcheck.log.chain import GENESIS, link_of, payload_digest
from factcheck.log.models import LogEntry, LogPayload
from tests.factcheck.log.chains import run, unguarded, write
from tests.factcheck.log.test_canonical import BODIES


def assert_chain_holds() -> None:
    entries = list(LogEntry.objects.select_related("payload"))
    assert [entry.sequence for entry in entries] == list(range(1, len(entries) + 1))
    for entry in entries:
        assert entry.hash == link_of(vars(entry)).hash()
        assert entry.payload_digest == payload_digest(bytes(entry.payload.salt), entry.payload.body)
    assert not entries or entries[0].previous_hash == GENESIS
    assert all(later.previous_hash == earlier.hash for earlier, later in pairwise(entries))
    assert all(later.recorded_at > earlier.recorded_at for earlier, later in pairwise(entries))


@pytest.mark.django_db
def test_each_entry_carries_the_hash_of_the_one_before() -> None:
    write(3)
    assert_chain_holds()
    assert json.loads(LogPayload.objects.get(entry=2).body) == {"number": 1, "why": "because – “so”"}


@pytest.mark.django_db
@given(body=BODIES)
@hypothesis_settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_logged_reads_back_and_keeps_its_digest(body: dict[str, Any]) -> None:
    entry = append("decision", "claim", 1, body)
    payload = LogPayload.objects.get(entry=entry)
    assert json.loads(payload.body) == body
    assert payload_digest(bytes(payload.salt), payload.body) == LogEntry.objects.get(pk=entry.pk).payload_digest


@pytest.mark.django_db
def test_equal_bodies_have_different_digests_so_that_an_erased_one_is_not_guessed() -> None:
    assert append("decision", "claim", 1, {}).payload_digest != append("decision", "claim", 1, {}).payload_digest


@pytest.mark.django_db
def test_a_body_without_a_canonical_form_leaves_nothing_behind() -> None:
    with pytest.raises(NotCanonical), transaction.atomic():
        append("decision", "claim", 1, {"score": 0.5})
    assert not LogEntry.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_time_goes_on_in_the_log_where_the_clock_was_set_back() -> None:
    write(1)
    with unguarded() as cursor:
        cursor.execute("UPDATE log_logentry SET recorded_at = recorded_at + interval '1 day'")
    ahead = LogEntry.objects.get().recorded_at
    write(2)
    later = LogEntry.objects.filter(pk__gt=1).values_list("recorded_at", flat=True)
    assert list(later) == [ahead + timedelta(microseconds=1), ahead + timedelta(microseconds=2)]


@pytest.mark.django_db
def test_an_entry_goes_with_the_transaction_that_it_records() -> None:
    with transaction.atomic():
        append("decision", "claim", 1, {})
        transaction.set_rollback(True)
    assert not LogEntry.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_outside_a_transaction_nothing_is_written() -> None:
    with pytest.raises(transaction.TransactionManagementError):
        append("decision", "claim", 1, {})


@pytest.mark.django_db(transaction=True)
def test_eight_writers_at_once_make_one_chain_and_lose_nothing() -> None:
    def work(writer: int) -> None:
        for number in range(10):
            with transaction.atomic():
                append("decision", "claim", writer, {"number": number})
        connection.close()

    threads = [Thread(target=work, args=(writer,)) for writer in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    written = {(entry.object_id, json.loads(entry.payload.body)["number"]) for entry in LogEntry.objects.all()}
    assert written == {(str(writer), number) for writer in range(8) for number in range(10)}
    assert LogEntry.objects.count() == 80
    assert_chain_holds()


REWRITES = [
    "UPDATE log_logentry SET kind = 'other'",
    "DELETE FROM log_logentry",
    "TRUNCATE log_logentry CASCADE",
    "UPDATE log_logpayload SET body = '{}'",
    "DELETE FROM log_logpayload",
    "TRUNCATE log_logpayload",
]
TRICKS = [
    "SELECT 1",
    "SET pgtrigger.ignore = 'log.LogEntry:all'",
    "SET search_path = pg_temp",
    "CREATE TEMP TABLE log_logentry AS SELECT 'log_entry' object_type, '1' object_id, 'erasure' kind,"
    " pg_current_xact_id()::text::bigint made_in",
]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("statement", REWRITES)
@pytest.mark.parametrize("trick", TRICKS)
def test_not_even_the_owner_rewrites_the_log(statement: str, trick: str) -> None:
    write(1)
    statement = statement.replace("log_log", "public.log_log")
    with as_owner(), pytest.raises(IntegrityError, match="append-only"):
        run(trick, statement)
    assert LogEntry.objects.get().payload.body == '{"number":0,"why":"because – “so”"}'


FORGED = "INSERT INTO log_logentry SELECT {columns} FROM log_logentry ORDER BY sequence DESC LIMIT 1"
COLUMNS = "sequence + 1, kind, object_type, object_id, clock_timestamp(), payload_digest, hash, repeat('a', 64), 1"


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("sequence + 1", "sequence + 2"),
        (" hash,", " previous_hash,"),
        ("clock_timestamp()", "recorded_at"),
    ],
)
def test_sql_can_not_fork_the_chain(right: str, wrong: str) -> None:
    write(2)
    assert right in COLUMNS
    with pytest.raises(IntegrityError, match="goes on where the log ends"):
        run(FORGED.format(columns=COLUMNS.replace(right, wrong)))


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("salt", "body"), [("salt", "'{}'"), ("'\\x00'::bytea", "body")])
def test_sql_can_not_put_another_payload_beside_an_entry(salt: str, body: str) -> None:
    write(1)
    pair = f"INSERT INTO log_logpayload SELECT 2, {salt}, {body} FROM log_logpayload WHERE entry_id = 1"
    with pytest.raises(IntegrityError, match="written with its entry"):
        run(FORGED.format(columns=COLUMNS), pair)
    assert LogEntry.objects.count() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("statement", ["ALTER TABLE log_logentry DISABLE TRIGGER ALL", "DROP TABLE log_logpayload"])
def test_the_running_role_can_not_take_the_guards_off(statement: str) -> None:
    with pytest.raises(ProgrammingError, match="must be owner"):
        run(statement)
