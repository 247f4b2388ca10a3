"""`manage.py mcp`: the MCP server over standard input and output, for an assistant on this machine."""

from typing import Any

from django.core.management.base import BaseCommand

from claims.mcp.server import server


class Command(BaseCommand):
    help = "Serves published claims to an assistant by the Model Context Protocol, over standard input and output."
    requires_system_checks = []

    def handle(self, *args: Any, **options: Any) -> None:
        server.run("stdio")
