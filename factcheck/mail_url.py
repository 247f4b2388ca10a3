"""Where e-mails go, in one address: `smtp://user:password@host:587?tls=1`."""

from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

BACKENDS = "django.core.mail.backends"
PORTS = {"smtp": 25, "smtps": 465}


def mail_settings(url: str) -> dict[str, Any]:
    """Django's EMAIL_* settings; raises ImproperlyConfigured with a sentence that shows no password."""
    if not url:
        return {"EMAIL_BACKEND": f"{BACKENDS}.dummy.EmailBackend"}
    parts = urlsplit(url)
    if parts.scheme == "console":
        return {"EMAIL_BACKEND": f"{BACKENDS}.console.EmailBackend"}
    try:
        port = parts.port or PORTS[parts.scheme]
    except (KeyError, ValueError):
        raise ImproperlyConfigured(
            "EMAIL_URL begins with smtp://, smtps:// or console: and has a number as port."
        ) from None
    return {
        "EMAIL_BACKEND": f"{BACKENDS}.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname or "localhost",
        "EMAIL_PORT": port,
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_USE_TLS": parse_qs(parts.query).get("tls") == ["1"],
    }
