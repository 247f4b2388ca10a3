"""Who says things, and how they are held to be."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django_filters.rest_framework import DjangoFilterBackend
from drf_spectacular.utils import extend_schema
from rest_framework.generics import ListAPIView, RetrieveAPIView
from rest_framework.request import Request
from rest_framework.response import Response

from claims.api.filters import SourceFilter
from claims.api.schema import problems
from claims.api.serializers.sources import ListedSourceSerializer, SourceDetailSerializer
from claims.api.views.base import ApiView, ListParameters
from claims.api.views.claims import ANYONE
from claims.models import Attribution, Claim
from factcheck.access.permissions import may_see_unpublished
from sources.models import Source, SourceRating
from sources.search.grades import grades_of


def readable_sources(*, unpublished: bool) -> QuerySet[Source]:
    """Without the review scope those that stand in the chain of a published claim."""
    rows = Source.objects.select_related("owner")
    if unpublished:
        return rows
    is_public = Q(published_at__isnull=False) | Q(merge__kept__published_at__isnull=False)
    published = Attribution.objects.filter(appearance__claim__in=Claim.objects.filter(is_public))
    return rows.filter(Exists(published.filter(source=OuterRef("pk"))))


class Sources(ListParameters, ApiView, ListAPIView[Source]):
    scopes = {"GET": ANYONE}
    serializer_class = ListedSourceSerializer
    queryset = Source.objects.all()
    filter_backends = [DjangoFilterBackend]
    filterset_class = SourceFilter
    page: Sequence[Source] = ()

    def get_queryset(self) -> QuerySet[Source]:
        return readable_sources(unpublished=may_see_unpublished(self.request))

    def paginate_queryset(self, queryset: Any) -> Any:
        self.page = super().paginate_queryset(queryset) or ()
        return self.page

    def get_serializer_context(self) -> dict[str, Any]:
        return {**super().get_serializer_context(), "grades": grades_of(row.pk for row in self.page)}

    @extend_schema(
        operation_id="sources_list",
        summary="List sources",
        responses={200: ListedSourceSerializer(many=True), **problems(403, 422)},
    )
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Sources of published claims, newest first, with the grade that holds now; their own page tells more.

        A key with the scope `review` sees all sources.
        """
        return super().get(request, *args, **kwargs)


class SourceDetail(ApiView, RetrieveAPIView[Source]):
    scopes = {"GET": ANYONE}
    serializer_class = SourceDetailSerializer
    queryset = Source.objects.all()

    def get_queryset(self) -> QuerySet[Source]:
        ratings = Prefetch("ratings", SourceRating.objects.select_related("rated_by"))
        return readable_sources(unpublished=may_see_unpublished(self.request)).prefetch_related(ratings)

    def get_serializer_context(self) -> dict[str, Any]:
        pk = self.kwargs.get("pk")
        return {**super().get_serializer_context(), "grades": grades_of([pk] if pk else [])}

    @extend_schema(
        operation_id="sources_retrieve",
        summary="Read a source with its ratings and track record",
        responses={200: SourceDetailSerializer, **problems(404, 422)},
    )
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """How reliable people hold a source to be, since when and why, and beside it how what it said turned out."""
        return super().get(request, *args, **kwargs)
