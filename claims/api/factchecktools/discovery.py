"""The discovery document: our own description of claims:search, in the format that Google's libraries read."""

from typing import Any

STRING, INTEGER = {"type": "string"}, {"type": "integer", "format": "int32"}


def discovery(home: str) -> dict[str, Any]:
    """`home` is the absolute address of the site."""
    return {
        "kind": "discovery#restDescription",
        "discoveryVersion": "v1",
        "protocol": "rest",
        "id": "factchecktools:v1alpha1",
        "name": "factchecktools",
        "version": "v1alpha1",
        "title": "Factcheck, as the Fact Check Tools API",
        "rootUrl": home,
        "baseUrl": home,
        "servicePath": "",
        "batchPath": "batch",
        "parameters": {
            "key": _parameter("An API key of this site."),
            "alt": _parameter("The format of the answer.") | {"enum": ["json"], "default": "json"},
            "fields": _parameter("Taken and not looked at: answers are whole."),
            "prettyPrint": {"type": "boolean", "location": "query", "default": "true"},
            "quotaUser": _parameter("Taken and not looked at."),
        },
        "schemas": SCHEMAS,
        "resources": {"claims": {"methods": {"search": SEARCH}}},
    }


def _parameter(description: str, kind: dict[str, str] = STRING) -> dict[str, Any]:
    return {**kind, "location": "query", "description": description}


SEARCH = {
    "id": "factchecktools.claims.search",
    "path": "v1alpha1/claims:search",
    "flatPath": "v1alpha1/claims:search",
    "httpMethod": "GET",
    "description": "Search published claims.",
    "parameterOrder": [],
    "parameters": {
        "query": _parameter("Words, a phrase in quotation marks, -word to leave out. Needed unless a site is given."),
        "languageCode": _parameter("A BCP-47 code; its region is not looked at."),
        "reviewPublisherSiteFilter": _parameter("The site of the reviewer; any but this one finds nothing."),
        "maxAgeDays": _parameter("Days since the review at most.", INTEGER),
        "pageSize": _parameter("Claims on a page; 10 unless given, at most 100.", INTEGER),
        "pageToken": _parameter("From the page before; all other parameters must stay the same."),
        "offset": _parameter("Claims to leave out before the first page.", INTEGER),
    },
    "response": {"$ref": "FactCheckSearchResponse"},
}
SCHEMAS = {
    "FactCheckSearchResponse": {
        "id": "FactCheckSearchResponse",
        "type": "object",
        "properties": {"claims": {"type": "array", "items": {"$ref": "Claim"}}, "nextPageToken": STRING},
    },
    "Claim": {
        "id": "Claim",
        "type": "object",
        "properties": {
            "text": STRING,
            "claimant": STRING,
            "claimDate": {"type": "string", "format": "google-datetime"},
            "claimReview": {"type": "array", "items": {"$ref": "ClaimReview"}},
        },
    },
    "ClaimReview": {
        "id": "ClaimReview",
        "type": "object",
        "properties": {
            "publisher": {"$ref": "Publisher"},
            "reviewDate": {"type": "string", "format": "google-datetime"},
            **dict.fromkeys(("url", "title", "textualRating", "languageCode"), STRING),
        },
    },
    "Publisher": {"id": "Publisher", "type": "object", "properties": {"name": STRING, "site": STRING}},
}
