"""Two-step login: a code from an app on the phone (TOTP), or one of ten recovery codes."""

import hashlib
import secrets
from base64 import b32encode
from dataclasses import dataclass

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef
from django_otp.models import Device
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice

from factcheck.access.models import Desk, User
from factcheck.log.append import append

RECOVERY_CODES = 10
RECOVERY_LENGTH = 16


class CodeRefused(Exception):
    """Says in a sentence what to do."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Whether the person has set it up, and whether the setting or one of their desks asks for it."""

    has_device: bool
    required: bool


def standing(user: User) -> Standing:
    has_device, asked = (
        User.objects.filter(pk=user.pk)
        .values_list(
            Exists(TOTPDevice.objects.filter(user=OuterRef("pk"), confirmed=True)),
            Exists(Desk.objects.filter(members=OuterRef("pk"), require_two_factor=True)),
        )
        .get()
    )
    return Standing(has_device, asked or settings.REQUIRE_TWO_FACTOR)


def started(user: User) -> TOTPDevice:
    """The device that waits for its first code; the same until it is confirmed, so that a page can be reloaded."""
    device = TOTPDevice.objects.filter(user=user, confirmed=False).first()
    return device or TOTPDevice.objects.create(user=user, name="app", confirmed=False)


@transaction.atomic
def confirm(user: User, code: str) -> tuple[TOTPDevice, list[str]]:
    """Switch it on with the first code; returns the recovery codes, which can't be had again.

    Raises CodeRefused, also for who has it on already: another phone needs it switched off first.
    """
    User.objects.select_for_update().get(pk=user.pk)
    if standing(user).has_device:
        raise CodeRefused("Two-step login is on already. Switch it off before you set up another phone.")
    device = started(user)
    if not _accepts(device, code):
        raise CodeRefused("This code is not right. Check that the clock of your phone is, and type the newest code.")
    device.confirmed = True
    device.save()
    codes = _new_recovery_codes(user)
    _log(user, "two-step login set up")
    return device, codes


def verify(user: User, code: str) -> Device:
    """The device whose code this is; each code works once. Raises CodeRefused."""
    code = "".join(code.split()).replace("-", "").lower()
    model = TOTPDevice if code.isdecimal() and len(code) < RECOVERY_LENGTH else StaticDevice
    with transaction.atomic():
        device = model.objects.select_for_update().filter(user=user, confirmed=True).first()
        allowed, why = device.verify_is_allowed() if device else (True, None)
        right = bool(device and allowed and device.verify_token(code if model is TOTPDevice else _stored(code)))
    if device and right:
        return device
    if not allowed and why:
        raise CodeRefused(f"Too many wrong codes. Wait until {why['locked_until']:%H:%M:%S} UTC and try again.")
    raise CodeRefused("This code is not right or was used before. Wait for the next one, or use a recovery code.")


@transaction.atomic
def renew_recovery_codes(user: User) -> list[str]:
    _log(user, "recovery codes renewed")
    return _new_recovery_codes(user)


@transaction.atomic
def switch_off(user: User) -> None:
    """Raises CodeRefused where it is required of them."""
    if standing(user).required:
        raise CodeRefused("Your desk or this installation requires two-step login, so it stays on.")
    for model in (TOTPDevice, StaticDevice):
        model.objects.filter(user=user).delete()
    _log(user, "two-step login switched off")


def _accepts(device: TOTPDevice, code: str) -> bool:
    return bool(device.verify_token("".join(code.split())))


def _new_recovery_codes(user: User) -> list[str]:
    StaticDevice.objects.filter(user=user).delete()
    device = StaticDevice.objects.create(user=user, name="recovery codes")
    codes = [b32encode(secrets.token_bytes(10)).decode().lower() for _ in range(RECOVERY_CODES)]
    for code in codes:
        device.token_set.create(token=_stored(code))
    return ["-".join(code[at : at + 4] for at in range(0, RECOVERY_LENGTH, 4)) for code in codes]


def _stored(code: str) -> str:
    """80 random bits are kept as a digest: whoever reads the table can't log in with it."""
    return hashlib.sha256(code.encode()).hexdigest()[:16]


def _log(user: User, what: str) -> None:
    append("grant", "user", user.pk, {"user": user.get_username(), "what": what, "by": user.get_username()})
