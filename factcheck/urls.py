"""Every address of the site."""

from django.contrib import admin
from django.urls import include, path

from claims.pages import published
from factcheck.health import healthz, readyz

handler403 = "factcheck.access.refusals.permission_denied"
urlpatterns = [
    path("", published, name="published"),
    path("admin/account/", include("factcheck.access.account.urls")),
    path("admin/notices/", include("factcheck.notices.urls")),
    path("admin/", admin.site.urls),
    path("api/v1/", include("claims.api.urls")),
    path("healthz", healthz, name="healthz"),
    path("readyz", readyz, name="readyz"),
]
