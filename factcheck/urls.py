"""Every address of the site."""

from django.contrib import admin
from django.urls import include, path

from claims.pages import published
from claims.site.atom import atom
from claims.site.claim import claim_page
from factcheck.health import healthz, readyz

urlpatterns = [
    path("", published, name="published"),
    path("claims/<uuid:pk>/", claim_page, name="claim"),
    path("claims.atom", atom, name="atom"),
    path("admin/", admin.site.urls),
    path("api/v1/", include("claims.api.urls")),
    path("healthz", healthz, name="healthz"),
    path("readyz", readyz, name="readyz"),
]
