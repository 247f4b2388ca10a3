"""What is asserted, and what we hold about it."""

from typing import Any

from django.db.models import QuerySet
from django_filters.rest_framework import DjangoFilterBackend
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.exceptions import ValidationError
from rest_framework.generics import ListAPIView, RetrieveAPIView
from rest_framework.request import Request
from rest_framework.response import Response

from claims.api.filters import ClaimFilter
from claims.api.queries import (
    APPEARANCES_LISTED,
    APPEARANCES_SHOWN,
    EVIDENCE_SHOWN,
    listed_claims,
    readable_claims,
    with_parts,
)
from claims.api.schema import problems
from claims.api.serializers.claims import ClaimDetailSerializer, ClaimSerializer
from claims.api.views.base import ApiView, ListParameters
from claims.models import Claim
from factcheck.access.permissions import may_see_unpublished

ANYONE: frozenset[str] = frozenset()


class Claims(ListParameters, ApiView, ListAPIView[Claim]):
    scopes = {"GET": ANYONE}
    serializer_class = ClaimSerializer
    queryset = Claim.objects.all()
    filter_backends = [DjangoFilterBackend]
    filterset_class = ClaimFilter

    def get_queryset(self) -> QuerySet[Claim]:
        return with_parts(listed_claims(unpublished=may_see_unpublished(self.request)), appearances=APPEARANCES_LISTED)

    @extend_schema(
        operation_id="claims_list",
        summary="List claims",
        responses={200: ClaimSerializer(many=True), **problems(403, 422)},
    )
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Claims, newest first, one for each thing that is said.

        A key with the scope `review` sees all, everyone else what is published.

        An unknown parameter or value is refused, so that a slip never returns everything.
        """
        if "needs_another_look" in request.query_params and not may_see_unpublished(request):
            self.permission_denied(request, "To filter by needs_another_look, send a key with the scope review.")
        return super().get(request, *args, **kwargs)


class ClaimDetail(ApiView, RetrieveAPIView[Claim]):
    scopes = {"GET": ANYONE}
    parameters = frozenset({"evidence"})
    serializer_class = ClaimDetailSerializer
    queryset = Claim.objects.all()

    def get_queryset(self) -> QuerySet[Claim]:
        return with_parts(readable_claims(unpublished=may_see_unpublished(self.request)), appearances=APPEARANCES_SHOWN)

    def get_serializer_context(self) -> dict[str, Any]:
        wanted = self.request.query_params.get("evidence", "sided") if self.request else "sided"
        if wanted not in ("sided", "all"):
            raise ValidationError({"evidence": ["Give `sided` or `all`."]})
        return {**super().get_serializer_context(), "all_stances": wanted == "all"}

    @extend_schema(
        operation_id="claims_retrieve",
        summary="Read a claim with its evidence",
        parameters=[
            OpenApiParameter(
                "evidence",
                enum=["sided", "all"],
                default="sided",
                description="`sided`: what supports or refutes; `all`: also what says not enough. "
                f"At most {EVIDENCE_SHOWN} come; `evidence_total` says how much there is.",
            )
        ],
        responses={200: ClaimDetailSerializer, **problems(404, 422)},
    )
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """A claim with its appearances, who says so, the latest decision, and the evidence.

        The address of a claim that was merged still answers; `same_as` then names the one to read.
        """
        return super().get(request, *args, **kwargs)
