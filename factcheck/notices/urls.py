"""Addresses of the inbox."""

from django.contrib import admin
from django.urls import path

from factcheck.notices.pages import inbox, preferences

app_name = "notices"
urlpatterns = [
    path("", admin.site.admin_view(inbox), name="inbox"),
    path("preferences/", admin.site.admin_view(preferences), name="preferences"),
]
