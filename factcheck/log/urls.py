"""The public addresses of the log, under /log/."""

from django.urls import path

from factcheck.log.pages import checkpoints, log

urlpatterns = [
    path("", log, name="log"),
    path("checkpoints.json", checkpoints, name="log-checkpoints"),
]
