"""Desks: who works on what, and under which rules."""

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest

from factcheck.access.grants import log_desk, rules_of
from factcheck.access.models import Desk
from factcheck.access.rooms import Room


@admin.register(Desk)
class DeskAdmin(Room):
    """Members and rules; every change of them is logged."""

    list_display = ("name", "require_two_factor", "second_person_for_published")
    fields = ("name", "slug", "members", "require_two_factor", "second_person_for_published")
    prepopulated_fields = {"slug": ("name",)}
    filter_horizontal = ("members",)

    def has_delete_permission(self, request: HttpRequest, obj: Desk | None = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: Desk, form: Any, change: bool) -> None:
        before = Desk.objects.filter(pk=obj.pk).first() if change else None
        request.rules_before = rules_of(before) if before else None  # type: ignore[attr-defined]
        super().save_model(request, obj, form, change)

    def save_related(self, request: HttpRequest, form: forms.ModelForm[Desk], formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        log_desk(form.instance, request.rules_before, request.user)  # type: ignore[attr-defined]
