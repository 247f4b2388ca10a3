"""Real database, real broker; the tests run with the rights of the running role, as the product does."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test import TransactionTestCase
from django.test.utils import setup_databases, teardown_databases
from hypothesis import settings as hypothesis_settings
from redis import Redis

from factcheck.access.models import ApiKey, User
from factcheck.database import as_owner
from tests.factories import make_user
from tests.worker import until

# What a busy machine slows down is no failure; examples still shrink, and a hang ends with the run.
hypothesis_settings.register_profile("untimed", deadline=None)
hypothesis_settings.load_profile("untimed")

KEPT = {"django_migrations", "django_content_type", "auth_permission", "auth_group", "auth_group_permissions"}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The slow ones first, so that no process is left alone with one in the end."""
    items.sort(key=lambda item: item.get_closest_marker("slow") is None)


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None, django_db_modify_db_settings: None, django_db_blocker: Any
) -> Iterator[None]:
    """The test database is made and migrated by its owner, then used by the running role."""
    with django_db_blocker.unblock(), as_owner():
        made = setup_databases(verbosity=0, interactive=False)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda self: empty_tables())
        yield
    with django_db_blocker.unblock():
        until(is_deserted, "everyone else has left the test database")
        with as_owner():
            teardown_databases(made, verbosity=0)


def is_deserted() -> bool:
    """Show the door to sessions that threads and killed workers left behind; they go in a moment."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        return not cursor.fetchall()


def empty_tables() -> None:
    """Truncate what transactional tests left: only the owner can, and only with the guards taken off."""
    with as_owner(), connection.cursor() as cursor:
        tables = [name for name in connection.introspection.table_names(cursor) if name not in KEPT]
        cursor.execute(
            "SELECT tgrelid::regclass::text, tgname FROM pg_trigger WHERE tgenabled = 'A' AND NOT tgisinternal"
        )
        guards = cursor.fetchall()
        for table, name in guards:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER {name}")
        cursor.execute(f"TRUNCATE {', '.join(map(connection.ops.quote_name, tables))}")
        for table, name in guards:
            cursor.execute(f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {name}")


@pytest.fixture(autouse=True)
def empty_cache() -> Iterator[None]:
    """Rate limits and heartbeats of one test are not those of the next; other processes keep theirs."""
    yield
    with Redis.from_url(settings.REDIS_URL) as client:
        for key in client.scan_iter(match=f"{settings.REDIS_KEY_PREFIX}cache*"):
            client.delete(key)


@pytest.fixture
def edith(db: None) -> User:
    """Edith edits."""
    return make_user("edith", "editor")


@pytest.fixture
def rosa(db: None) -> User:
    """Rosa reviews."""
    return make_user("rosa", "reviewer")


@pytest.fixture
def ravi(db: None) -> User:
    """Ravi reviews too."""
    return make_user("ravi", "reviewer")


@pytest.fixture
def nemo(db: None) -> User:
    """Nemo has a login and no role."""
    return make_user("nemo")


@pytest.fixture
def keys(db: None) -> dict[str, str]:
    """A secret for each scope."""
    return {scope: ApiKey.issue(f"test {scope}", [scope])[1] for scope in ("read", "ingest", "review")}
