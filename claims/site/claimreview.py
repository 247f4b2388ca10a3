"""A published claim as schema.org ClaimReview, from its public document. Pure.

Terms as schema.org and Google's fact-check markup have them; `expires` and `correction` are schema.org's own.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from claims.status import BEST, RATINGS, WORST, Status

CONTEXT = "https://schema.org"
PEOPLE = {"person"}
APPEARANCES, CITATIONS = 20, 20


def claim_review(document: Mapping[str, Any], url: str, author: Mapping[str, str]) -> dict[str, Any]:
    """`url` is the absolute address of the claim's own page, `author` has the `name` and `url` of who reviewed it."""
    decision: Mapping[str, Any] = document["decision"] or {}
    review = {
        "@context": CONTEXT,
        "@type": "ClaimReview",
        "@id": url,
        "url": url,
        "claimReviewed": document["statement"],
        "inLanguage": document["language"],
        "author": {"@type": "Organization", **author},
        "datePublished": document["published_at"],
        "dateModified": document["decided_at"],
        "expires": document["review_due"],
        "reviewRating": _rating(Status(document["status"]), decision.get("rationale", "")),
        "itemReviewed": _claim(document),
        "citation": list(dict.fromkeys(_cited(document["evidence"])))[:CITATIONS],
        "correction": [_correction(one) for one in document.get("corrections", ())],
    }
    return filled(review)


def filled(value: Mapping[str, Any]) -> dict[str, Any]:
    """Without what is not known."""
    return {name: one for name, one in value.items() if one not in (None, "", [], {})}


def by_time(appearances: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """The earliest report first; those without a date of publication last."""
    return sorted(appearances, key=lambda one: one["report"]["published_at"] or "9")


def _rating(status: Status, rationale: str) -> dict[str, Any]:
    rating = RATINGS[status]
    told: dict[str, Any] = {"@type": "Rating", "alternateName": rating.text, "ratingExplanation": rationale}
    if rating.value is not None:
        told |= {"ratingValue": rating.value, "worstRating": WORST, "bestRating": BEST}
    return filled(told)


def _claim(document: Mapping[str, Any]) -> dict[str, Any]:
    """What was claimed: by its original speaker, where first, and where else."""
    appearances = by_time(document["appearances"])
    first = appearances[0] if appearances else None
    works = [_work(one["report"]) for one in appearances]
    return filled(
        {
            "@type": "Claim",
            "name": document["statement"],
            "author": _speaker(first["attributions"]) if first else None,
            "datePublished": first["report"]["published_at"] if first else None,
            "firstAppearance": works[0] if works else None,
            "appearance": works[:APPEARANCES],
            "sameAs": [one["url"] for one in document["merged"]],
        }
    )


def _speaker(hops: Sequence[Mapping[str, Any]]) -> dict[str, Any] | None:
    """The original speaker; an unnamed class ("officials") is nobody whom schema.org could name."""
    hop = hops[0] if hops else None
    if hop is None or hop["unnamed_class"]:
        return None
    kind = "Person" if hop["source"]["kind"] in PEOPLE else "Organization"
    return filled({"@type": kind, "name": hop["source"]["name"], "jobTitle": hop["role"] if kind == "Person" else ""})


def _work(report: Mapping[str, Any]) -> dict[str, Any]:
    publisher = {"@type": "Organization", "name": report["publisher"]} if report["publisher"] else None
    told = {"headline": report["title"], "datePublished": report["published_at"], "publisher": publisher}
    return filled({"@type": "CreativeWork", "url": report["url"], **told})


def _cited(evidence: Iterable[Mapping[str, Any]]) -> Iterable[str]:
    return (one["report"]["url"] for one in evidence if one["cited"] and one["report"]["url"])


def _correction(one: Mapping[str, Any]) -> dict[str, Any]:
    return {"@type": "CorrectionComment", "text": one["note"], "datePublished": one["at"]}
