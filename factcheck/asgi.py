"""What a web server runs: the site, and the door for assistants beside it."""

import os
from typing import Any

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "factcheck.settings")
site = get_asgi_application()

from claims.mcp.door import PATHS, McpDoor  # noqa: E402  its models need the settings

assistants = McpDoor()


async def application(scope: Any, receive: Any, send: Any) -> None:
    if scope["type"] == "lifespan":
        await assistants.lifespan(receive, send)
    elif scope["type"] == "http" and scope["path"] in PATHS:
        await assistants(scope, receive, send)
    else:
        await site(scope, receive, send)
