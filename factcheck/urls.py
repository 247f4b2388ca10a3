"""Every address of the site."""

from django.contrib import admin
from django.urls import include, path

from claims.pages import published
from factcheck.health import healthz, readyz

urlpatterns = [
    path("", published, name="published"),
    path("admin/", admin.site.urls),
    path("api/v1/", include("claims.api.urls")),
    path("log/", include("factcheck.log.urls")),
    path("healthz", healthz, name="healthz"),
    path("readyz", readyz, name="readyz"),
]
