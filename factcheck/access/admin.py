"""People and the keys that programs carry."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.admin import UserAdmin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

from factcheck.access.models import ApiKey, Scope, User
from factcheck.access.rooms import Room

if TYPE_CHECKING:
    KeyModelForm = forms.ModelForm[ApiKey]
else:
    KeyModelForm = forms.ModelForm

admin.site.register(User, UserAdmin)
admin.site.index_title = "Your desk"
admin.site.enable_nav_sidebar = False  # the lists need its width


class KeyForm(KeyModelForm):
    scopes = forms.MultipleChoiceField(choices=Scope.choices, widget=forms.CheckboxSelectMultiple)

    class Meta:
        model = ApiKey
        fields = ("name", "scopes", "expires_at")


@admin.register(ApiKey)
class ApiKeyAdmin(Room):
    """Keys are issued and revoked, never changed: a program keeps exactly the rights it was given."""

    form = KeyForm
    list_display = ("name", "prefix", "may", "standing", "created_by", "created_at", "last_used_at")
    list_select_related = ("created_by",)
    actions = ("revoke",)
    fields = ("name", "scopes", "expires_at")

    @admin.display(description="scopes")
    def may(self, key: ApiKey) -> str:
        return ", ".join(key.scopes)

    @admin.display(description="state")
    def standing(self, key: ApiKey) -> str:
        if key.revoked_at:
            return f"revoked on {key.revoked_at:%-d %B %Y}"
        if key.expires_at and key.expires_at <= timezone.now():
            return f"expired on {key.expires_at:%-d %B %Y}"
        return "usable"

    def get_fields(self, request: HttpRequest, obj: ApiKey | None = None) -> Any:
        if obj is None:
            return self.fields
        return (
            "name",
            "prefix",
            "may",
            "standing",
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
        key, secret = ApiKey.issue(obj.name, obj.scopes, expires_at=obj.expires_at, created_by=request.user)
        obj.pk, obj.prefix, obj._state.adding = key.pk, key.prefix, False
        messages.warning(request, f"The key is {secret} . Copy it now: it is shown this once and can't be had again.")

    @admin.action(description="Revoke the chosen keys", permissions=["revoke"])
    def revoke(self, request: HttpRequest, keys: "QuerySet[ApiKey]") -> None:
        revoked = keys.filter(revoked_at__isnull=True).update(revoked_at=timezone.now())
        messages.success(request, f"Revoked: {revoked}. Programs that carry such a key are refused from now on.")
