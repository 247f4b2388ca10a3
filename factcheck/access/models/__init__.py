"""People, their desks and sessions, and the keys that programs carry."""

from factcheck.access.models.desk import Desk
from factcheck.access.models.key import ApiKey, KeyQuerySet, Scope, digest
from factcheck.access.models.session import UserSession
from factcheck.access.models.user import User

__all__ = ["ApiKey", "Desk", "KeyQuerySet", "Scope", "User", "UserSession", "digest"]
