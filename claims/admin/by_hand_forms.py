"""What an editor fills in to correct a reading; the services decide what is allowed."""

from typing import Any, Self

from django import forms

from claims.models import Appearance
from claims.services.by_hand import as_seen
from claims.services.correct_chain import HOPS, HopText
from claims.services.settle_words import Settled
from claims.services.split_claim import PARTS, Part
from claims.status import Modality
from sources.models.source import SourceKind


class SeenForm(forms.Form):
    """How the editor saw the appearance, so that nobody overwrites what another did meanwhile."""

    seen = forms.CharField(widget=forms.HiddenInput)

    @classmethod
    def about(cls, row: Appearance, data: Any, **initial: Any) -> Self:
        return cls(data, initial={"seen": as_seen(row), **initial})


class HopForm(forms.Form):
    """One hop; without a name it is left out."""

    name = forms.CharField(required=False, max_length=300, label="Who")
    kind = forms.ChoiceField(choices=SourceKind.choices, initial=SourceKind.PERSON)
    role = forms.CharField(required=False, max_length=300, label="In which role")
    channel = forms.CharField(required=False, max_length=100, label="Where", help_text="op-ed, Twitter, press briefing")
    cue = forms.CharField(required=False, max_length=300, label="Cue", help_text="The report's words, such as “said”.")
    modality = forms.ChoiceField(choices=Modality.choices, initial=Modality.ASSERTED)
    is_denial = forms.BooleanField(required=False, label="denies it")

    def hop(self) -> HopText | None:
        data = self.cleaned_data
        return HopText(**{name: data[name] for name in self.base_fields}) if data.get("name", "").strip() else None


HopForms = forms.formset_factory(HopForm, extra=1, max_num=HOPS + 1, validate_max=True)


def chain_of(row: Appearance) -> list[dict[str, Any]]:
    """The initial values of a chain's forms: all hops but the publisher."""
    hops = row.attributions.filter(is_publisher=False).select_related("source").order_by("position")
    fields = ("role", "channel", "cue", "modality", "is_denial")
    return [
        {"name": hop.unnamed_class or hop.source.name, "kind": hop.source.kind}
        | {name: getattr(hop, name) for name in fields}
        for hop in hops
    ]


class SettleForm(SeenForm):
    start = forms.IntegerField(widget=forms.HiddenInput)
    end = forms.IntegerField(widget=forms.HiddenInput)
    meaning = forms.CharField(
        required=False, max_length=1000, label="It stands for", help_text="Best in the report's own words."
    )
    since = forms.DateTimeField(required=False, label="Or when: from", help_text="In UTC, such as 2026-11-21 14:00.")
    until = forms.DateTimeField(required=False, label="up to", help_text="In UTC; this moment itself not included.")

    def span(self) -> tuple[int, int]:
        return self.cleaned_data["start"], self.cleaned_data["end"]

    def settled(self) -> Settled:
        return Settled(self.cleaned_data["meaning"].strip(), self.cleaned_data["since"], self.cleaned_data["until"])


class RejectForm(SeenForm):
    reason = forms.CharField(
        required=False, max_length=300, label="Why it is no claim", help_text="It may stay empty.",
    )  # fmt: skip


class PartForm(forms.Form):
    statement = forms.CharField(required=False, widget=forms.Textarea(attrs={"rows": 2}))
    quote = forms.CharField(
        required=False, widget=forms.Textarea(attrs={"rows": 2}), label="Its words in the report",
    )  # fmt: skip

    def part(self) -> Part | None:
        data = self.cleaned_data
        said = data.get("statement", "").strip()
        return Part(said, data.get("quote", "").strip()) if said else None


PartForms = forms.formset_factory(PartForm, extra=3, max_num=PARTS, validate_max=True)


class JoinForm(forms.Form):
    """The appearances to join, each as `id:seen`."""

    statement = forms.CharField(widget=forms.Textarea(attrs={"rows": 3}))
