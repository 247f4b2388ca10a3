"""What a tool asks the database, it asks in a transaction that can't write."""

from collections.abc import Iterator
from contextlib import contextmanager

import structlog
from django.db import OperationalError, close_old_connections, connection, transaction
from mcp.server.mcpserver.exceptions import ToolError

logger = structlog.get_logger(__name__)


@contextmanager
def read_only() -> Iterator[None]:
    """For one call, in the thread that it runs in. Raises ToolError while the database does not answer."""
    close_old_connections()
    try:
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION READ ONLY")
            yield
    except OperationalError as error:
        logger.error("database_failed", exc_info=error)
        raise ToolError("The database does not answer right now. Try again in a moment.") from error
    finally:
        connection.close()  # the thread may never be used again
