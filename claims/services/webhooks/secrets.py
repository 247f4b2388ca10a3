"""What an endpoint's messages are signed with: one secret, and while it is being rotated the one before as well."""

import base64
import secrets
from datetime import datetime, timedelta

from standardwebhooks import Webhook

from claims.models import Endpoint
from factcheck.sealed import seal, unseal

PURPOSE = "webhook"
PREFIX = "whsec_"
BYTES = 32


def new_secret() -> str:
    return PREFIX + base64.b64encode(secrets.token_bytes(BYTES)).decode()


def sealed(secret: str) -> str:
    return seal(secret, PURPOSE)


def rotate(endpoint: Endpoint, overlap: timedelta, now: datetime) -> str:
    """The new secret, which can't be had again; messages carry signatures by both for `overlap`."""
    secret = new_secret()
    Endpoint.objects.filter(pk=endpoint.pk).update(
        secret=sealed(secret), former_secret=endpoint.secret if overlap else "", former_until=now + overlap
    )
    return secret


def signatures(endpoint: Endpoint, message_id: str, now: datetime, body: str) -> str:
    """The header `webhook-signature`. Raises factcheck.sealed.Unreadable."""
    held = [endpoint.secret]
    if endpoint.former_secret and endpoint.former_until and now < endpoint.former_until:
        held.append(endpoint.former_secret)
    return " ".join(Webhook(unseal(secret, PURPOSE)).sign(message_id, now, body) for secret in held)
