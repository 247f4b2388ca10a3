"""Two claims side by side, and what people may do with them: judge, take that back, suggest, skip."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.widgets import ForeignKeyRawIdWidget
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from claims.admin.differing import Part, differing
from claims.admin.dossier import Quote, quotes
from claims.admin.identity import pair_page, tie
from claims.engines import get_judge
from claims.errors import JudgementInTheWay
from claims.models import Claim, Judgement, Relation, Suggestion
from claims.services import suggest_same
from claims.services.answer_suggestions import answered
from claims.services.judge_claims import PERMISSION, judge_claims, undo_judgement
from claims.services.settle_relation import PERMISSION as MAY_SETTLE
from factcheck.access.models import User
from factcheck.access.rooms import allowed
from sources.errors import JudgementRefused
from sources.models.entity import Verdict

SAID = {Verdict.SAME: "the same", Verdict.DIFFERENT: "different", Verdict.UNSURE: "not to be told yet"}


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two: its words, marked where the other says otherwise, who says so, and what stands for it."""

    claim: Claim
    parts: Sequence[Part]
    quotes: Sequence[Quote]
    kept: Claim | None


class PairForm(forms.Form):
    """`ask` is the suggestion that led here, so that the next one comes after it."""

    verdict = forms.ChoiceField(choices=Verdict.choices)
    reason = forms.CharField(required=False)
    ask = forms.UUIDField(required=False)


class CompareForm(forms.Form):
    other = forms.ModelChoiceField(
        Claim.objects.all(),
        label="The other claim",
        widget=ForeignKeyRawIdWidget(Judgement._meta.get_field("right").remote_field, admin.site),
        error_messages={"invalid_choice": "There is no such claim. Choose one with the magnifying glass."},
    )


@require_http_methods(["GET", "POST"])
def pair_view(request: HttpRequest, left: UUID, right: UUID) -> HttpResponse:
    """The page; POST judges, and goes on to the next question where it came from the queue."""
    person = _person(request, "claims.view_judgement")
    if left >= right:
        raise Http404("Two claims stand in the order of their ids.")
    if request.method == "POST":
        return _judge(request, left, right, person)
    claims = Claim.objects.filter(pk__in=(left, right)).select_related("merge__kept").defer("search").in_bulk()
    if len(claims) < 2:
        raise Http404("There is no such claim.")
    asked = {"ask": _named(request, "ask"), "way": _in_the_way(_named(request, "way"))}
    return _page(request, "pair", "Do they say the same?", **_shown(claims[left], claims[right], person), **asked)


