"""What law asks to be erased goes, the chain stays, and readers see that something stood there."""

import pytest
from django.db import IntegrityError, ProgrammingError, transaction

from factcheck.access.models import User
from factcheck.database import as_owner
from factcheck.log.append import append
from factcheck.log.erasure import ErasureRefused, Tombstone, bodies, erase
from factcheck.log.models import LogEntry, LogPayload
from tests.factcheck.log.chains import run, write

REASON = "A court in Lisbon ordered it."


@pytest.fixture
def ada(db: None) -> User:
    """Ada administers."""
    return User.objects.create_superuser("ada")


@pytest.mark.django_db
def test_an_erased_payload_leaves_a_tombstone_and_its_entry(ada: User) -> None:
    write(3)
    before = LogEntry.objects.get(pk=2)
    announced = erase(2, REASON, ada)
    assert (announced.sequence, announced.kind, announced.object_id) == (4, "erasure", "2")
    assert bodies([1, 2, 4, 9]) == {
        1: {"number": 0, "why": "because – “so”"},
        2: Tombstone(2, 4, announced.recorded_at),
        4: {"sequence": 2, "reason": REASON, "by": "ada"},
    }
    assert vars(LogEntry.objects.get(pk=2)).items() >= {(k, v) for k, v in vars(before).items() if k != "_state"}


@pytest.mark.django_db
def test_what_can_not_be_erased_is_refused_in_a_sentence_and_not_announced(ada: User, rosa: User) -> None:
    write(2)
    erase(1, REASON, ada)
    for sequence, reason, by in [(1, REASON, ada), (9, REASON, ada), (2, " ", ada), (2, REASON, rosa)]:
        with pytest.raises(ErasureRefused, match=r"\.|Ask"):
            erase(sequence, reason, by)
    assert LogEntry.objects.filter(kind="erasure").count() == 1
    assert LogPayload.objects.filter(pk=2).exists()


CALL = "SELECT log_erase(1)"


def announce(kind: str, number: int, then: str) -> None:
    with transaction.atomic():
        append(kind, "log_entry", number, {})
        run(then)


@pytest.mark.django_db(transaction=True)
def test_the_running_role_erases_only_with_an_entry_that_names_it_in_the_same_transaction() -> None:
    write(2)
    with transaction.atomic():
        append("erasure", "log_entry", 1, {})  # announced, and committed before
    for kind, number in [("decision", 1), ("erasure", 2)]:
        with pytest.raises(IntegrityError, match="only with an erasure"):
            announce(kind, number, CALL)
    with pytest.raises(IntegrityError, match="only with an erasure"):
        run(CALL)
    assert LogPayload.objects.filter(pk=1).exists()
    announce("erasure", 1, CALL)
    assert not LogPayload.objects.filter(pk=1).exists()


@pytest.mark.django_db(transaction=True)
def test_the_running_role_deletes_no_payload_by_itself() -> None:
    write(1)
    with pytest.raises(ProgrammingError, match="permission denied"):
        announce("erasure", 1, "DELETE FROM log_logpayload WHERE entry_id = 1")


@pytest.mark.django_db(transaction=True)
def test_the_owner_may_not_claim_another_transaction_for_an_entry(ada: User) -> None:
    write(1)
    with transaction.atomic():
        append("erasure", "log_entry", 1, {})
    with as_owner(), pytest.raises(IntegrityError, match="append-only"):
        run("UPDATE log_logentry SET made_in = pg_current_xact_id()::text::bigint")


@pytest.mark.django_db(transaction=True)
def test_an_erased_payload_does_not_come_back(ada: User) -> None:
    write(1)
    kept = LogPayload.objects.get()
    erase(1, REASON, ada)
    with pytest.raises(IntegrityError, match="written with its entry"):
        kept.save(force_insert=True)
