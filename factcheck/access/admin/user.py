"""People, their roles, and the roles themselves, which only the code changes."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice

from factcheck.access.grants import log_rights, name_of, rights_of
from factcheck.access.models import User
from factcheck.access.rooms import ReadOnly
from factcheck.log.append import append

admin.site.unregister((Group, TOTPDevice, StaticDevice))  # nobody reads the secrets of others
OWN = "Nobody changes their own rights. Ask another administrator."
SUPERUSER = "Only a superuser changes the login of a superuser."


@admin.register(Group)
class RoleAdmin(ReadOnly):
    """What a role may do is a table in the code, and put back at every release."""

    list_display = ("name",)
    fields = ("name", "permissions")


@admin.register(User)
class PersonAdmin(UserAdmin[User]):
    """A login is switched off, never deleted: the log goes on naming it."""

    list_display = ("username", "first_name", "last_name", "email", "roles", "is_active", "last_login")
    list_filter = ("is_active", "groups", "desks")
    filter_horizontal = ()
    actions = ("end_sessions", "take_off_two_factor")
    fieldsets = (
        (None, {"fields": ("username", "password")}),
        ("Person", {"fields": ("first_name", "last_name", "email", "zone")}),
        ("Rights", {"fields": ("is_active", "is_staff", "groups")}),
        ("Dates", {"fields": ("last_login", "date_joined")}),
    )
    superuser_fieldsets = (("Beyond the roles", {"fields": ("is_superuser", "user_permissions")}),)
    readonly_fields = ("last_login", "date_joined")

    @admin.display(description="roles")
    def roles(self, user: User) -> str:
        return ", ".join(sorted(group.name for group in user.groups.all()))

    def get_queryset(self, request: HttpRequest) -> "QuerySet[User]":
        return super().get_queryset(request).prefetch_related("groups")

    def get_fieldsets(self, request: HttpRequest, obj: User | None = None) -> Any:
        shown = super().get_fieldsets(request, obj)
        return (*shown, *self.superuser_fieldsets) if obj and request.user.is_superuser else shown

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> Any:
        own = obj is not None and obj.pk == request.user.pk and not request.user.is_superuser
        return (*self.readonly_fields, "is_active", "is_staff", "groups") if own else self.readonly_fields

    def has_change_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        """Whoever could change a superuser's password could become one."""
        out_of_reach = obj is not None and obj.is_superuser and not request.user.is_superuser
        return super().has_change_permission(request, obj) and not out_of_reach

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: User, form: forms.ModelForm[User], change: bool) -> None:
        before = User.objects.filter(pk=obj.pk).first() if change else None
        request.rights_before = rights_of(before) if before else None  # type: ignore[attr-defined]
        if not change:
            obj.is_staff = True  # every role works in these rooms
        super().save_model(request, obj, form, change)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        log_rights(form.instance, request.rights_before, request.user)  # type: ignore[attr-defined]

    @transaction.atomic
    def user_change_password(self, request: HttpRequest, id: str, form_url: str = "") -> HttpResponse:
        user = get_object_or_404(User, pk=id)
        before = user.password
        answer: HttpResponse = super().user_change_password(request, id, form_url)
        user.refresh_from_db()
        if user.password != before:
            _log(user, "password set", request)
        return answer

    def has_end_permission(self, request: HttpRequest) -> bool:
        return bool(request.user.has_perm("access.delete_usersession"))

    def has_reset_permission(self, request: HttpRequest) -> bool:
        return bool(request.user.has_perm("access.change_user"))

    @admin.action(description="End all sessions of the chosen people", permissions=["end"])
    def end_sessions(self, request: HttpRequest, people: "QuerySet[User]") -> None:
        ended = sum(user.sessions.all().delete()[0] for user in people)
        messages.success(request, f"Sessions ended: {ended}. These people have to log in again.")

    @admin.action(description="Take two-step login off the chosen people (lost phone)", permissions=["reset"])
    @transaction.atomic
    def take_off_two_factor(self, request: HttpRequest, people: "QuerySet[User]") -> None:
        for user in people:
            if user.pk == request.user.pk:
                raise PermissionDenied(OWN)
            if not self.has_change_permission(request, user):
                raise PermissionDenied(SUPERUSER)
            for model in (TOTPDevice, StaticDevice):
                model.objects.filter(user=user).delete()
            user.sessions.all().delete()
            _log(user, "two-step login taken off", request)
        messages.success(request, "They log in with their password alone until they set it up again.")


def _log(user: User, what: str, request: HttpRequest) -> None:
    append("grant", "user", user.pk, {"user": user.get_username(), "what": what, "by": name_of(request.user)})
