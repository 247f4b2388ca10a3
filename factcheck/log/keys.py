"""The key that signs checkpoints and receipts, and the public ones that are believed."""

import hashlib
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterable, Mapping
from functools import lru_cache

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

KEY_BYTES = 32

Believed = Mapping[str, Ed25519PublicKey]
"""Public keys by their ids."""


class UnusableKey(ValueError):
    """It is not 32 bytes in base64url."""


def encoded(data: bytes) -> str:
    """base64url without padding."""
    return urlsafe_b64encode(data).rstrip(b"=").decode()


def decoded(text: str) -> bytes:
    """Raises ValueError."""
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))


def key_id(public: bytes) -> str:
    """The first 16 hexadecimal digits of the SHA-256 of the public key's 32 bytes."""
    return hashlib.sha256(public).hexdigest()[:16]


def sign(message: str) -> str:
    return encoded(_signing_key(settings.LOG_SIGNING_KEY).sign(message.encode()))


def public_key() -> str:
    """Of the key that signs now, in base64url."""
    return encoded(_signing_key(settings.LOG_SIGNING_KEY).public_key().public_bytes_raw())


def current_key_id() -> str:
    return key_id(decoded(public_key()))


def believed(public_keys: Iterable[str]) -> Believed:
    """Raises UnusableKey."""
    found = {}
    for text in public_keys:
        raw = _key_bytes(text, "This public key")
        found[key_id(raw)] = Ed25519PublicKey.from_public_bytes(raw)
    return found


def our_public_keys() -> list[str]:
    """The one in use first, then those of earlier keys (LOG_PUBLIC_KEYS)."""
    return [public_key(), *settings.LOG_PUBLIC_KEYS]


def is_signed(message: str, signature: str, key: Ed25519PublicKey) -> bool:
    try:
        key.verify(decoded(signature), message.encode())
    except (InvalidSignature, ValueError):
        return False
    return True


@lru_cache(maxsize=4)
def _signing_key(text: str) -> Ed25519PrivateKey:
    try:
        return Ed25519PrivateKey.from_private_bytes(_key_bytes(text, "LOG_SIGNING_KEY"))
    except UnusableKey as error:
        raise ImproperlyConfigured(str(error)) from None


def _key_bytes(text: str, name: str) -> bytes:
    try:
        raw = decoded(text)
    except ValueError:
        raw = b""
    if len(raw) != KEY_BYTES:
        raise UnusableKey(f"{name} is not 32 bytes in base64url, which is 43 characters; copy it whole.")
    return raw
