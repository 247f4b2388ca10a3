"""Reports come in here, and their way through the system is told."""

from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.generics import ListAPIView, RetrieveAPIView, get_object_or_404
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse

from claims.api.processing import processing_of
from claims.api.queries import reports
from claims.api.schema import problems
from claims.api.serializers.reports import IncomingReportSerializer, ProcessingSerializer, ReportSerializer
from claims.api.views.base import ApiView, ListParameters
from factcheck.access.models import Scope
from sources.dispatch import enqueue
from sources.models import Report
from sources.models.report import Via
from sources.services.receive_report import receive_report
from sources.tasks import index

SENDERS = frozenset({Scope.INGEST.value})
READERS = frozenset({Scope.INGEST.value, Scope.REVIEW.value})


class Reports(ListParameters, ApiView, ListAPIView[Report]):
    scopes = {"GET": READERS, "POST": SENDERS}
    serializer_class = ReportSerializer
    queryset = Report.objects.all()

    def get_queryset(self) -> QuerySet[Report]:
        return reports()

    @extend_schema(
        operation_id="reports_list",
        summary="List reports",
        responses={200: ReportSerializer(many=True), **problems(403, 422)},
    )
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Reports that have come in, newest first: what is known of them, without their text."""
        return super().get(request, *args, **kwargs)

    @extend_schema(
        operation_id="reports_create",
        summary="Send a report",
        request=IncomingReportSerializer,
        responses={201: ReportSerializer, 200: ReportSerializer, **problems(400, 403, 411, 413, 415, 422)},
    )
    def post(self, request: Request) -> Response:
        """Hand in a report; it is kept exactly as it came and read by a worker.

        201 when it is new, or a new version of a known one; 200 when this very version is known, and then
        nothing is done twice. It is known by its `url`, else by `publisher` and `external_id`, else by its
        text. `processing_url` tells how far it has come.
        """
        handed_in = IncomingReportSerializer(data=request.data)
        handed_in.is_valid(raise_exception=True)
        receipt = receive_report(handed_in.incoming(), via=Via.API, by=str(request.auth))
        if receipt.is_new:
            enqueue(index, receipt.snapshot.pk)
        return Response(
            ReportSerializer(receipt.report, context={"request": request}).data,
            status=status.HTTP_201_CREATED if receipt.is_new else status.HTTP_200_OK,
            headers={"Location": reverse("api-report", [receipt.report.pk], request=request)},
        )


class ReportDetail(ApiView, RetrieveAPIView[Report]):
    scopes = {"GET": READERS}
    serializer_class = ReportSerializer
    queryset = Report.objects.all()

    def get_queryset(self) -> QuerySet[Report]:
        return reports()

    @extend_schema(
        operation_id="reports_retrieve",
        summary="Read a report's metadata",
        responses={200: ReportSerializer, **problems(403, 404, 422)},
    )
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """What is known of a report, without its text."""
        return super().get(request, *args, **kwargs)


class ReportProcessing(ApiView):
    scopes = {"GET": READERS}

    @extend_schema(
        operation_id="reports_processing",
        summary="Follow a report",
        responses={200: ProcessingSerializer, **problems(403, 404, 422)},
    )
    def get(self, request: Request, pk: str) -> Response:
        """How far the current version of a report has come, and what reading it found."""
        report = get_object_or_404(Report.objects.all(), pk=pk)
        return Response(ProcessingSerializer(processing_of(report)).data)
