"""Where the model is and what it may take: the `LLM_*` settings."""

import re
from dataclasses import dataclass, field
from hashlib import sha256

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from factcheck import env

_ADDRESS = re.compile(
    r"https?://(?:(?:[a-z0-9_-]{1,63}\.)*[a-z0-9_-]{1,63}|\[[0-9a-f:.]+\])(?::(?P<port>[0-9]{1,5}))?(?:/[\w./~%-]*)?",
    re.ASCII | re.IGNORECASE,
)


LONGEST_VERSION = 60


@dataclass(frozen=True, slots=True)
class Endpoint:
    """An OpenAI-compatible server, and the bounds of time, tokens and size that it is asked within.

    `answer_seconds` bound one request and `report_seconds` all of a report's or a re-check's, pauses included. `pause`
    is the first wait before a retry, in seconds; each later one is twice as long. `part_characters` of a report, or of
    pairs, go in one request; at most `stance_pairs` of a re-check are asked about.
    """

    base_url: str
    model: str
    api_key: str = field(default="", repr=False)
    answer_seconds: float = 60
    report_seconds: float = 240
    answer_tokens: int = 6000
    tokens_per_day: int = 1_000_000
    part_characters: int = 4000
    stance_pairs: int = 40
    attempts: int = 3
    pause: float = 1.0


def endpoint() -> Endpoint:
    """The endpoint that the environment names. Raises ImproperlyConfigured in a sentence where it can't be used."""
    return Endpoint(
        base_url=_base_url(_needed("LLM_BASE_URL", env.text("LLM_BASE_URL", ""))),
        model=_needed("LLM_MODEL", env.text("LLM_MODEL", "")),
        api_key=_api_key(env.text("LLM_API_KEY", "")),
        answer_seconds=env.number("LLM_TIMEOUT_SECONDS", 60, at_least=1),
        report_seconds=_report_seconds(),
        answer_tokens=env.number("LLM_ANSWER_TOKENS", 6000, at_least=100),
        tokens_per_day=env.number("LLM_TOKENS_PER_DAY", 1_000_000, at_least=0),
        part_characters=env.number("LLM_PART_CHARACTERS", 4000, at_least=500),
        stance_pairs=env.number("LLM_STANCE_PAIRS_PER_RECHECK", 40, at_least=0),
        attempts=env.number("LLM_ATTEMPTS", 3, at_least=1),
    )


def engine_version(prompt: int, model: str, longest: int = LONGEST_VERSION) -> str:
    """Engine, prompt and model; a model's name that is too long is cut and told apart by a hash."""
    whole = f"llm-{prompt}/{model}"
    if len(whole) <= longest:
        return whole
    digest = sha256(model.encode("utf-8", "surrogateescape")).hexdigest()[:10]
    return f"{whole[: longest - len(digest) - 1]}~{digest}"


def _needed(name: str, value: str) -> str:
    if not value:
        raise ImproperlyConfigured(
            f"{name} is not set; the engine llm needs it. Set it, or READING_ENGINE and STANCE_ENGINE to local."
        )
    return value


def _base_url(value: str) -> str:
    match = _ADDRESS.fullmatch(value)
    if match is None or int(match["port"] or 1) > 65535:
        raise ImproperlyConfigured(  # the value is not shown: a password may stand in it
            "LLM_BASE_URL can't be used; set it to an address such as https://models.example/v1, "
            "without a name, a password or a question mark in it."
        )
    return value.rstrip("/")


def _api_key(value: str) -> str:
    if not re.fullmatch(r"[\x21-\x7e]*", value):  # the value itself is never shown
        raise ImproperlyConfigured("LLM_API_KEY holds characters that no header can carry; copy it again.")
    return value


def _report_seconds() -> int:
    """The database's transaction waits for the model, and `local` must still have time when it fails."""
    seconds = env.number("LLM_REPORT_SECONDS", 240, at_least=1)
    limit: int = settings.TASK_TIME_LIMIT
    if seconds > limit // 2:
        raise ImproperlyConfigured(
            f"LLM_REPORT_SECONDS is {seconds}; set it to at most {limit // 2}, half of TASK_TIME_LIMIT, "
            "so that there is time left to read without the model."
        )
    return seconds
