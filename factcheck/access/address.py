"""From which address a request comes, behind as many proxies as PROXIES says."""

import ipaddress

from django.conf import settings
from django.http import HttpRequest


def address_of(request: HttpRequest) -> str | None:
    """The address the outermost trusted proxy saw; None where the server tells none.

    Of X-Forwarded-For only what PROXIES proxies of ours added is believed, as REST framework does it.
    """
    seen = str(request.META.get("REMOTE_ADDR", ""))
    forwarded = [part.strip() for part in str(request.META.get("HTTP_X_FORWARDED_FOR", "")).split(",") if part.strip()]
    if settings.PROXIES and forwarded:
        seen = _plain(forwarded[-min(settings.PROXIES, len(forwarded))]) or seen
    return _plain(seen)


def _plain(text: str) -> str | None:
    try:
        return str(ipaddress.ip_address(text))
    except ValueError:
        return None
