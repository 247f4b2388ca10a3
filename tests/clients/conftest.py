"""Clients of the API as its own tests have them."""

from tests.claims.api.conftest import anyone

__all__ = ["anyone"]
