"""What is public in files: made every night and on demand, followed, and fetched."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http.response import HttpResponseBase
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework import status
from rest_framework.exceptions import NotAuthenticated, PermissionDenied, ValidationError
from rest_framework.generics import GenericAPIView, ListAPIView, get_object_or_404
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse

from claims.api.answer import marked, unchanged
from claims.api.problems import MEDIA_TYPE, NoFile
from claims.api.ranges import send
from claims.api.schema import problems
from claims.api.serializers.exports import ExportSerializer, WantedSerializer
from claims.api.serializers.problems import ProblemSerializer
from claims.api.views.base import ApiView, ListParameters
from claims.errors import ExportRefused
from claims.models import Export
from claims.models.export import Gone
from claims.services.exports.drop import holds_erased
from claims.services.exports.file import path_of
from claims.services.exports.order import order_export
from claims.tasks import export
from factcheck.access.models import Scope
from factcheck.access.permissions import HasScope, scopes_of
from sources.dispatch import enqueue
from sources.models.work import State

ANYONE: frozenset[str] = frozenset()
READERS = frozenset({Scope.READ.value})
TYPES = {"ndjson": "application/x-ndjson", "csv": "text/csv; charset=utf-8", "claimreview": "application/ld+json"}


class Exports(ListParameters, ApiView, ListAPIView[Export]):
    scopes = {"GET": ANYONE, "POST": READERS}
    serializer_class = ExportSerializer
    queryset = Export.objects.all()

    def get_queryset(self) -> QuerySet[Export]:
        rows = Export.objects.all()
        return rows if READERS & scopes_of(self.request) else rows.filter(is_nightly=True)

    @extend_schema(
        operation_id="exports_list",
        summary="List exports",
        responses={200: ExportSerializer(many=True), **problems(422)},
    )
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Exports with their manifests, newest first: those of every night; with the scope `read` all.

        A full export has a line for each claim. A delta has the last state of each claim that changed after `since`:
        lay it over a full export of that position, claim by claim. A line with `tombstone`, or whose `same_as` is not
        null, takes its claim out; any other puts it in place of what was there. The result is the full export of the
        delta's `position`.
        """
        return super().get(request, *args, **kwargs)

    @extend_schema(
        operation_id="exports_create",
        summary="Ask for an export",
        request=WantedSerializer,
        responses={202: ExportSerializer, 200: ExportSerializer, **problems(400, 403, 411, 413, 415, 422)},
    )
    def post(self, request: Request) -> Response:
        """A worker makes it: 202, and `Location` tells how far it is.

        The same wish again gives the same export: the one that waits, or with 200 one that is done if nothing public
        changed since. At most three of one key wait at a time; further ones are 429.
        """
        given = WantedSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        try:
            row, is_new = order_export(given.wanted(), by=str(request.auth))
        except ExportRefused as error:
            raise ValidationError({error.field: [error.message]}) from error
        if is_new:
            enqueue(export, row.pk)
        return Response(
            ExportSerializer(row, context={"request": request}).data,
            status=status.HTTP_200_OK if row.state == State.DONE else status.HTTP_202_ACCEPTED,
            headers={"Location": reverse("api-export", [row.pk], request=request)},
        )


class ExportDetail(ApiView, GenericAPIView[Export]):
    scopes = {"GET": ANYONE}
    serializer_class = ExportSerializer
    queryset = Export.objects.all()

    @extend_schema(
        operation_id="exports_retrieve",
        summary="Follow an export",
        responses={200: ExportSerializer, **problems(403, 404, 422)},
    )
    def get(self, request: Request, pk: UUID) -> Response:
        """How far an export is, and when it is done where its file is; those of the nights need no key."""
        return Response(self.get_serializer(readable(request, pk)).data)


class ExportFile(ApiView, GenericAPIView[Export]):
    scopes = {"GET": ANYONE}
    queryset = Export.objects.all()
    serializer_class = None

    @extend_schema(
        operation_id="exports_file",
        summary="Fetch the file of an export",
        parameters=[
            OpenApiParameter("Range", str, OpenApiParameter.HEADER, description="One range, such as `bytes=1000-`."),
            OpenApiParameter(
                "If-Range", str, OpenApiParameter.HEADER, description="The ETag of what you have the beginning of."
            ),
        ],
        responses={
            (200, "application/octet-stream"): OpenApiTypes.BINARY,
            (206, "application/octet-stream"): OpenApiTypes.BINARY,
            **problems(403, 404, 409, 412, 416, 422),
            (410, MEDIA_TYPE): OpenApiResponse(ProblemSerializer, "The file is gone; `detail` says why."),
        },
    )
    def get(self, request: Request, pk: UUID) -> HttpResponseBase:
        """The file, whole or the part that `Range` asks for; those of the nights need no key.

        409 while it is being made; 410 when it is gone. The `ETag` is the SHA-256 of the file.
        """
        row = readable(request, pk)
        path = path_of(row)
        if row.state == State.PENDING:
            raise NoFile(409, "not_ready", "The file is still being made. Ask for the export until its state is done.")
        if row.state == State.FAILED or row.gone or holds_erased(row) or not path.is_file():
            why = Gone(row.gone).label if row.gone else "it can't be had any more"
            raise NoFile(410, "file_gone", f"There is no file: {why}. Ask for a new export.")
        tag = f'"{row.sha256}"'
        if found := unchanged(request, tag, row.finished_at):
            return found
        type_ = "application/gzip" if row.is_compressed else TYPES[row.format]
        response = marked(send(request._request, path, row.size, tag, type_), tag, row.finished_at)
        response.headers["Accept-Ranges"] = "bytes"
        response.headers["Content-Disposition"] = f'attachment; filename="{row.name}"'
        return response


def readable(request: Request, pk: UUID) -> Export:
    """Raises what is to be answered where there is none, or none for this key."""
    row: Export = get_object_or_404(Export.objects.all(), pk=pk)
    if row.is_nightly or READERS & scopes_of(request):
        return row
    raise NotAuthenticated if request.auth is None else PermissionDenied(HasScope.message)
