"""Who is asking: `Authorization: Bearer KEY`."""

from datetime import timedelta

from django.utils import timezone
from rest_framework.authentication import BaseAuthentication, get_authorization_header
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.request import Request

from factcheck.access.keys import allowed_scopes
from factcheck.access.models import ApiKey, digest
from factcheck.access.throttling import count_anonymous

LAST_USED_STEP = timedelta(minutes=5)


class KeyAuthentication(BaseAuthentication):
    """Sets `request.auth` to the ApiKey; without the header the caller stays anonymous."""

    def authenticate(self, request: Request) -> tuple[None, ApiKey] | None:
        try:
            key = _key(request)
        except AuthenticationFailed:
            count_anonymous(request)
            raise
        return (None, key) if key else None

    def authenticate_header(self, request: Request) -> str:
        return 'Bearer realm="factcheck"'


def _key(request: Request) -> ApiKey | None:
    scheme, _, secret = get_authorization_header(request).decode("latin-1").partition(" ")
    if not scheme:
        return None
    if scheme.lower() != "bearer" or not secret.strip():
        raise AuthenticationFailed("Send the key as `Authorization: Bearer KEY`.")
    key = known_key(secret.strip())
    if key is None:
        raise AuthenticationFailed("This key is unknown, expired or revoked. Ask your administrator.")
    return key


def known_key(secret: str) -> ApiKey | None:
    """The key with this secret, marked as used, if it still counts; its scopes go as far as its owner's role today."""
    key = ApiKey.objects.usable().select_related("owner").filter(digest=digest(secret)).first()
    if key is None:
        return None
    _mark_used(key)
    if key.owner:
        key.scopes = sorted(allowed_scopes(key.owner) & set(key.scopes))
    return key


def _mark_used(key: ApiKey) -> None:
    now = timezone.now()
    if key.last_used_at is None or key.last_used_at < now - LAST_USED_STEP:
        ApiKey.objects.filter(pk=key.pk).update(last_used_at=now)
