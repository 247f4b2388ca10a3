"""Sessions that know whose they are, so that they can be listed and ended."""

from typing import Any

from django.conf import settings
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models


class UserSession(AbstractBaseSession):
    """A row of SESSION_ENGINE; its columns repeat what the session says of itself."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.CASCADE, related_name="sessions"
    )
    address = models.GenericIPAddressField(null=True, blank=True)
    device = models.CharField(max_length=100, blank=True)
    since = models.DateTimeField(null=True, blank=True)
    seen_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "session"

    def __str__(self) -> str:
        return f"{self.user_id} on {self.device or 'an unknown device'}"

    @classmethod
    def get_session_store_class(cls) -> Any:
        from factcheck.access.sessions import SessionStore

        return SessionStore
