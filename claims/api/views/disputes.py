"""Who contests a published claim sends it here, and reads how it stands."""

from django.http import Http404
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse
from rest_framework.throttling import BaseThrottle

from claims.api.schema import problems
from claims.api.serializers.disputes import DisputeSerializer, IncomingDisputeSerializer, OpenedDisputeSerializer
from claims.api.views.base import ApiView
from claims.api.views.claims import ANYONE
from claims.models import Claim, Dispute
from claims.services.dispute_claim import dispute_of, open_dispute
from factcheck.access.throttling import ContestThrottle


class Disputes(ApiView):
    scopes = {"POST": ANYONE}

    def get_throttles(self) -> list[BaseThrottle]:
        return [*super().get_throttles(), ContestThrottle()]

    @extend_schema(
        operation_id="disputes_create",
        summary="Contest a claim",
        request=IncomingDisputeSerializer,
        responses={201: OpenedDisputeSerializer, **problems(400, 404, 411, 413, 415, 422)},
    )
    def post(self, request: Request) -> Response:
        """Say what is wrong with a published claim. A person looks at it and answers by the deadline.

        `status_url` is where the answer will stand; it is given out this once. Few are taken from one address in an
        hour, with a key or without.
        """
        sent = IncomingDisputeSerializer(data=request.data)
        sent.is_valid(raise_exception=True)
        try:
            dispute, token = open_dispute(sent.validated_data["claim"], sent.contest())
        except Claim.DoesNotExist as error:
            raise Http404 from error
        url = reverse("api-dispute", [token], request=request)
        told = OpenedDisputeSerializer(dispute, context={"request": request, "status_url": url})
        return Response(told.data, status=status.HTTP_201_CREATED, headers={"Location": url})


class DisputeStatus(ApiView):
    scopes = {"GET": ANYONE}

    @extend_schema(
        operation_id="disputes_retrieve",
        summary="Read how a dispute stands",
        parameters=[OpenApiParameter("token", OpenApiTypes.STR, OpenApiParameter.PATH)],
        responses={200: DisputeSerializer, **problems(404, 422)},
    )
    def get(self, request: Request, token: str) -> Response:
        """How a dispute stands, and its answer; the address comes from sending it in."""
        try:
            dispute = dispute_of(token)
        except Dispute.DoesNotExist as error:
            raise Http404 from error
        return Response(DisputeSerializer(dispute, context={"request": request}).data)
