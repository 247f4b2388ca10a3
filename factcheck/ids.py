"""Identifiers that sort by the time they were made."""

import uuid

from uuid_utils.compat import uuid7 as _uuid7


def uuid7() -> uuid.UUID:
    """A UUID version 7 (RFC 9562), made here so that a row has its id before it is written."""
    made: uuid.UUID = _uuid7()
    return made
