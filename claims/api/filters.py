"""What the claims can be narrowed down by; each filter is one query parameter."""

from typing import Any
from uuid import UUID

import django_filters
from django.db.models import Exists, OuterRef, Q, QuerySet
from drf_spectacular.utils import extend_schema_field

from claims.api.moments import MomentFilter
from claims.models import Appearance, Attribution, Mention, Publication
from claims.status import RATINGS, Modality, Polarity, Status
from sources.models import Grade, Source
from sources.models.source import SourceKind, unnamed_key
from sources.search.grades import graded
from sources.text.naming import LONGEST_NAME, name_key

ANOTHER_LOOK = "Whether something new came after the decision that a reviewer has yet to look at."
BY_ID_OR_NAME = "Its id, or its name; case does not count."


class ClaimFilter(django_filters.FilterSet):  # type: ignore[misc]
    """Over the claims themselves, for who may see all."""

    q = django_filters.CharFilter(
        method="mentioning",
        help_text='Words of the statement, and of the quotes of what is published: all of them, "a phrase" in quotes, '
        "-excluded, or `or` between.",
    )
    status = django_filters.ChoiceFilter(
        choices=Status.choices,
        help_text="Where the claim stands. What was withdrawn is not listed without the scope `review`.",
    )
    rating = django_filters.ChoiceFilter(
        choices=[(one.text, one.text) for one in RATINGS.values()],
        method="rated",
        help_text="The verdict in ClaimReview's words.",
    )
    modality = django_filters.ChoiceFilter(choices=Modality.choices, help_text="How it is put.")
    polarity = django_filters.ChoiceFilter(choices=Polarity.choices, help_text="Asserted or negated.")
    language = django_filters.CharFilter(lookup_expr="iexact", help_text="BCP 47 code, as `en`.")
    source = django_filters.CharFilter(
        method="said_by", help_text=f"Anyone in a chain of attributions, speaker or publisher. {BY_ID_OR_NAME}"
    )
    original_speaker = django_filters.CharFilter(
        method="said_first_by", help_text=f"Who a chain of attributions begins with. {BY_ID_OR_NAME}"
    )
    publisher = django_filters.CharFilter(
        method="published_by", help_text=f"The outlet of a report it stands in. {BY_ID_OR_NAME}"
    )
    unnamed_class = django_filters.CharFilter(
        method="said_by_unnamed", help_text="An unnamed class in a chain of attributions, as `officials`."
    )
    entity = django_filters.UUIDFilter(method="naming", help_text="Id of a person, place, ... named where it stands.")
    needs_another_look = extend_schema_field({"type": "boolean", "description": ANOTHER_LOOK})(
        django_filters.TypedChoiceFilter(choices=[("true", "true"), ("false", "false")], coerce="true".__eq__)
    )
    valid_at = MomentFilter(field_name="valid_during", lookup_expr="contains", help_text="Said to hold at this time.")
    created_after = MomentFilter(field_name="created_at", lookup_expr="gte", help_text="At or after this time.")
    created_before = MomentFilter(field_name="created_at", lookup_expr="lt", help_text="Before this time.")
    decided_after = MomentFilter(
        field_name="decided_at", lookup_expr="gte", help_text="Last decided at or after this time."
    )
    decided_before = MomentFilter(field_name="decided_at", lookup_expr="lt", help_text="Last decided before this time.")
    changed_since = MomentFilter(method="changed", help_text="What is public of it changed at or after this time.")

    def mentioning(self, rows: Any, name: str, words: str) -> Any:
        return rows.mentioning(words)

    def rated(self, rows: Any, name: str, text: str) -> Any:
        return rows.filter(status__in=[status for status, one in RATINGS.items() if one.text == text])

    def said_by(self, rows: "QuerySet[Any]", name: str, value: str) -> "QuerySet[Any]":
        return _with_hop(rows, source__in=sources(value))

    def said_first_by(self, rows: "QuerySet[Any]", name: str, value: str) -> "QuerySet[Any]":
        return _with_hop(rows, source__in=sources(value), position=0)

    def published_by(self, rows: "QuerySet[Any]", name: str, value: str) -> "QuerySet[Any]":
        found = sources(value)
        hop = Attribution.objects.filter(appearance__claim=OuterRef("pk"), source__in=found, is_publisher=True)
        carried = Appearance.objects.filter(claim=OuterRef("pk"), snapshot__report__publisher__in=found)
        return rows.filter(Q(Exists(hop)) | Q(Exists(carried)))

    def said_by_unnamed(self, rows: "QuerySet[Any]", name: str, value: str) -> "QuerySet[Any]":
        return _with_hop(rows, unnamed_class=value)

    def naming(self, rows: "QuerySet[Any]", name: str, entity: UUID) -> "QuerySet[Any]":
        named = Q(entity=entity) | Q(entity__same_as=entity)
        return rows.filter(Exists(Mention.objects.filter(named, appearance__claim=OuterRef("pk"))))

    def changed(self, rows: "QuerySet[Any]", name: str, since: Any) -> "QuerySet[Any]":
        standing = Publication.objects.standing().filter(claim=OuterRef("pk"), published_at__gte=since)
        return rows.filter(Exists(standing))


class PublicationFilter(ClaimFilter):
    """The same over what is public, by the columns of the publications alone: the past answers as it did then."""

    def said_by(self, rows: "QuerySet[Any]", name: str, value: str) -> "QuerySet[Any]":
        return rows.filter(speakers__overlap=sources(value))

    def said_first_by(self, rows: "QuerySet[Any]", name: str, value: str) -> "QuerySet[Any]":
        return rows.filter(original_speakers__overlap=sources(value))

    def published_by(self, rows: "QuerySet[Any]", name: str, value: str) -> "QuerySet[Any]":
        return rows.filter(publishers__overlap=sources(value))

    def said_by_unnamed(self, rows: "QuerySet[Any]", name: str, value: str) -> "QuerySet[Any]":
        return rows.filter(unnamed_classes__contains=[value])

    def naming(self, rows: "QuerySet[Any]", name: str, entity: UUID) -> "QuerySet[Any]":
        return rows.filter(entities__contains=[entity])

    def changed(self, rows: "QuerySet[Any]", name: str, since: Any) -> "QuerySet[Any]":
        return rows.filter(published_at__gte=since)


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


def sources(value: str) -> list[UUID]:
    """The ids that a name stands for: its key is given once and for all, so the answer does not change."""
    try:
        return [UUID(value)]
    except ValueError:
        keys = [name_key(value)[:LONGEST_NAME], unnamed_key(value)]
        return list(Source.objects.filter(key__in=keys).values_list("pk", flat=True))


def _with_hop(rows: "QuerySet[Any]", **hop: Any) -> "QuerySet[Any]":
    return rows.filter(Exists(Attribution.objects.filter(appearance__claim=OuterRef("pk"), **hop)))
