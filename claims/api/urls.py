"""Every address under /api/v1/."""

from django.urls import path, re_path

from claims.api.views.changes import Changes
from claims.api.views.claims import ClaimDetail, Claims
from claims.api.views.exports import ExportDetail, ExportFile, Exports
from claims.api.views.reports import ReportDetail, ReportProcessing, Reports
from claims.api.views.site import Docs, Index, Schema, Unknown

urlpatterns = [
    path("", Index.as_view(), name="api-index"),
    path("changes/", Changes.as_view(), name="api-changes"),
    path("claims/", Claims.as_view(), name="api-claims"),
    path("claims/<uuid:pk>/", ClaimDetail.as_view(), name="api-claim"),
    path("exports/", Exports.as_view(), name="api-exports"),
    path("exports/<uuid:pk>/", ExportDetail.as_view(), name="api-export"),
    path("exports/<uuid:pk>/file", ExportFile.as_view(), name="api-export-file"),
    path("reports/", Reports.as_view(), name="api-reports"),
    path("reports/<uuid:pk>/", ReportDetail.as_view(), name="api-report"),
    path("reports/<uuid:pk>/processing/", ReportProcessing.as_view(), name="api-report-processing"),
    path("schema/", Schema.as_view(), name="api-schema"),
    path("docs/", Docs.as_view(), name="api-docs"),
    re_path(r"", Unknown.as_view(), name="api-unknown"),
]
