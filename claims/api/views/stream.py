"""The change feed as Server-Sent Events: one connection, on which each change comes as it is published."""

import time
from collections.abc import AsyncIterator, Iterator, Sequence
from typing import Any

import structlog
from django.db import DatabaseError, close_old_connections
from django.http import HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request

from claims.api.picture import LAST
from claims.api.schema import problems
from claims.api.tail import READ_AT_ONCE, Full, check_room, tail
from claims.api.views.base import ApiView
from claims.api.views.changes import AFTER, check_after, number, whole
from claims.api.waiting import NoRoom, caller, can_wait
from claims.services.public.changes import Change, changes_after, head

MEDIA_TYPE = "text/event-stream"
RESUME = "Last-Event-ID"
HEARTBEAT_SECONDS = 15
LONGEST_SECONDS = 900
"""Then the client connects anew: a key that was revoked meanwhile is refused, and servers share the load."""
RETRY = "retry: 3000\n\n"
ALIVE = ": still here\n\n"

logger = structlog.get_logger(__name__)


class EventStream(BaseRenderer):
    """What `Accept` may ask of this address; the view writes it itself."""

    media_type = MEDIA_TYPE
    format = "events"


class ChangesStream(ApiView):
    scopes = {"GET": frozenset()}
    parameters = frozenset({"after"})
    renderer_classes = (EventStream,)

    @extend_schema(
        operation_id="changes_stream",
        tags=["changes"],
        summary="Hear of what becomes public",
        parameters=[
            AFTER,
            OpenApiParameter(
                RESUME,
                int,
                OpenApiParameter.HEADER,
                description="The `id` that came last; it goes before `after`. EventSource sends it by itself.",
            ),
        ],
        responses={(200, MEDIA_TYPE): str, **problems(406, 422, 503)},
    )
    def get(self, request: Request) -> HttpResponseBase:
        """Each change as an event `change`: its `id` is the sequence, its `data` what the change feed gives.

        Lines that begin with a colon keep the connection alive. It ends from time to time; connect anew from the last
        `id`, and nothing is missing.
        """
        given = request.headers.get(RESUME)
        after = whole(given, RESUME, LAST) if given else number(request, "after", 0, LAST)
        check_after(after, head(), RESUME if given else "after")
        return _streamed(request, after)

    def options(self, request: Request, *args: Any, **kwargs: Any) -> HttpResponse:  # type: ignore[override]
        """What may be asked; there is nothing to describe in a stream of events."""
        return HttpResponse(status=204, headers={"Allow": ", ".join(self.allowed_methods)})


def _streamed(request: Request, after: int) -> HttpResponseBase:
    who = caller(request)
    try:
        check_room(who)
    except Full as error:
        raise NoRoom(error) from error
    if can_wait(request):
        close_old_connections()  # the stream needs none of its own, and this one would stay open with it
        response = StreamingHttpResponse(_events(who, after), MEDIA_TYPE)
    else:
        so_far = _events_so_far(after) if request.method == "GET" else ()
        response = StreamingHttpResponse(so_far, MEDIA_TYPE)
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Accel-Buffering"] = "no"
    return response


async def _events(who: str, after: int) -> AsyncIterator[str]:
    until = time.monotonic() + LONGEST_SECONDS
    yield RETRY
    try:
        async with tail().waiting(who):
            while not tail().ended and (left := until - time.monotonic()) > 0:
                found = await tail().after(after, min(left, HEARTBEAT_SECONDS))
                after = found[-1].sequence if found else after
                yield _told(found) or ALIVE
    except (Full, DatabaseError) as error:
        logger.warning("stream_ended", reason=str(error))


def _events_so_far(after: int) -> Iterator[str]:
    """Under WSGI, where a stream would hold a whole worker: what there is, and the client comes again."""
    yield RETRY
    while found := changes_after(after, LAST, READ_AT_ONCE):
        after = found[-1].sequence
        yield _told(found)


def _told(changes: Sequence[Change]) -> str:
    return "".join(f"id: {it.sequence}\nevent: change\ndata: {it.document}\n\n" for it in changes)
