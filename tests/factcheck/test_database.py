"""What the running role may not do, and that both logins lead to one database."""

import pytest
from django.db import ProgrammingError, connection, transaction

from claims.models import Evidence
from tests.factories import make_claim, make_evidence
from tests.test_project import manage

REFUSED = [
    "UPDATE claims_evidence SET stance = 'refutes'",
    "UPDATE sources_passage SET text = 'x'",
    "UPDATE sources_snapshot SET title = 'x'",
    "DELETE FROM sources_snapshot",
    "UPDATE sources_sourcerating SET grade = 'A'",
    "DELETE FROM sources_entity",
    "DELETE FROM sources_entityname",
    "DELETE FROM sources_entityjudgement",
    "DELETE FROM sources_entityevent",
    "UPDATE claims_decision SET rationale = 'x'",
    "DELETE FROM claims_decisionrequest",
    "DELETE FROM claims_decisionrequest_evidence",
    "UPDATE claims_decisionrequest_evidence SET id = id",
    "DELETE FROM claims_claimevent",
    "DELETE FROM claims_judgement",
    "DELETE FROM claims_credibility",
    "UPDATE claims_correction SET note = 'x'",
    "DELETE FROM claims_dispute",
    "TRUNCATE claims_merge",
    "DELETE FROM claims_mergeevent",
    "DELETE FROM claims_relationevent",
    "UPDATE claims_publication SET document = 'x'",
    "DELETE FROM claims_publication",
    "DELETE FROM log_logpayload",
    "DELETE FROM pghistory_context",
    "TRUNCATE pghistory_context",
    "TRUNCATE claims_evidence CASCADE",
    "DELETE FROM django_migrations",
]


@pytest.mark.django_db
@pytest.mark.parametrize("statement", REFUSED)
def test_the_running_role_changes_nothing_that_must_stay(statement: str) -> None:
    make_evidence(make_claim())
    with (
        connection.cursor() as cursor,
        pytest.raises(ProgrammingError, match="permission denied"),
        transaction.atomic(),
    ):
        cursor.execute(statement)


@pytest.mark.django_db
def test_evidence_that_nobody_cites_may_be_forgotten() -> None:
    evidence = make_evidence(make_claim())
    Evidence.objects.filter(pk=evidence.pk)._raw_delete("default")
    assert not Evidence.objects.exists()


PLACE = "postgresql://app@db.example/facts"


@pytest.mark.parametrize("owner", ["db2.example/facts", "db.example:5433/facts", "db.example/other"])
def test_an_owner_of_another_database_is_refused_in_a_sentence(owner: str) -> None:
    done = manage("check", DATABASE_URL=PLACE, DATABASE_OWNER_URL=f"postgresql://owner@{owner}")
    assert "give both the same host, port and name" in done.stderr


def test_an_owner_of_the_same_database_is_taken_however_its_port_is_given() -> None:
    done = manage("check", DATABASE_URL=PLACE, DATABASE_OWNER_URL="postgresql://owner@db.example:5432/facts")
    assert done.returncode == 0, done.stderr


def test_options_given_with_the_database_are_kept_beside_ours() -> None:
    url = f"{PLACE}?options=-c%20statement_timeout%3D5s"
    show = "from django.conf import settings; print(settings.DATABASES['default']['OPTIONS']['options'])"
    done = manage("shell", "--no-imports", "-c", show, DATABASE_URL=url, DATABASE_OWNER_URL="")
    assert done.stdout.startswith("-c statement_timeout=5s -c hnsw.ef_search="), done.stderr
