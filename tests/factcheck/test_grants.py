"""The command tells each right that the running role should not have."""

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection

from factcheck.database import as_owner
from factcheck.grants import faults


@pytest.mark.django_db
def test_the_roles_as_they_are_set_up_pass(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("check_grants")
    assert "can only add" in capsys.readouterr().out


WRONG = [
    ("GRANT UPDATE ON log_logentry TO {role}", "REVOKE UPDATE ON log_logentry FROM {role}", "may UPDATE log_logentry"),
    ("GRANT DELETE ON claims_decision TO PUBLIC", "REVOKE DELETE ON claims_decision FROM PUBLIC", "DELETE claims_dec"),
    ("GRANT UPDATE (hash) ON log_logentry TO {role}", "REVOKE UPDATE (hash) ON log_logentry FROM {role}", "may UPDATE"),
    ("GRANT TRUNCATE ON claims_claimevent TO {role}", "REVOKE TRUNCATE ON claims_claimevent FROM {role}", "TRUNCATE"),
    ("GRANT TRIGGER ON log_logpayload TO {role}", "REVOKE TRIGGER ON log_logpayload FROM {role}", "may add triggers"),
    (
        "ALTER TABLE log_logentry DISABLE TRIGGER log_entry_row",
        "ALTER TABLE log_logentry ENABLE ALWAYS TRIGGER log_entry_row",
        "A guard of log_logentry is switched off",
    ),
    (
        "ALTER TABLE log_checkpoint ENABLE TRIGGER log_checkpoint_row",
        "ALTER TABLE log_checkpoint ENABLE ALWAYS TRIGGER log_checkpoint_row",
        "A guard of log_checkpoint is switched off or fires only at times",
    ),
]


@pytest.mark.django_db(transaction=True)
def test_each_right_that_is_too_much_is_told_and_fails_the_command() -> None:
    role = connection.ops.quote_name(settings.DATABASE_RUNNER_ROLE)
    for wrong, right, told in WRONG:
        owner(wrong.format(role=role))
        try:
            with pytest.raises(CommandError, match=told):
                call_command("check_grants")
        finally:
            owner(right.format(role=role))
    assert faults() == []


@pytest.mark.django_db(transaction=True)
def test_the_owner_as_the_running_role_is_told_all_of_it() -> None:
    with as_owner():
        found = "\n".join(faults())
    assert "owns log_logentry" in found
    assert "owns log_entry_check()" in found
    assert "owns the database" in found


def owner(statement: str) -> None:
    with as_owner(), connection.cursor() as cursor:
        cursor.execute(statement)
