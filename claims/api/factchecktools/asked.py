"""What a search asks for, read from Google's parameters."""

import base64
import binascii
import hashlib
import json
from dataclasses import dataclass
from typing import Self

from django.http import QueryDict

MAX_PAGE, LONGEST_QUERY = 100, 500
OURS = ("query", "languageCode", "reviewPublisherSiteFilter", "maxAgeDays", "pageSize", "pageToken", "offset")
COMMON = (
    *("alt", "fields", "key", "prettyPrint", "quotaUser", "callback", "$.xgafv"),
    *("access_token", "oauth_token", "uploadType", "upload_protocol"),
)
"""Parameters that every Google API takes; all but `key` and `alt` change nothing here."""


class Refused(ValueError):
    """An argument that can't be; the message is for people (HTTP 400)."""


@dataclass(frozen=True, slots=True)
class Asked:
    """`before` is the sequence below which a page begins, None for the first one."""

    query: str
    language: str
    site: str
    days: int | None
    size: int
    offset: int
    before: int | None

    @classmethod
    def read(cls, given: QueryDict) -> Self:
        """Raises Refused."""
        if unknown := sorted(set(given) - {*OURS, *COMMON}):
            raise Refused(f'Invalid JSON payload received. Unknown name "{unknown[0]}": Cannot bind query parameter.')
        if given.get("alt", "json") != "json":
            raise Refused("Only alt=json is served.")
        query, site = given.get("query", "").strip(), given.get("reviewPublisherSiteFilter", "").strip()
        if not query and not site:
            raise Refused("Give a query, or a reviewPublisherSiteFilter.")
        if len(query) > LONGEST_QUERY or "\0" in query:
            raise Refused(f"A query has at most {LONGEST_QUERY} characters, none of them U+0000.")
        days, token = given.get("maxAgeDays"), given.get("pageToken", "")
        return cls(
            query=query,
            language=given.get("languageCode", "").split("-")[0].lower(),
            site=site.lower().removeprefix("www."),
            days=_number("maxAgeDays", days, 36_500) if days else None,
            size=min(_number("pageSize", given.get("pageSize") or "10", 2**31 - 1) or 10, MAX_PAGE),
            offset=0 if token else _number("offset", given.get("offset") or "0", 1_000),
            before=_before(token, given) if token else None,
        )


def token(before: int, given: QueryDict) -> str:
    """Where the next page of the same question begins."""
    return base64.urlsafe_b64encode(json.dumps([before, _question(given)]).encode()).decode().rstrip("=")


def _before(value: str, given: QueryDict) -> int:
    try:
        before, question = json.loads(base64.urlsafe_b64decode(value + "=" * (-len(value) % 4)))
    except (ValueError, TypeError, binascii.Error):
        before, question = None, None
    if not isinstance(before, int) or isinstance(before, bool) or not 0 < before < 2**63:
        raise Refused("This pageToken is not one of ours. Search again without it.")
    if question != _question(given):
        raise Refused("A pageToken goes with the question that it came from: keep all other parameters as they were.")
    return before


def _question(given: QueryDict) -> str:
    """Of the parameters that a page must keep; its size may change."""
    told = [given.get(name, "") for name in ("query", "languageCode", "reviewPublisherSiteFilter", "maxAgeDays")]
    return hashlib.sha256(json.dumps(told).encode()).hexdigest()[:16]


def _number(name: str, given: str, most: int) -> int:
    if given.isascii() and given.isdecimal() and len(given) <= 10 and int(given) <= most:
        return int(given)
    raise Refused(f"Invalid value at '{name}': give a whole number from 0 to {most}.")
