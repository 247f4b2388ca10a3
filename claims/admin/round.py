"""Rounds of re-checks: how far the judge now in use has come, and the button that sends it out."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils import timezone

from claims.engines import get_judge
from claims.models import Round
from claims.services.walk_round import progress_of, start_round
from factcheck.access.models import User
from factcheck.access.rooms import Room


@admin.register(Round)
class RoundAdmin(Room):
    """Adding one starts it: administrators only, since it may keep the workers busy for days."""

    list_display = ("judge", "stage", "seen", "about", "planned", "waiting", "failed", "started_at", "finished_at")
    fields = ("per_minute",)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    @admin.display(description="re-checks waiting")
    def waiting(self, row: Round) -> int:
        return progress_of(row).waiting

    @admin.display(description="failed")
    def failed(self, row: Round) -> int:
        return progress_of(row).failed

    def save_model(self, request: HttpRequest, obj: Round, form: Any, change: bool) -> None:
        by = request.user if isinstance(request.user, User) else None
        obj.pk = start_round(get_judge().version, obj.per_minute, timezone.now(), by).pk
        obj.judge = get_judge().version
