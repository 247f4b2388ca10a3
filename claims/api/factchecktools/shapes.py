"""A published claim in the shape of Google's Fact Check Tools API, from its public document. Pure.

Source: the discovery document of factchecktools v1alpha1; fields that are empty are left out, as there.
"""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from claims.site.claimreview import by_time, filled
from claims.status import RATINGS, Status


def claim(document: Mapping[str, Any], url: str, publisher: str) -> dict[str, Any]:
    """`url` is the absolute address of the claim's page, where `publisher` reviewed it."""
    first = next(iter(by_time(document["appearances"])), None)
    review = {
        "publisher": {"name": publisher, "site": site(url)},
        "url": url,
        "title": document["statement"],
        "reviewDate": document["decided_at"],
        "textualRating": RATINGS[Status(document["status"])].text,
        "languageCode": document["language"],
    }
    told = {
        "text": document["statement"],
        "claimant": _claimant(first) if first else "",
        "claimDate": first["report"]["published_at"] if first else "",
        "claimReview": [filled(review)],
    }
    return filled(told)


def site(url: str) -> str:
    """The host without protocol and www."""
    return (urlsplit(url).hostname or "").removeprefix("www.")


def _claimant(appearance: Mapping[str, Any]) -> str:
    hop = next(iter(appearance["attributions"]), None)
    if hop is None:
        return appearance["report"]["publisher"] or ""
    return hop["unnamed_class"] or str(hop["source"]["name"])
