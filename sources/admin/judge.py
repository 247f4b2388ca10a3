"""The page that judges two entities, and the one that takes a judgement back."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.widgets import ForeignKeyRawIdWidget
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_http_methods

from factcheck.access.models import User
from factcheck.access.rooms import allowed
from sources.errors import JudgementRefused
from sources.models import Entity, EntityJudgement
from sources.models.entity import Verdict
from sources.services.merge_entities import PERMISSION, judge_entities, undo_judgement

WORDS = {
    Verdict.SAME: "It is the same as the other one",
    Verdict.DIFFERENT: "It is different from the other one",
    Verdict.UNSURE: "That can't be told yet",
}
_FIELD_OF = {"one": "other", "reason_missing": "reason"}


class JudgeForm(forms.Form):
    verdict = forms.ChoiceField(choices=[(verdict.value, words) for verdict, words in WORDS.items()])
    other = forms.ModelChoiceField(
        Entity.objects.all(),
        label="The other entity",
        widget=ForeignKeyRawIdWidget(EntityJudgement._meta.get_field("right").remote_field, admin.site),
        error_messages={"invalid_choice": "There is no such entity. Choose one with the magnifying glass."},
    )
    reason = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 3}), help_text="Why, in a sentence a colleague can check."
    )


@require_http_methods(["GET", "POST"])
def judge_view(request: HttpRequest, pk: UUID) -> HttpResponse:
    person = _allowed(request)
    entity = get_object_or_404(Entity, pk=pk)
    form = JudgeForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _judged(form, entity, person):
        messages.success(request, "The judgement is stored. It can be undone on this page.")
        return redirect("admin:sources_entity_change", pk)
    return _page(request, "judge", f"Judge “{entity}”", form=form, entity=entity, media=form.media)


@require_http_methods(["GET", "POST"])
def undo_view(request: HttpRequest, pk: UUID, judgement: UUID) -> HttpResponse:
    """Asks once, then undoes."""
    person = _allowed(request)
    rows = EntityJudgement.objects.select_related("left", "right", "by")
    row = get_object_or_404(rows, pk=judgement)
    if request.method == "GET":
        return _page(request, "undo", "Undo this judgement", judgement=row, entity_id=pk)
    try:
        undo_judgement(row.pk, person)
    except JudgementRefused as error:
        messages.error(request, error.message)
    else:
        messages.success(request, "The judgement is undone.")
    return redirect("admin:sources_entity_change", pk)


def _judged(form: JudgeForm, entity: Entity, person: User) -> EntityJudgement | None:
    """The judgement; None where it is refused, and the reason stands in the form."""
    data = form.cleaned_data
    try:
        return judge_entities(entity.pk, data["other"].pk, data["verdict"], data["reason"], person)
    except JudgementRefused as error:
        form.add_error(_FIELD_OF.get(error.code), error.message)
        return None


def _allowed(request: HttpRequest) -> User:
    return allowed(request, PERMISSION, "Only editors and reviewers judge entities. Ask an administrator for the role.")


def _page(request: HttpRequest, template: str, title: str, **more: Any) -> HttpResponse:
    context = {**admin.site.each_context(request), "opts": Entity._meta, "title": title, **more}
    return TemplateResponse(request, f"admin/sources/entity/{template}.html", context)
