"""Receipts on the API's answers: asked for with `?receipt=1` or `Prefer: receipt`; the body stays as it is."""

from collections.abc import Callable

import structlog
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import patch_vary_headers

from factcheck.log.receipts import HEADER, issue

API = "/api/"
PARAMETER = "receipt=1"

logger = structlog.get_logger(__name__)


def receipts(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """The views never see the parameter, so it can't change a link, an error or a cache's key inside the answer."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.method != "GET" or not request.path_info.startswith(API):
            return get_response(request)
        by_parameter = _take_parameter(request)
        by_header = _prefers(request)
        response = get_response(request)
        patch_vary_headers(response, ["Prefer"])
        if (by_parameter or by_header) and not response.streaming:
            _add_receipt(request, response)
            if by_header:
                response["Preference-Applied"] = "receipt"
        return response

    return middleware


def _take_parameter(request: HttpRequest) -> bool:
    """Out of the address, so that the rest is answered byte for byte as without it."""
    given = request.META.get("QUERY_STRING", "")
    rest = [part for part in given.split("&") if part != PARAMETER]
    if len(given.split("&")) - len(rest) != 1:
        return False  # not there; or given twice, which the view refuses in a sentence
    request.META["QUERY_STRING"] = "&".join(rest)
    vars(request).pop("GET", None)  # it is read anew from what is left
    return True


def _prefers(request: HttpRequest) -> bool:
    """RFC 7240: a list of preferences, each with parameters that do not matter here."""
    given = request.headers.get("Prefer", "").split(",")
    return any(part.partition(";")[0].strip().lower() == "receipt" for part in given)


def _add_receipt(request: HttpRequest, response: HttpResponse) -> None:
    """Without a database there is none, and the answer, a 503, goes out as it is."""
    query = f"{request.method} {request.get_full_path()}"
    try:
        response[HEADER] = issue(query, response.status_code, response.content, timezone.now())
    except DatabaseError as error:
        logger.warning("no_receipt", reason=str(error))
