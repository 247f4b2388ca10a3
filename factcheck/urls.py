"""Every address of the site."""

from django.contrib import admin
from django.urls import include, path

from claims.contest import dispute, dispute_status
from claims.pages import published
from factcheck.health import healthz, readyz

urlpatterns = [
    path("", published, name="published"),
    path("claims/<uuid:pk>/dispute", dispute, name="dispute"),
    path("disputes/<str:token>/", dispute_status, name="dispute-status"),
    path("admin/", admin.site.urls),
    path("api/v1/", include("claims.api.urls")),
    path("healthz", healthz, name="healthz"),
    path("readyz", readyz, name="readyz"),
]
