"""What an editor does with words that are selected in the reading room."""

from uuid import UUID

from django import forms
from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_POST

from claims.admin.by_hand import editor_of
from claims.engines import get_judge
from claims.errors import ClaimRefused
from claims.models import Reading, Recheck
from claims.services.pick_words import Part, add_place, mark_part
from claims.services.write_claim import ClaimText, Place, write_claim
from claims.status import Modality, Polarity
from claims.tasks import recheck
from factcheck.access.models import User
from sources.dispatch import enqueue
from sources.engines.embedding import get_embedder
from sources.models import Snapshot

PARTS: dict[str, Part] = {"source": "source", "cue": "cue", "content": "content"}
TOLD = {
    "claim": "The claim is stored; stored passages are now compared with it.",
    "place": "The claim stands there too.",
    "source": "Marked as who says it.",
    "cue": "Marked as the words by which it is said.",
    "content": "Marked as what is said.",
}


class PickForm(forms.Form):
    """Selected characters, what they are, and of which claim (`at`, with how the editor saw it)."""

    what = forms.ChoiceField(choices=[(what, what) for what in TOLD], widget=forms.HiddenInput)
    start = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    end = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    at = forms.UUIDField(required=False, widget=forms.HiddenInput)
    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    statement = forms.CharField(required=False, widget=forms.Textarea(attrs={"rows": 3}))
    polarity = forms.ChoiceField(choices=Polarity.choices, required=False, initial=Polarity.ASSERTED)
    modality = forms.ChoiceField(choices=Modality.choices, required=False, initial=Modality.ASSERTED)


@require_POST
def pick_view(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Carries it out and shows the reading again; refused, a page that keeps what was typed."""
    editor = editor_of(request)
    reading = get_object_or_404(Reading.objects.select_related("snapshot__report").defer("fates"), pk=pk)
    form = PickForm(request.POST)
    if form.is_valid():
        try:
            _act(reading.snapshot, form, editor)
        except ClaimRefused as error:
            form.add_error(error.field if error.field in form.fields else None, error.message)
        else:
            messages.success(request, TOLD[form.cleaned_data["what"]])
            return redirect(reverse("admin:claims_reading_change", args=[pk]))
    context = {
        **admin.site.each_context(request),
        "opts": Reading._meta,
        "title": "Selected words",
        "form": form,
        "reading": reading,
        "quote": _words(reading.snapshot, form),
    }
    return TemplateResponse(request, "admin/claims/reading/pick.html", context, status=422)


def _act(snapshot: Snapshot, form: PickForm, editor: User) -> None:
    data = form.cleaned_data
    what, span = data["what"], (data["start"], data["end"])
    if what == "claim":
        _write(snapshot, form, editor)
    elif data["at"] is None:
        raise ClaimRefused("", "Choose the claim first, with j and k or a click, then select the words.")
    elif what == "place":
        add_place(data["at"], span, editor, data["seen"])
    else:
        mark_part(data["at"], PARTS[what], span, editor, data["seen"])


def _write(snapshot: Snapshot, form: PickForm, editor: User) -> None:
    data, judge = form.cleaned_data, get_judge().version
    place = Place(snapshot.pk, snapshot.text[data["start"] : data["end"]], start=data["start"])
    text = ClaimText(data["statement"], data["polarity"] or Polarity.ASSERTED, data["modality"] or Modality.ASSERTED)
    claim = write_claim(text, place, editor, get_embedder(), judge)
    enqueue(recheck, Recheck.objects.get(claim=claim, judge=judge).pk)


def _words(snapshot: Snapshot, form: PickForm) -> str:
    start, end = form.cleaned_data.get("start"), form.cleaned_data.get("end")
    return snapshot.text[start:end][:1000] if start is not None and end else ""
