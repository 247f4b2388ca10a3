"""People of every role, and what they do when they log in."""

import time
from typing import Any

import pytest
from django.test import Client
from django_otp.oath import TOTP
from django_otp.plugins.otp_totp.models import TOTPDevice

from factcheck.access.models import User
from tests.factories import make_user


@pytest.fixture(autouse=True)
def quick_passwords(settings: pytest.FixtureRequest) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # type: ignore[attr-defined]


@pytest.fixture
def ada(db: None) -> User:
    """Ada administers."""
    return make_user("ada", "administrator", first_name="Ada", last_name="Adams")


@pytest.fixture
def otto(db: None) -> User:
    """Otto audits."""
    return make_user("otto", "auditor")


def code_of(device: TOTPDevice, steps_ahead: int = 0) -> str:
    """What the phone shows; one step ahead is accepted as well, so that a test needs not wait for a fresh code."""
    totp = TOTP(device.bin_key, device.step, device.t0, device.digits, device.drift)
    totp.time = time.time() + steps_ahead * device.step
    return f"{totp.token():06}"


def logged_in(username: str, password: str = "", **extra: Any) -> Client:
    client = Client(**extra)
    answer = client.post("/admin/login/", {"username": username, "password": password or f"{username}-password"})
    assert answer.status_code == 302, answer.content.decode()
    return client
