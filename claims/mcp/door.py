"""The MCP server at an address of the site (streamable HTTP), under the API's own rules."""

from collections.abc import Awaitable, Callable, MutableMapping
from io import BytesIO
from typing import Any
from urllib.parse import urlsplit

from asgiref.sync import sync_to_async
from django.conf import settings
from django.core.handlers.asgi import ASGIRequest
from django.db import close_old_connections
from django.http import HttpResponse
from rest_framework.exceptions import PermissionDenied
from rest_framework.request import Request

from claims.api.views.base import ApiView
from claims.mcp.server import server

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]

PATHS = ("/mcp", "/mcp/")


class Entrance(ApiView):
    """Who may come in, by the API's rules: its keys, its rates, its errors. GET is refused: no stream is kept open."""

    schema = None
    scopes = {"POST": frozenset()}

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        check_origin(request)
        super().initial(request, *args, **kwargs)

    def post(self, request: Request) -> HttpResponse:
        return HttpResponse(status=204)


def check_origin(request: Request) -> None:
    """Against DNS rebinding: a page in a browser may only ask the site that it came from, or one that is trusted.

    Raises PermissionDenied; and DisallowedHost for a name that is not among ALLOWED_HOSTS.
    """
    own, origin = request.get_host(), request.headers.get("Origin")
    if origin and urlsplit(origin).netloc != own and origin not in settings.CSRF_TRUSTED_ORIGINS:
        raise PermissionDenied("This origin may not ask here. The administrator can add it to CSRF_TRUSTED_ORIGINS.")


class McpDoor:
    """An ASGI application without sessions: each request stands by itself, whichever process answers it."""

    def __init__(self) -> None:
        server.streamable_http_app(
            stateless_http=True,
            json_response=True,
            max_request_body_size=settings.DATA_UPLOAD_MAX_MEMORY_SIZE,
            host="",  # hosts and origins are checked at the entrance, against the site's own settings
        )
        self.manager = server.session_manager
        self.entrance = Entrance.as_view()

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        answer = await sync_to_async(self._enter, thread_sensitive=False)(scope)
        if answer.status_code == 204:
            await self.manager.handle_request(scope, receive, send)
        else:
            await respond(answer, send)

    async def lifespan(self, receive: Receive, send: Send) -> None:
        """While the process serves; ASGI's protocol of start and end."""
        await receive()
        async with self.manager.run():
            await send({"type": "lifespan.startup.complete"})
            await receive()
        await send({"type": "lifespan.shutdown.complete"})

    def _enter(self, scope: Message) -> HttpResponse:
        close_old_connections()
        try:
            return self.entrance(ASGIRequest(scope, BytesIO()))
        finally:
            close_old_connections()


async def respond(answer: HttpResponse, send: Send) -> None:
    answer = answer.render() if hasattr(answer, "render") else answer
    headers = [(name.lower().encode(), value.encode("latin-1")) for name, value in answer.items()]
    await send({"type": "http.response.start", "status": answer.status_code, "headers": headers})
    await send({"type": "http.response.body", "body": answer.content})