@require_POST
def undo_view(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One click takes a judgement back, and shows its pair again."""
    person = _person(request, PERMISSION)
    row = get_object_or_404(Judgement, pk=pk)
    try:
        undo_judgement(row.pk, person, get_judge().version)
    except JudgementRefused as error:
        messages.error(request, error.message)
    else:
        messages.success(request, "The judgement is undone; all is as it was before.")
    return redirect(pair_page(row.left_id, row.right_id))


@require_safe
def next_view(request: HttpRequest) -> HttpResponse:
    """The likeliest question that is open, or the one after `?after=`."""
    _person(request, "claims.view_suggestion")
    row = _next(_named(request, "after"))
    if row is None:
        messages.success(request, "That was the last one: nothing more is asked.")
        return redirect("admin:claims_suggestion_changelist")
    return redirect(f"{pair_page(row.left_id, row.right_id)}?ask={row.pk}")


@require_http_methods(["GET", "POST"])
def compare_view(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Choose the claim to put beside this one."""
    _person(request, "claims.view_judgement")
    claim = get_object_or_404(Claim, pk=pk)
    form = CompareForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        other: Claim = form.cleaned_data["other"]
        if other != claim:
            return redirect(pair_page(claim.pk, other.pk))
        form.add_error("other", "A claim is itself. Choose another one to compare it with.")
    return _page(request, "compare", "Compare with another claim", form=form, claim=claim, media=form.media)


@require_POST
def suggest_view(request: HttpRequest, left: UUID, right: UUID) -> HttpResponse:
    """An editor asks the reviewers."""
    person = _person(request, suggest_same.PERMISSION)
    try:
        suggest_same.suggest_same(left, right, request.POST.get("reason", "")[:2_000], person)
    except Claim.DoesNotExist as error:
        raise Http404("There is no such claim.") from error
    except JudgementRefused as error:
        messages.error(request, error.message)
    else:
        messages.success(request, "A reviewer will be asked.")
    return redirect(pair_page(left, right))


def _judge(request: HttpRequest, left: UUID, right: UUID, person: User) -> HttpResponse:
    form = PairForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Choose same, different or unsure.")
        return redirect(pair_page(left, right))
    data = form.cleaned_data
    try:
        made = judge_claims(left, right, data["verdict"], data["reason"], person, get_judge().version)
    except Claim.DoesNotExist as error:
        raise Http404("There is no such claim.") from error
    except JudgementInTheWay as error:
        messages.error(request, error.message)
        return redirect(f"{pair_page(left, right)}?way={error.judgement}")
    except JudgementRefused as error:
        if error.code == "not_allowed":
            raise PermissionDenied(error.message) from error
        messages.error(request, error.message)
        return redirect(pair_page(left, right))
    messages.success(request, f"Judged: {SAID[Verdict(made.verdict)]}.")
    following = f"{reverse('admin:claims_suggestion_next')}?after={data['ask']}"
    return redirect(following if data["ask"] else pair_page(left, right))


def _shown(left: Claim, right: Claim, person: User) -> dict[str, Any]:
    one, other = differing(left.statement, right.statement)
    pair = [left.pk, right.pk]
    between = Relation.objects.filter(from_claim__in=pair, to_claim__in=pair)
    between = between.select_related("from_claim", "to_claim", "settled_by")
    about = Judgement.objects.filter(left=left, right=right).select_related("by", "undone_by", "left", "right")
    return {
        "sides": [_side(left, one), _side(right, other)],
        "judgements": about[:20],
        "is_answered": bool(answered([(left.pk, right.pk)])),
        "suggestions": Suggestion.objects.filter(left=left, right=right).select_related("by"),
        "ties": [tie(row, {left.pk}) for row in between],
        "last": _last(person),
        "may_judge": person.has_perm(PERMISSION),
        "may_suggest": person.has_perm(suggest_same.PERMISSION),
        "may_settle": person.has_perm(MAY_SETTLE),
    }


def _side(claim: Claim, parts: Sequence[Part]) -> Side:
    merge = getattr(claim, "merge", None)
    return Side(claim, parts, quotes([claim.pk])[:5], merge.kept if merge else None)


def _last(person: User) -> Judgement | None:
    """The judgement that this person made last, while it stands."""
    row = Judgement.objects.filter(by=person).select_related("left", "right").order_by("-id").first()
    return row if row and not row.undone_at else None


def _in_the_way(pk: UUID | None) -> Judgement | None:
    rows = Judgement.objects.standing().select_related("left", "right", "by")
    return rows.filter(pk=pk).first() if pk else None


def _next(after: UUID | None) -> Suggestion | None:
    rows = Suggestion.objects.open()
    if here := Suggestion.objects.filter(pk=after).first() if after else None:
        rows = rows.filter(Q(score__lt=here.score) | Q(score=here.score, pk__gt=here.pk))
    return rows.first()


def _named(request: HttpRequest, parameter: str) -> UUID | None:
    try:
        return UUID(request.GET.get(parameter, ""))
    except ValueError:
        return None


def _person(request: HttpRequest, permission: str) -> User:
    return allowed(request, permission, "This needs the role of a reviewer. Ask an administrator for it.")


def _page(request: HttpRequest, template: str, title: str, **more: Any) -> HttpResponse:
    context = {**admin.site.each_context(request), "opts": Suggestion._meta, "title": title, **more}
    return TemplateResponse(request, f"admin/claims/judgement/{template}.html", context)
