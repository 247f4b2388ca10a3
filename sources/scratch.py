"""A scratch space: the product's own queries over rows that are gone afterwards."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, models, transaction


class _Rollback(Exception):
    """Leaves the transaction without keeping anything."""


@contextmanager
def scratch(*tables: type[models.Model]) -> Iterator[None]:
    """Inside, these models' tables are empty temporary copies, indexes included; nothing is kept.

    PostgreSQL looks for a table among a session's temporary ones first, so every query of the product
    runs unchanged on the copies.
    """
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            for model in tables:
                name = connection.ops.quote_name(model._meta.db_table)
                cursor.execute(f"CREATE TEMPORARY TABLE {name} (LIKE public.{name} INCLUDING ALL) ON COMMIT DROP")
            yield
            raise _Rollback
    except _Rollback:
        pass


def analyze(*tables: type[models.Model]) -> None:
    """Count what was written into the copies, as autovacuum does with real tables."""
    with connection.cursor() as cursor:
        for model in tables:
            cursor.execute(f"ANALYZE {connection.ops.quote_name(model._meta.db_table)}")
