"""What became public, in the order in which it did: for those who keep a copy."""

import json
from collections.abc import AsyncIterator, Sequence

from django.db import DatabaseError, close_old_connections
from django.http import StreamingHttpResponse
from django.http.response import HttpResponseBase
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request

from claims.api.answer import answer, etag, unchanged
from claims.api.pagination import LARGEST_PAGE, PAGE_SIZE, bad
from claims.api.picture import LAST, picture_at
from claims.api.schema import problems
from claims.api.serializers.changes import ChangesSerializer
from claims.api.tail import Full, check_room, tail
from claims.api.views.base import ApiView
from claims.api.waiting import NoRoom, caller, can_wait
from claims.services.public.changes import Change, changes_after
from factcheck.log.models import LogEntry

PATH = "/api/v1/changes/"
LONGEST_WAIT = 30
AFTER = OpenApiParameter("after", int, description="The sequence that you have come to; at first 0.")


class Changes(ApiView):
    scopes = {"GET": frozenset()}
    parameters = frozenset({"after", "limit", "wait"})

    @extend_schema(
        operation_id="changes_list",
        summary="Follow what becomes public",
        parameters=[
            AFTER,
            OpenApiParameter(
                "limit",
                {"type": "integer", "minimum": 1, "maximum": LARGEST_PAGE, "default": PAGE_SIZE},
                description="How many changes come at most.",
            ),
            OpenApiParameter(
                "wait",
                {"type": "integer", "minimum": 0, "maximum": LONGEST_WAIT, "default": 0},
                description="Seconds to wait for a change where there is none yet; `next` keeps it.",
            ),
        ],
        responses={200: ChangesSerializer, **problems(412, 422, 503)},
    )
    def get(self, request: Request) -> HttpResponseBase:
        """Every change of what is public of claims, the oldest first, none missing: start from 0, follow `next`.

        Replayed from 0 it gives what the claims give now. What was erased since comes as a tombstone, and whole again
        with the version after it. With `wait` an answer without changes comes only when the time is up.
        """
        after, limit = number(request, "after", 0, LAST), number(request, "limit", PAGE_SIZE, LARGEST_PAGE)
        wait = number(request, "wait", 0, LONGEST_WAIT)
        now = picture_at(LAST)
        check_after(after, now.position)
        if wait and after >= now.position and can_wait(request):
            return _later(request, after, limit, wait)
        tag = etag(request.get_full_path(), now.position, now.erased)
        if found := unchanged(request, tag, now.taken_at):
            return found
        return answer(_body(changes_after(after, now.position, limit), after, limit, wait), tag, now.taken_at)


def check_after(after: int, position: int, name: str = "after") -> None:
    """Raises ValidationError for a sequence that the log has not come to."""
    if after > position and not LogEntry.objects.filter(sequence__gte=after).exists():
        raise bad(name, "The log has not come that far: this sequence is not from here. Start from 0.")


def _later(request: Request, after: int, limit: int, wait: int) -> HttpResponseBase:
    """An answer whose body waits, on the server's event loop and without a database connection of its own."""
    who = caller(request)
    try:
        check_room(who)
    except Full as error:
        raise NoRoom(error) from error
    close_old_connections()
    response = StreamingHttpResponse(_waited(who, after, limit, wait), "application/json")
    response.headers["Cache-Control"] = "no-store"
    return response


async def _waited(who: str, after: int, limit: int, wait: int) -> AsyncIterator[str]:
    found: Sequence[Change] = ()
    try:
        async with tail().waiting(who):
            found = await tail().after(after, wait)
    except (Full, DatabaseError):
        pass  # the answer has begun: it tells of no change, and its `next` leads to all of them
    yield _body(found[:limit], after, limit, wait)


def _body(page: Sequence[Change], after: int, limit: int, wait: int) -> str:
    following = f"{PATH}?after={page[-1].sequence if page else after}&limit={limit}"
    following += f"&wait={wait}" if wait else ""
    return f'{{"results":[{",".join(change.document for change in page)}],"next":{json.dumps(following)}}}'


def number(request: Request, name: str, default: int, most: int) -> int:
    """Raises ValidationError for anything but a whole number from 0, or 1 for `limit`, to `most`."""
    given = request.query_params.get(name)
    return default if given is None else whole(given, name, most)


def whole(given: str, name: str, most: int) -> int:
    least = 1 if name == "limit" else 0
    if given.isascii() and given.isdecimal() and len(given) <= 19 and least <= int(given) <= most:
        return int(given)
    raise bad(name, f"Give a whole number from {least} to {most}.")
