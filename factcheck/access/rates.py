"""How often somebody may ask: `60/min` and the like."""

import re
from dataclasses import dataclass

from django.core.exceptions import ValidationError

PERIODS = {"s": 1, "sec": 1, "min": 60, "hour": 3600, "day": 86400}
SHAPE = re.compile(r"(\d{1,9})/(\w+)")


@dataclass(frozen=True, slots=True)
class Rate:
    """So many requests in so many seconds."""

    limit: int
    seconds: int


def parse_rate(text: str) -> Rate:
    """Raises ValueError with a sentence."""
    shape = SHAPE.fullmatch(text.strip())
    if not shape or shape[2] not in PERIODS or int(shape[1]) < 1:
        raise ValueError(f"{text!r} is no rate; write a number, a slash and one of {', '.join(PERIODS)}: 60/min.")
    return Rate(int(shape[1]), PERIODS[shape[2]])


def check_rate(text: str) -> None:
    try:
        parse_rate(text)
    except ValueError as error:
        raise ValidationError(str(error), "no_rate") from error
