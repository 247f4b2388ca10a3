"""What the claims can be narrowed down by; each filter is one query parameter."""

import django_filters
from django.db.models import Exists, OuterRef, QuerySet

from claims.models import Attribution
from claims.models.claim import ClaimQuerySet
from claims.status import Modality, Polarity, Status
from sources.models import Grade, Source
from sources.models.source import SourceKind, unnamed_key
from sources.search.grades import graded
from sources.text.naming import LONGEST_NAME, name_key


class ClaimFilter(django_filters.FilterSet):  # type: ignore[misc]
    q = django_filters.CharFilter(
        method="mentioning",
        help_text='Words of the statement: all of them, "a phrase" in quotes, -excluded, or `or` between.',
    )
    status = django_filters.ChoiceFilter(choices=Status.choices, help_text="Where the claim stands.")
    modality = django_filters.ChoiceFilter(choices=Modality.choices, help_text="How it is put.")
    polarity = django_filters.ChoiceFilter(choices=Polarity.choices, help_text="Asserted or negated.")
    language = django_filters.CharFilter(lookup_expr="iexact", help_text="BCP 47 code, as `en`.")
    source = django_filters.CharFilter(
        method="said_by",
        help_text="Name of anyone in a chain of attributions, speaker or publisher; case does not count.",
    )
    needs_another_look = django_filters.TypedChoiceFilter(
        choices=[("true", "true"), ("false", "false")],
        coerce="true".__eq__,
        help_text="Whether new evidence came after the decision. Needs a key with the scope `review`.",
    )
    created_after = django_filters.IsoDateTimeFilter(
        field_name="created_at", lookup_expr="gte", help_text="At or after this time."
    )
    created_before = django_filters.IsoDateTimeFilter(
        field_name="created_at", lookup_expr="lt", help_text="Before this time."
    )
    decided_after = django_filters.IsoDateTimeFilter(
        field_name="decided_at", lookup_expr="gte", help_text="Last decided at or after this time."
    )
    decided_before = django_filters.IsoDateTimeFilter(
        field_name="decided_at", lookup_expr="lt", help_text="Last decided before this time."
    )

    def mentioning(self, claims: ClaimQuerySet, name: str, words: str) -> ClaimQuerySet:
        return claims.mentioning(words)

    def said_by(self, claims: ClaimQuerySet, name: str, source: str) -> ClaimQuerySet:
        keys = [name_key(source)[:LONGEST_NAME], unnamed_key(source)]
        hops = Attribution.objects.filter(appearance__claim=OuterRef("pk"), source__key__in=keys)
        return claims.filter(Exists(hops))


class SourceFilter(django_filters.FilterSet):  # type: ignore[misc]
    name = django_filters.CharFilter(method="called", help_text="Its whole name; case does not count.")
    kind = django_filters.ChoiceFilter(choices=SourceKind.choices, help_text="What kind of source it is.")
    grade = django_filters.ChoiceFilter(
        choices=[*Grade.choices, ("none", "none")],
        method="held_to_be",
        help_text="The grade that holds now, its own or an owner's; `none` for those without one.",
    )

    def called(self, sources: QuerySet[Source], name: str, called: str) -> QuerySet[Source]:
        return sources.filter(key__in=[name_key(called)[:LONGEST_NAME], unnamed_key(called)])

    def held_to_be(self, sources: QuerySet[Source], name: str, grade: str) -> QuerySet[Source]:
        if grade == "none":
            return sources.exclude(pk__in=graded(Grade.values))
        return sources.filter(pk__in=graded([grade]))
