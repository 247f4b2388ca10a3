"""Read a report again: what would change, and the button that does it."""

from typing import Any
from uuid import UUID

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse

from claims.engines import LocalReader, Reader, get_reader
from claims.models import Reading
from claims.services.plan_work import read_again
from claims.services.preview_reading import preview
from claims.tasks import read
from sources.dispatch import enqueue
from sources.models import Snapshot

PERMISSION = "claims.add_claim"
PREVIEWED = 50_000
"""Characters of the longest report that is read for a page."""


def _is_cheap(snapshot: Snapshot, reader: Reader) -> bool:
    """Whether a page may read it at once: no model is paid for that, and it is done in a few seconds."""
    return isinstance(reader, LocalReader) and len(snapshot.text) <= PREVIEWED


def reread_view(request: HttpRequest, pk: UUID) -> HttpResponse:
    """GET shows what would change; POST plans the reading."""
    if not request.user.has_perm(PERMISSION):
        raise PermissionDenied("Only an editor may have a report read again. Ask an administrator for the role.")
    snapshot = Snapshot.objects.select_related("report").filter(pk=pk).first()
    if snapshot is None:
        raise Http404("There is no such snapshot.")
    reader = get_reader()
    if request.method == "POST":
        reading = read_again(snapshot.pk, reader.version)
        enqueue(read, reading.pk)
        messages.success(request, "The report waits to be read again. What people wrote or decided stays as it is.")
        return redirect("admin:claims_reading_change", reading.pk)
    context: dict[str, Any] = {
        **admin.site.each_context(request),
        "changed": preview(snapshot, reader) if _is_cheap(snapshot, reader) else None,
        "reader": reader.version,
        "snapshot": snapshot,
        "opts": Reading._meta,
        "title": "Read again",
    }
    return TemplateResponse(request, "admin/claims/reading/reread.html", context)
