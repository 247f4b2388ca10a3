"""Whether changes of published verdicts take two: a setting, which only the database's owner can put into force."""

from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.db import connections, transaction

from factcheck.log.append import append


def record_switch(sender: AppConfig, using: str, **_: Any) -> None:
    """After migrating, as the owner: tell the database what SECOND_PERSON says, and the log if it said otherwise."""
    with transaction.atomic(using), connections[using].cursor() as cursor:
        cursor.execute("SELECT to_regprocedure('claim_needs_second_person(uuid)') IS NOT NULL")
        if not cursor.fetchone()[0]:
            return
        cursor.execute("SELECT second_person_is_on()")
        if cursor.fetchone()[0] == settings.SECOND_PERSON:
            return
        body = "true" if settings.SECOND_PERSON else "false"
        cursor.execute(
            f"CREATE OR REPLACE FUNCTION second_person_is_on() RETURNS boolean LANGUAGE sql STABLE AS 'SELECT {body}'"
        )
        append("second_person_switched", "setting", "SECOND_PERSON", {"on": settings.SECOND_PERSON})
