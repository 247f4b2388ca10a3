"""What the running role could do to the tables that must stay, as the database itself says."""

from collections.abc import Iterator
from typing import Any

from django.db import connection

from factcheck.database import LENT, WITHHELD

GUARDED = ("log_logentry", "log_logpayload", "log_checkpoint", "claims_decision", "claims_decision_evidence")
"""Tables whose guards must fire always, whatever a session sets."""

_ROLE = """
SELECT rolsuper, rolcreaterole, rolbypassrls, rolreplication,
    pg_has_role(current_user, (SELECT datdba FROM pg_database WHERE datname = current_database()), 'MEMBER'),
    has_schema_privilege(current_user, 'public', 'CREATE')
FROM pg_roles WHERE rolname = current_user
"""
_ROLE_FAULTS = (
    "it is a superuser; no trigger and no grant holds it",
    "it may make roles, and give itself the owner's",
    "it may bypass row security",
    "it may replicate, which switches ordinary triggers off",
    "it owns the database, or may act as who does",
    "it may make functions and tables in the schema public",
)
_TABLE = """
SELECT c.relname, pg_has_role(current_user, c.relowner, 'MEMBER'), has_table_privilege(c.oid, 'UPDATE')
    OR EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
        AND has_column_privilege(c.oid, a.attnum, 'UPDATE') AND c.relname || '.' || a.attname <> ALL(%s)),
    has_table_privilege(c.oid, 'DELETE'),
    has_table_privilege(c.oid, 'TRUNCATE'), has_table_privilege(c.oid, 'TRIGGER')
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p') AND (c.relname = ANY(%s) OR c.relname LIKE '%%event')
ORDER BY c.relname
"""
_RIGHTS = ("UPDATE", "DELETE", "TRUNCATE")
_FUNCTIONS = """
SELECT DISTINCT p.proname FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid JOIN pg_class c ON c.oid = t.tgrelid
WHERE NOT t.tgisinternal AND c.relname = ANY(%s) AND pg_has_role(current_user, p.proowner, 'MEMBER')
ORDER BY p.proname
"""
_GUARDS = """
SELECT c.relname, count(t.oid) FILTER (WHERE t.tgenabled = 'A'), count(t.oid) FILTER (WHERE t.tgenabled <> 'A')
FROM pg_class c LEFT JOIN pg_trigger t ON t.tgrelid = c.oid AND NOT t.tgisinternal
WHERE c.relname = ANY(%s) AND c.relnamespace = 'public'::regnamespace GROUP BY c.relname ORDER BY c.relname
"""


def faults() -> list[str]:
    """What the role of DATABASE_URL may do and should not, each in a sentence; none where all is well."""
    return [*_role_faults(), *_table_faults(), *_function_faults(), *_guard_faults()]


def _role_faults() -> Iterator[str]:
    [found] = _ask(_ROLE)
    for is_so, fault in zip(found, _ROLE_FAULTS, strict=True):
        if is_so:
            yield f"The running role has too many rights: {fault}."


def _table_faults() -> Iterator[str]:
    lent = [f"{table}.{column}" for table, columns in LENT.items() for column in columns]
    rows = _ask(_TABLE, lent, list(WITHHELD))
    for table in sorted(WITHHELD.keys() - {row[0] for row in rows}):
        yield f"The table {table} is not there; run `manage.py migrate`."
    for table, owns, *rights, may_trigger in rows:
        withheld = WITHHELD.get(table, ", ".join(_RIGHTS))
        if owns:
            yield f"The running role owns {table}, or may act as its owner: it could drop its guards."
        if may_trigger:
            yield f"The running role may add triggers to {table}."
        for right, may in zip(_RIGHTS, rights, strict=True):
            if may and right in withheld:
                yield f"The running role may {right} {table}."


def _function_faults() -> Iterator[str]:
    for (name,) in _ask(_FUNCTIONS, list(WITHHELD)):
        yield f"The running role owns {name}(), the function of a guard, and could replace it."


def _guard_faults() -> Iterator[str]:
    for table, always, otherwise in _ask(_GUARDS, list(GUARDED)):
        if not always:
            yield f"No guard of {table} fires always; run `manage.py migrate`, and find out who took them off."
        if otherwise:
            yield f"A guard of {table} is switched off or fires only at times."


def _ask(statement: str, *names: list[str]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, names)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows
