"""The log: chained, in order of commit, and closed to every later hand."""

import json
from itertools import pairwise
from threading import Thread

import pytest
from django.db import IntegrityError, connection, transaction

from factcheck.database import as_owner
from factcheck.log.append import GENESIS, append, entry_hash, payload_digest
from factcheck.log.models import LogEntry, LogPayload


def assert_chain_holds() -> None:
    entries = list(LogEntry.objects.select_related("payload"))
    assert [entry.sequence for entry in entries] == list(range(1, len(entries) + 1))
    for entry in entries:
        assert entry.hash == entry_hash(entry)
        assert entry.payload_digest == payload_digest(bytes(entry.payload.salt), entry.payload.body)
    assert not entries or entries[0].previous_hash == GENESIS
    assert all(later.previous_hash == earlier.hash for earlier, later in pairwise(entries))


@pytest.mark.django_db
def test_each_entry_carries_the_hash_of_the_one_before() -> None:
    for number in range(3):
        append("decision", "claim", number, {"number": number, "why": "because – “so”"})
    assert_chain_holds()
    assert json.loads(LogPayload.objects.get(entry=2).body) == {"number": 1, "why": "because – “so”"}


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
def test_eight_writers_at_once_make_one_chain() -> None:
    def write(writer: int) -> None:
        for number in range(10):
            with transaction.atomic():
                append("decision", "claim", writer, {"number": number})
        connection.close()

    threads = [Thread(target=write, args=(writer,)) for writer in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert LogEntry.objects.count() == 80
    assert_chain_holds()


REWRITES = [
    "UPDATE log_logentry SET kind = 'other'",
    "DELETE FROM log_logentry",
    "TRUNCATE log_logentry CASCADE",
    "UPDATE log_logpayload SET body = '{}'",
    "TRUNCATE log_logpayload",
]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("statement", REWRITES)
@pytest.mark.parametrize("trick", ["SELECT 1", "SET pgtrigger.ignore = 'log.LogEntry:all'"])
def test_not_even_the_owner_rewrites_the_log(statement: str, trick: str) -> None:
    with transaction.atomic():
        append("decision", "claim", 1, {})
    with as_owner(), connection.cursor() as cursor:
        cursor.execute(trick)
        with pytest.raises(IntegrityError, match="append-only"):
            cursor.execute(statement)
    assert LogEntry.objects.get().kind == "decision"
