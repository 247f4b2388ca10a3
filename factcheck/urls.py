"""Every address of the site."""

from django.contrib import admin
from django.urls import include, path

from claims.admin.desk import desk_view
from claims.api.factchecktools.views import Discovery, Search
from claims.site.atom import atom
from claims.site.claim import claim_page
from claims.site.contest import dispute, dispute_status
from claims.site.published import published
from factcheck.health import healthz, readyz

handler403 = "factcheck.access.refusals.permission_denied"
urlpatterns = [
    path("", published, name="published"),
    path("claims/<uuid:pk>/", claim_page, name="claim"),
    path("claims.atom", atom, name="atom"),
    path("claims/<uuid:pk>/dispute", dispute, name="dispute"),
    path("disputes/<str:token>/", dispute_status, name="dispute-status"),
    path("admin/account/", include("factcheck.access.account.urls")),
    path("admin/notices/", include("factcheck.notices.urls")),
    path("admin/desk/", admin.site.admin_view(desk_view), name="desk"),
    path("admin/", admin.site.urls),
    path("v1alpha1/claims:search", Search.as_view(), name="factchecktools-search"),
    path("$discovery/rest", Discovery.as_view(), name="factchecktools-discovery"),
    path("api/v1/", include("claims.api.urls")),
    path("log/", include("factcheck.log.urls")),
    path("healthz", healthz, name="healthz"),
    path("readyz", readyz, name="readyz"),
]
