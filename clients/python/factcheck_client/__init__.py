"""A small typed client of a Factcheck server; start with `Client`."""

from factcheck_client.asynchronous import AsyncClient
from factcheck_client.client import Client
from factcheck_client.errors import (
    ApiError,
    Conflict,
    FieldError,
    Forbidden,
    Gone,
    Invalid,
    NotFound,
    Throttled,
    Unauthorized,
    Unavailable,
)
from factcheck_client.retries import Retries
from factcheck_client.shapes import Change, Claim, Processing, Report, WholeClaim, apply

__all__ = [
    "ApiError",
    "AsyncClient",
    "Change",
    "Claim",
    "Client",
    "Conflict",
    "FieldError",
    "Forbidden",
    "Gone",
    "Invalid",
    "NotFound",
    "Processing",
    "Report",
    "Retries",
    "Throttled",
    "Unauthorized",
    "Unavailable",
    "WholeClaim",
    "apply",
]
