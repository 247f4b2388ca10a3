"""Pages that neither drift nor repeat while rows are added."""

import base64
import binascii
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Model
from rest_framework.exceptions import ValidationError
from rest_framework.pagination import BasePagination
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.utils.urls import replace_query_param
from rest_framework.views import APIView

PAGE_SIZE, LARGEST_PAGE = 50, 1000
LARGEST_ID = 2**128 - 1
POSITION_BYTES = 8
OLDER, NEWER = b"o", b"n"
CURSOR = r"^b[g-z0-9_-][A-Za-z0-9_-]{20}([AEIMQUYcgkosw048]|[A-Za-z0-9_-]{11}[AQgw])$"
"""Every cursor that `Cursor.parse` takes, and no other text."""


@dataclass(frozen=True, slots=True)
class Cursor:
    """Rows older or newer than an id, which is never part of the page itself.

    `position` in the log: of which picture of what is public the first page was, so that all others are of the same.
    """

    direction: bytes
    anchor: UUID
    position: int | None = None

    def __str__(self) -> str:
        position = b"" if self.position is None else self.position.to_bytes(POSITION_BYTES)
        return base64.urlsafe_b64encode(self.direction + self.anchor.bytes + position).decode().rstrip("=")

    @classmethod
    def parse(cls, value: str) -> "Cursor":
        """Raises ValidationError for what we never gave out."""
        try:
            raw = base64.b64decode(value + "=" * (-len(value) % 4), altchars=b"-_", validate=True)
            position = int.from_bytes(raw[17:]) if len(raw) > 17 else None
            cursor = cls(raw[:1], UUID(bytes=raw[1:17]), position)
            is_ours = cursor.direction in (OLDER, NEWER) and str(cursor) == value
        except (ValueError, OverflowError, binascii.Error):
            is_ours = False
        if not is_ours:
            raise bad("cursor", "This cursor is not one of ours. Follow `next` or start anew.")
        return cursor


class NewestFirst(BasePagination):
    """`{"results", "next", "previous"}` by id, which is made from the time, so a page costs the same anywhere.

    The links are paths, so that equal questions have equal answers by whatever name we are reached.
    """

    parameters = frozenset({"cursor", "page_size"})
    column = "pk"
    position: int | None = None

    def paginate_queryset(self, queryset: Any, request: Request, view: APIView | None = None) -> list[Any]:
        self.url = request.get_full_path()
        size = page_size(request.query_params.get("page_size"))
        given = request.query_params.get("cursor")
        self.cursor = Cursor.parse(given) if given is not None else None
        if self.cursor and self.cursor.direction == NEWER:
            found = list(
                queryset.filter(**{f"{self.column}__gt": self.cursor.anchor}).order_by(self.column)[: size + 1]
            )
            rows, self.newer, self.older = found[:size][::-1], len(found) > size, True
        else:
            rest = queryset.filter(**{f"{self.column}__lt": self.cursor.anchor}) if self.cursor else queryset
            found = list(rest.order_by(f"-{self.column}")[: size + 1])
            rows, self.newer, self.older = found[:size], self.cursor is not None, len(found) > size
        self.rows: Sequence[Model] = rows
        return rows

    def get_paginated_response(self, data: Any) -> Response:
        return Response({"results": data, **self.links()})

    def links(self) -> dict[str, str | None]:
        return {
            "next": self._link(OLDER) if self.older else None,
            "previous": self._link(NEWER) if self.newer else None,
        }

    def _link(self, direction: bytes) -> str:
        cursor = Cursor(direction, self._anchor(direction), self.position)
        return replace_query_param(self.url, "cursor", str(cursor))

    def _anchor(self, direction: bytes) -> UUID:
        """The page's edge; beside an empty page, the id that it started from, made part of what comes back."""
        if self.rows:
            edge: UUID = getattr(self.rows[-1 if direction == OLDER else 0], self.column)
            return edge
        assert self.cursor is not None  # noqa: S101  an empty first page has no links
        beside = self.cursor.anchor.int + (1 if direction == OLDER else -1)
        return UUID(int=min(max(beside, 0), LARGEST_ID))

    def get_schema_operation_parameters(self, view: APIView) -> list[dict[str, Any]]:
        return [
            _parameter(
                "cursor", {"type": "string", "pattern": CURSOR}, "Where a page starts: follow `next` and `previous`."
            ),
            _parameter(
                "page_size",
                {"type": "integer", "minimum": 1, "maximum": LARGEST_PAGE, "default": PAGE_SIZE},
                "How many results a page has at most.",
            ),
        ]

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        link = {"type": ["string", "null"], "format": "uri-reference"}
        return {
            "type": "object",
            "required": ["results", "next", "previous"],
            "properties": {
                "results": schema,
                "next": {**link, "description": "Older results; null on the last page."},
                "previous": {**link, "description": "Newer results; null on the first page."},
            },
        }


class PublicPages(NewestFirst):
    """Pages of publications, in the order of their claims, all of the picture at one position of the log."""

    column = "claim_id"

    def __init__(self, position: int) -> None:
        self.position = position

    def body(self, cards: Sequence[str]) -> str:
        """The answer, put together from the stored JSON of its results."""
        links = json.dumps(self.links(), ensure_ascii=False, separators=(",", ":"))
        return f'{{"results":[{",".join(cards)}],{links[1:]}'


def page_size(given: str | None) -> int:
    if given is None:
        return PAGE_SIZE
    if given.isascii() and given.isdecimal() and len(given) <= 4 and 1 <= int(given) <= LARGEST_PAGE:
        return int(given)
    raise bad("page_size", f"Give a whole number from 1 to {LARGEST_PAGE}.")


def bad(parameter: str, message: str) -> ValidationError:
    return ValidationError({parameter: [message]})


def _parameter(name: str, schema: dict[str, Any], description: str) -> dict[str, Any]:
    return {"name": name, "in": "query", "required": False, "schema": schema, "description": description}
