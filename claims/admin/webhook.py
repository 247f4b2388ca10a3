"""Webhooks: who is told of changes, how far each has come, and every attempt to tell them."""

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

from claims.models import DeadLetter, Delivery, Endpoint
from claims.models.publication import Event
from claims.services.webhooks.manage import TooSoon, check_url, ping, replay, set_up
from claims.services.webhooks.secrets import rotate
from claims.services.webhooks.stop import start
from factcheck.access.rooms import ReadOnly, Room
from factcheck.outside import Unreachable

OVERLAP = timedelta(hours=24)
ONCE = "The secret is {} . Copy it now: it is shown this once and can't be had again."

if TYPE_CHECKING:
    EndpointModelForm = forms.ModelForm[Endpoint]
else:
    EndpointModelForm = forms.ModelForm


class EndpointForm(EndpointModelForm):
    events = forms.MultipleChoiceField(
        choices=Event.choices, widget=forms.CheckboxSelectMultiple, required=False, help_text="None chosen: all."
    )

    class Meta:
        model = Endpoint
        fields = ("url", "events")

    def clean_url(self) -> str:
        url = str(self.cleaned_data["url"])
        try:
            check_url(url)
        except Unreachable as error:
            raise ValidationError(str(error)) from error
        return url


@admin.register(Endpoint)
class EndpointAdmin(Room):
    """Set up, tried and switched off here; where it has come to is the worker's."""

    form = EndpointForm
    list_display = ("url", "is_active", "why_inactive", "cursor", "attempts", "dead", "due_at", "key", "created_by")
    list_filter = ("is_active",)
    list_select_related = ("key", "created_by")
    actions = ("try_it", "renew_secret", "replay_dead_letters", "switch_on", "switch_off")
    fields = ("url", "events")
    shown = (
        *("url", "events", "is_active", "why_inactive", "cursor", "attempts", "dead", "due_at", "former_until"),
        *("key", "created_by", "created_at"),
    )

    @admin.display(description="dead letters")
    def dead(self, endpoint: Endpoint) -> int:
        return endpoint.dead_letters.count()

    def get_fields(self, request: HttpRequest, obj: Endpoint | None = None) -> Any:
        return self.shown if obj else self.fields

    def get_readonly_fields(self, request: HttpRequest, obj: Endpoint | None = None) -> Any:
        return self.shown if obj else ()

    def has_change_permission(self, request: HttpRequest, obj: Endpoint | None = None) -> bool:
        return False

    def has_run_permission(self, request: HttpRequest) -> bool:
        return bool(request.user.has_perm("claims.change_endpoint"))

    def save_model(self, request: HttpRequest, obj: Endpoint, form: Any, change: bool) -> None:
        made, secret = set_up(obj.url, obj.events, created_by=request.user)
        obj.pk, obj._state.adding = made.pk, False
        messages.warning(request, ONCE.format(secret))

    @admin.action(description="Send a test message to the chosen webhooks", permissions=["run"])
    def try_it(self, request: HttpRequest, chosen: "QuerySet[Endpoint]") -> None:
        for endpoint in chosen:
            try:
                outcome = ping(endpoint, timezone.now())
            except TooSoon:
                messages.warning(request, f"{endpoint}: a test message went out a moment ago. Wait ten seconds.")
                continue
            told = outcome.error or f"It arrived: the answer was {outcome.status}."
            messages.add_message(request, messages.ERROR if outcome.error else messages.SUCCESS, f"{endpoint}: {told}")

    @admin.action(description="Renew the secret; the old one signs for a day more", permissions=["run"])
    def renew_secret(self, request: HttpRequest, chosen: "QuerySet[Endpoint]") -> None:
        for endpoint in chosen:
            messages.warning(request, f"{endpoint}: {ONCE.format(rotate(endpoint, OVERLAP, timezone.now()))}")

    @admin.action(description="Send dead letters again", permissions=["run"])
    def replay_dead_letters(self, request: HttpRequest, chosen: "QuerySet[Endpoint]") -> None:
        messages.success(request, f"Sent again in a moment: {sum(replay(endpoint) for endpoint in chosen)}.")

    @admin.action(description="Switch on, from where they had come to", permissions=["run"])
    def switch_on(self, request: HttpRequest, chosen: "QuerySet[Endpoint]") -> None:
        for endpoint in chosen:
            start(endpoint)

    @admin.action(description="Switch off", permissions=["run"])
    def switch_off(self, request: HttpRequest, chosen: "QuerySet[Endpoint]") -> None:
        chosen.update(is_active=False, why_inactive=f"It was switched off by {request.user}."[:300])


@admin.register(Delivery)
class DeliveryAdmin(ReadOnly):
    """The delivery log: each attempt, newest first; kept for thirty days."""

    list_display = ("at", "endpoint", "sequence", "attempt", "status_code", "error", "milliseconds")
    list_select_related = ("endpoint",)
    search_fields = ("sequence",)
    search_help_text = "The sequence of a change."

    def get_search_results(
        self, request: HttpRequest, queryset: "QuerySet[Any]", search_term: str
    ) -> "tuple[QuerySet[Any], bool]":
        term = search_term.strip()
        if not term:
            return queryset, False
        is_one = term.isascii() and term.isdecimal() and len(term) < 19
        return (queryset.filter(sequence=int(term)) if is_one else queryset.none()), False


@admin.register(DeadLetter)
class DeadLetterAdmin(ReadOnly):
    """Changes that were given up at a webhook."""

    list_display = ("endpoint", "sequence", "died_at", "error", "due_at")
    list_select_related = ("endpoint",)
    actions = ("replay_chosen",)

    def has_run_permission(self, request: HttpRequest) -> bool:
        return bool(request.user.has_perm("claims.change_endpoint"))

    @admin.action(description="Send the chosen dead letters again", permissions=["run"])
    def replay_chosen(self, request: HttpRequest, chosen: "QuerySet[DeadLetter]") -> None:
        again = sum(replay(letter.endpoint, letter.sequence) for letter in chosen.select_related("endpoint"))
        messages.success(request, f"Sent again in a moment: {again}.")
