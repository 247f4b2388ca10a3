"""PostgreSQL and Valkey from wheels, for a machine on which nothing is installed."""

from factcheck.embedded.services import running, start, stop
from factcheck.embedded.state import EmbeddedError, Services

__all__ = ["EmbeddedError", "Services", "running", "start", "stop"]
