"""The keys that programs carry."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest

from factcheck.access.keys import issue_key, revoke_key
from factcheck.access.models import ApiKey, Scope
from factcheck.access.rooms import Room

if TYPE_CHECKING:
    KeyModelForm = forms.ModelForm[ApiKey]
else:
    KeyModelForm = forms.ModelForm


class KeyForm(KeyModelForm):
    scopes = forms.MultipleChoiceField(choices=Scope.choices, widget=forms.CheckboxSelectMultiple)

    class Meta:
        model = ApiKey
        fields = ("name", "scopes", "expires_at", "rate")


@admin.register(ApiKey)
class ApiKeyAdmin(Room):
    """Keys are issued and revoked, never changed: a program keeps exactly the rights it was given."""

    form = KeyForm
    list_display = ("name", "prefix", "may", "standing", "owner", "created_by", "created_at", "last_used_at")
    list_select_related = ("created_by", "owner")
    actions = ("revoke",)
    fields = ("name", "scopes", "expires_at", "rate")

    @admin.display(description="scopes")
    def may(self, key: ApiKey) -> str:
        return ", ".join(key.scopes)

    @admin.display(description="state")
    def standing(self, key: ApiKey) -> str:
        return key.standing

    def get_fields(self, request: HttpRequest, obj: ApiKey | None = None) -> Any:
        if obj is None:
            return self.fields
        return (
            "name",
            "prefix",
            "may",
            "standing",
            "owner",
            "rate",
            "rotated_from",
            "created_by",
            "created_at",
            "expires_at",
            "last_used_at",
        )

    def get_readonly_fields(self, request: HttpRequest, obj: ApiKey | None = None) -> Any:
        return self.get_fields(request, obj) if obj else ()

    def has_change_permission(self, request: HttpRequest, obj: ApiKey | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: ApiKey | None = None) -> bool:
        return False

    def has_revoke_permission(self, request: HttpRequest) -> bool:
        return bool(request.user.has_perm("access.change_apikey"))

    def save_model(self, request: HttpRequest, obj: ApiKey, form: forms.Form, change: bool) -> None:
        key, secret = issue_key(obj.name, obj.scopes, request.user, expires_at=obj.expires_at, rate=obj.rate)
        obj.pk, obj.prefix, obj._state.adding = key.pk, key.prefix, False
        messages.warning(request, f"The key is {secret} . Copy it now: it is shown this once and can't be had again.")

    @admin.action(description="Revoke the chosen keys", permissions=["revoke"])
    def revoke(self, request: HttpRequest, keys: "QuerySet[ApiKey]") -> None:
        revoked = sum(revoke_key(key, request.user) for key in keys.select_related("owner"))
        messages.success(request, f"Revoked: {revoked}. Programs that carry such a key are refused from now on.")
