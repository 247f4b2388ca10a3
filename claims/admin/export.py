"""Exports: how far each is, where its file is, and the buttons that make one now and delete one."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.html import format_html

from claims.errors import ExportRefused, TooManyExports
from claims.models import Export
from claims.models.export import ExportFormat, ExportKind
from claims.services.exports.drop import drop
from claims.services.exports.order import Wanted, order_export
from claims.tasks import export
from factcheck.access.rooms import Room
from sources.dispatch import enqueue
from sources.models.work import State


class ExportForm(forms.ModelForm[Export]):
    """What is wanted; the row is ordered while it is checked, so that a refusal stands at its field."""

    class Meta:
        model = Export
        fields = ("kind", "format", "is_compressed", "since_position")

    ordered: UUID | None = None
    by = ""

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if given.get("kind") == ExportKind.FULL and given.get("since_position"):
            raise forms.ValidationError({"since_position": "A full export starts at nothing. Choose a delta."})
        return given

    def validate_constraints(self) -> None:
        """The service finds what is asked for already."""

    def _post_clean(self) -> None:
        if self.errors:
            return
        given = self.cleaned_data
        wanted = Wanted(
            ExportKind(given["kind"]), ExportFormat(given["format"]), given["is_compressed"], given["since_position"]
        )
        try:
            row, is_new = order_export(wanted, self.by)
        except (ExportRefused, TooManyExports) as error:
            self.add_error("since_position" if isinstance(error, ExportRefused) else None, str(error))
            return
        if is_new:
            enqueue(export, row.pk)
        self.instance = row


@admin.register(Export)
class ExportAdmin(Room):
    """Adding one has a worker make it now; deleting one takes its file away or calls it off, and keeps the row."""

    list_display = ("told", "position", "progress", "size_told", "asked_by", "created_at", "finished_at", "file")
    list_filter = ("kind", "format", "is_nightly", "state")
    form = ExportForm
    actions = ("take_away",)

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form: Any = super().get_form(request, obj, change, **kwargs)  # a class of this request alone
        form.by = request.user.get_username()
        return form

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: Export, form: Any, change: bool) -> None:
        """It is ordered already."""

    @admin.action(description="Call off, or delete the file", permissions=["add"])
    def take_away(self, request: HttpRequest, rows: "QuerySet[Export]") -> None:
        for pk in rows.values_list("pk", flat=True):
            drop(pk)
        self.message_user(request, "The files are gone; what was still to be made is called off.")

    @admin.display(description="export")
    def told(self, row: Export) -> str:
        since = f" since {row.since_position}" if row.kind == ExportKind.DELTA else ""
        return f"{row.kind}{since}, {row.format}{', nightly' if row.is_nightly else ''}"

    @admin.display(description="progress")
    def progress(self, row: Export) -> str:
        if row.gone:
            return str(row.get_gone_display())
        if row.state == State.PENDING and row.attempts:
            about = max(row.about, row.rows, 1)
            return format_html(
                '<progress max="{}" value="{}" aria-label="Claims written"></progress> {} of about {}',
                about,
                row.rows,
                row.rows,
                about,
            )
        return {State.PENDING: "waiting", State.DONE: f"{row.rows} claims"}.get(State(row.state), row.error)

    @admin.display(description="size")
    def size_told(self, row: Export) -> str:
        return filesizeformat(row.size) if row.size else ""

    @admin.display(description="file")
    def file(self, row: Export) -> str:
        """Nightly ones only: the address of others wants a key."""
        if row.state != State.DONE or row.gone or not row.is_nightly:
            return row.name
        return format_html('<a href="{}">{}</a>', reverse("api-export-file", args=[row.pk]), row.name)
