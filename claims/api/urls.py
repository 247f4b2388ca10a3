"""Every address under /api/v1/."""

from django.urls import path, re_path

from claims.api.views.changes import Changes
from claims.api.views.claims import ClaimDetail, Claims
from claims.api.views.disputes import Disputes, DisputeStatus
from claims.api.views.exports import ExportDetail, ExportFile, Exports
from claims.api.views.reports import ReportDetail, ReportProcessing, Reports
from claims.api.views.site import Docs, Guide, Index, Schema, Unknown
from claims.api.views.sources import SourceDetail, Sources
from claims.api.views.stream import ChangesStream
from claims.api.views.webhooks import WebhookDetail, WebhookPing, WebhookReplay, WebhookRotation, Webhooks

urlpatterns = [
    path("", Index.as_view(), name="api-index"),
    path("changes/", Changes.as_view(), name="api-changes"),
    path("changes/stream/", ChangesStream.as_view(), name="api-changes-stream"),
    path("changes/stream", ChangesStream.as_view(schema=None)),
    path("claims/", Claims.as_view(), name="api-claims"),
    path("claims/<uuid:pk>/", ClaimDetail.as_view(), name="api-claim"),
    path("exports/", Exports.as_view(), name="api-exports"),
    path("exports/<uuid:pk>/", ExportDetail.as_view(), name="api-export"),
    path("exports/<uuid:pk>/file", ExportFile.as_view(), name="api-export-file"),
    path("reports/", Reports.as_view(), name="api-reports"),
    path("reports/<uuid:pk>/", ReportDetail.as_view(), name="api-report"),
    path("reports/<uuid:pk>/processing/", ReportProcessing.as_view(), name="api-report-processing"),
    path("sources/", Sources.as_view(), name="api-sources"),
    path("sources/<uuid:pk>/", SourceDetail.as_view(), name="api-source"),
    path("disputes/", Disputes.as_view(), name="api-disputes"),
    path("disputes/<str:token>/", DisputeStatus.as_view(), name="api-dispute"),
    path("webhooks/", Webhooks.as_view(), name="api-webhooks"),
    path("webhooks/<uuid:pk>/", WebhookDetail.as_view(), name="api-webhook"),
    path("webhooks/<uuid:pk>/ping/", WebhookPing.as_view(), name="api-webhook-ping"),
    path("webhooks/<uuid:pk>/rotate/", WebhookRotation.as_view(), name="api-webhook-rotate"),
    path("webhooks/<uuid:pk>/replay/", WebhookReplay.as_view(), name="api-webhook-replay"),
    path("schema/", Schema.as_view(), name="api-schema"),
    path("docs/", Docs.as_view(), name="api-docs"),
    path("guide/", Guide.as_view(), name="api-guide"),
    re_path(r"", Unknown.as_view(), name="api-unknown"),
]
