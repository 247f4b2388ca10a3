"""Two database roles: one owns and migrates, another runs and can't touch what must stay."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.apps import AppConfig, apps
from django.conf import settings
from django.db import connections

# What the running role may not do, by table, beside history (django-pghistory), which it only adds to.
APPEND_ONLY = "UPDATE, DELETE, TRUNCATE"
WITHHELD = {
    "log_logentry": APPEND_ONLY,
    "log_logpayload": APPEND_ONLY,  # the function log_erase deletes, with an erasure entry
    "log_checkpoint": APPEND_ONLY,
    "log_check": APPEND_ONLY,
    "log_delivery": "DELETE, TRUNCATE",
    "claims_correction": APPEND_ONLY,
    "claims_credibility": APPEND_ONLY,
    "claims_dispute": "DELETE, TRUNCATE",  # a trigger lets them be answered, once
    "claims_decision": APPEND_ONLY,
    "claims_decision_evidence": APPEND_ONLY,
    "claims_decisionrequest": "DELETE, TRUNCATE",  # a trigger lets them be answered, once, and nothing else
    "claims_decisionrequest_evidence": APPEND_ONLY,
    "claims_look": APPEND_ONLY,
    "claims_evidence": "UPDATE, TRUNCATE",
    "claims_judgement": "DELETE, TRUNCATE",  # a trigger lets them be undone and nothing else
    "claims_merge": "TRUNCATE",
    "claims_relation": "TRUNCATE",
    "claims_publication": APPEND_ONLY,
    "sources_entity": "DELETE, TRUNCATE",
    "sources_entityname": "DELETE, TRUNCATE",
    "sources_entityjudgement": "DELETE, TRUNCATE",  # a trigger lets them be undone and nothing else
    "sources_kill": "DELETE, TRUNCATE",
    "sources_snapshot": APPEND_ONLY,
    "sources_sourcerating": APPEND_ONLY,
    "sources_passage": "UPDATE, TRUNCATE",
    "pghistory_context": "DELETE, TRUNCATE",  # pghistory itself updates it
}

# Columns that it may change all the same; triggers say how.
LENT = {"claims_publication": ("until_sequence",)}


@contextmanager
def as_owner(alias: str = "default") -> Iterator[None]:
    """Run with the owner's login (DATABASE_OWNER_URL) instead of the running role's."""
    connection = connections[alias]
    owner = {key: settings.DATABASE_OWNER.get(key, "") for key in ("USER", "PASSWORD")}
    runner = {key: connection.settings_dict[key] for key in owner}
    connection.close()
    connection.settings_dict.update(owner)
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict.update(runner)


def grant_rights(sender: AppConfig, using: str, **_: Any) -> None:
    """After the last app has migrated, give the running role what it needs and no more."""
    if sender.label != list(apps.get_app_configs())[-1].label:
        return
    runner, owner = settings.DATABASE_RUNNER_ROLE, settings.DATABASE_OWNER.get("USER")
    if not runner or runner == owner:
        return
    connection = connections[using]
    quote = connection.ops.quote_name
    tables = connection.introspection.table_names()
    history = dict.fromkeys((table for table in tables if table.endswith("event")), APPEND_ONLY)
    with connection.cursor() as cursor:
        for statement in (
            "GRANT USAGE ON SCHEMA public TO {role}",
            "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role}",
            "GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {role}",
            "GRANT EXECUTE ON FUNCTION log_erase(bigint) TO {role}",
            "REVOKE INSERT, UPDATE, DELETE ON django_migrations FROM {role}",
        ):
            cursor.execute(statement.format(role=quote(runner)))
        for table, rights in (WITHHELD | history).items():
            cursor.execute(f"REVOKE {rights} ON {quote(table)} FROM {quote(runner)}")
        for table, columns in LENT.items():
            lent = ", ".join(map(quote, columns))
            cursor.execute(f"GRANT UPDATE ({lent}) ON {quote(table)} TO {quote(runner)}")
