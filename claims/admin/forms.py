"""What people fill in; the services decide what is allowed, these only read the input."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import ForeignKeyRawIdWidget

from claims.models import Appearance, Claim
from claims.services.decide import Verdict
from claims.services.write_claim import ClaimText, Place
from claims.status import Modality, Polarity, Status
from sources.models import Snapshot

FIELD_OF = {
    "rationale_missing": "rationale",
    "evidence_missing": "evidence",
    "foreign_evidence": "evidence",
    "evidence_unfit": "evidence",
}
"""Which field of the form a refused decision speaks of; the others speak of the whole."""


class EvidenceField(forms.Field):
    """Ids of the evidence that is cited; whether it is about the claim, `decide` says."""

    widget = forms.SelectMultiple

    def to_python(self, value: Any) -> list[UUID]:
        try:
            return [UUID(one) for one in value or ()]
        except ValueError as error:
            raise forms.ValidationError("Choose the evidence from the list beside this form.") from error


class DecideForm(forms.Form):
    to = forms.ChoiceField(choices=Status.choices, error_messages={"required": "Choose what it becomes."})
    rationale = forms.CharField(required=False, widget=forms.Textarea(attrs={"rows": 4}))
    seen = forms.CharField(widget=forms.HiddenInput)
    read = forms.CharField(widget=forms.HiddenInput)
    finding = forms.CharField(required=False, widget=forms.HiddenInput)
    evidence = EvidenceField(required=False)
    reads_otherwise = forms.BooleanField(
        required=False, label="I read the passages otherwise than the judge; why stands in my rationale."
    )

    def cited(self) -> set[str]:
        """Ids of the checkboxes to tick, as text: what was posted, else what the finding rests on."""
        return {str(one) for one in self["evidence"].value() or ()}

    def verdict(self) -> Verdict:
        data = self.cleaned_data
        names = ("seen", "to", "rationale", "evidence", "read", "finding", "reads_otherwise")
        return Verdict(*(data[name] for name in names))


class ClaimForm(forms.Form):
    """The words of a claim."""

    statement = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="One factual statement that can be understood by itself.",
    )
    polarity = forms.ChoiceField(choices=Polarity.choices, help_text="Negated: it says that something is not so.")
    modality = forms.ChoiceField(choices=Modality.choices, help_text="How sure the statement itself is.")
    condition = forms.CharField(
        required=False, help_text="What it depends on, in the report's words; empty for most claims."
    )
    language = forms.CharField(initial="en", max_length=35, help_text="A language code such as en or pt-BR.")

    def text(self) -> ClaimText:
        names = ("statement", "polarity", "modality", "condition", "language")
        return ClaimText(**{name: self.cleaned_data[name] for name in names})

    @staticmethod
    def initial_of(claim: Claim) -> dict[str, str]:
        return {name: getattr(claim, name) for name in ClaimForm.base_fields}


class NewClaimForm(ClaimForm):
    """A claim and the place where it is made."""

    snapshot = forms.ModelChoiceField(
        Snapshot.objects.all(),
        widget=ForeignKeyRawIdWidget(Appearance._meta.get_field("snapshot").remote_field, admin.site),
        help_text="The version of the report that makes it.",
        error_messages={"invalid_choice": "There is no such snapshot. Choose one with the magnifying glass."},
    )
    quote = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 3}), help_text="The exact words that make it, copied from the text."
    )
    occurrence = forms.IntegerField(
        required=False,
        min_value=1,
        help_text="Only where the quote stands in the text more than once: which one, counted from 1.",
    )
    field_order = ("snapshot", "quote", "occurrence", "statement")

    def place(self) -> Place:
        data = self.cleaned_data
        return Place(data["snapshot"].pk, data["quote"], data["occurrence"])
