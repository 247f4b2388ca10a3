"""Webhooks: a key sets up its own, tries them, renews their secrets and has dead letters sent again."""

from dataclasses import asdict
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.http import Http404
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse

from claims.api.pagination import bad
from claims.api.problems import Problem, problem_of
from claims.api.schema import problems
from claims.api.serializers.webhooks import (
    Exact,
    IncomingWebhookSerializer,
    NewWebhookSerializer,
    OverlapSerializer,
    PingedSerializer,
    ReplayedSerializer,
    ReplaySerializer,
    WebhookChangeSerializer,
    WebhookSerializer,
    WebhooksSerializer,
)
from claims.api.views.base import ApiView
from claims.api.views.changes import check_after
from claims.models import Endpoint
from claims.services.public.changes import head
from claims.services.webhooks.manage import PING_PAUSE, TooSoon, ping, replay, set_up
from claims.services.webhooks.owners import line_of
from claims.services.webhooks.secrets import rotate
from claims.services.webhooks.stop import start
from factcheck.access.models import ApiKey, Scope
from factcheck.outside import Unreachable

READERS = frozenset({Scope.READ.value})
MOST = 10
OFF = "It was switched off through the API."


@problem_of.register
def _(error: TooSoon) -> Problem:
    seconds = int(PING_PAUSE.total_seconds())
    detail = f"A ping went out a moment ago. Wait {seconds} seconds before the next one."
    return Problem(429, "too_soon", detail, headers={"Retry-After": str(seconds)})


def own(request: Request) -> Any:
    """Those of the key that asks, and of the keys before and after it in its line."""
    key = request.auth
    return Endpoint.objects.filter(key__in=line_of(key)) if isinstance(key, ApiKey) else Endpoint.objects.none()


def one(request: Request, pk: UUID) -> Endpoint:
    endpoint: Endpoint | None = own(request).filter(pk=pk).first()
    if endpoint is None:
        raise Http404
    return endpoint


def given(kind: type[Exact], request: Request) -> dict[str, Any]:
    handed_in = kind(data=request.data)
    handed_in.is_valid(raise_exception=True)
    valid: dict[str, Any] = handed_in.validated_data
    return valid


class Webhooks(ApiView):
    scopes = {"GET": READERS, "POST": READERS}

    @extend_schema(
        operation_id="webhooks_list",
        summary="List your webhooks",
        responses={200: WebhooksSerializer, **problems(403, 422)},
    )
    def get(self, request: Request) -> Response:
        """The webhooks that this key, or one that it took the place of, has set up."""
        return Response({"results": WebhookSerializer(own(request)[:MOST], many=True).data})

    @extend_schema(
        operation_id="webhooks_create",
        summary="Set up a webhook",
        request=IncomingWebhookSerializer,
        responses={201: NewWebhookSerializer, **problems(400, 403, 411, 413, 415, 422)},
    )
    def post(self, request: Request) -> Response:
        """Each change of the feed is posted to the address: `{"type", "timestamp", "data"}`, `data` as the feed has it.

        Messages are signed as Standard Webhooks says, with `secret`, which is given out this once. A change comes after
        those before it, and at least once: the header `webhook-id` is the same whenever it comes again. An answer other
        than 2xx is tried again, with growing pauses; what is given up stays a dead letter until you have it replayed.
        """
        wanted = given(IncomingWebhookSerializer, request)
        if "after" in wanted:
            check_after(wanted["after"], head())
        if own(request).count() >= MOST:
            raise bad("url", f"A key may have {MOST} webhooks. Delete one that you no longer need.")
        try:
            made, secret = set_up(**wanted, key=request.auth)
        except Unreachable as error:
            raise bad("url", str(error)) from error
        told = NewWebhookSerializer(made, context={"secret": secret})
        where = {"Location": reverse("api-webhook", [made.pk], request=request)}
        return Response(told.data, status=status.HTTP_201_CREATED, headers=where)


class WebhookDetail(ApiView):
    scopes = {"GET": READERS, "PATCH": READERS, "DELETE": READERS}

    @extend_schema(
        operation_id="webhooks_retrieve",
        summary="Read how a webhook stands",
        responses={200: WebhookSerializer, **problems(403, 404, 422)},
    )
    def get(self, request: Request, pk: UUID) -> Response:
        """How far it has come, what it waits for, and what was given up."""
        return Response(WebhookSerializer(one(request, pk)).data)

    @extend_schema(
        operation_id="webhooks_change",
        summary="Switch a webhook on or off",
        request=WebhookChangeSerializer,
        responses={200: WebhookSerializer, **problems(400, 403, 404, 411, 413, 415, 422)},
    )
    def patch(self, request: Request, pk: UUID) -> Response:
        """Switch it on or off, or change what it is told of. It keeps its place in the feed meanwhile."""
        endpoint, wanted = one(request, pk), given(WebhookChangeSerializer, request)
        ours = Endpoint.objects.filter(pk=endpoint.pk)
        if "events" in wanted:
            ours.update(events=wanted["events"])
        if wanted.get("is_active"):
            start(endpoint)
        elif "is_active" in wanted:
            ours.update(is_active=False, why_inactive=OFF)
        endpoint.refresh_from_db()
        return Response(WebhookSerializer(endpoint).data)

    @extend_schema(
        operation_id="webhooks_delete",
        summary="Delete a webhook",
        responses={204: None, **problems(403, 404, 422)},
    )
    def delete(self, request: Request, pk: UUID) -> Response:
        """Nothing more is sent; the record of what was is deleted with it."""
        one(request, pk).delete()
        return Response(status=status.HTTP_204_NO_CONTENT)


class WebhookPing(ApiView):
    scopes = {"POST": READERS}

    @extend_schema(
        operation_id="webhooks_ping",
        summary="Try a webhook",
        request=None,
        responses={200: PingedSerializer, **problems(403, 404, 411, 422)},
    )
    def post(self, request: Request, pk: UUID) -> Response:
        """Send a message of type `ping` at once, signed like any other, and tell what came of it."""
        outcome = asdict(ping(one(request, pk), timezone.now()))
        return Response({name: outcome[name] for name in ("status", "error")})


class WebhookRotation(ApiView):
    scopes = {"POST": READERS}

    @extend_schema(
        operation_id="webhooks_rotate",
        summary="Renew a webhook's secret",
        request=OverlapSerializer,
        responses={200: NewWebhookSerializer, **problems(400, 403, 404, 411, 413, 415, 422)},
    )
    def post(self, request: Request, pk: UUID) -> Response:
        """A new secret, given out this once. For some hours messages are signed by both, so that none is lost."""
        endpoint, wanted = one(request, pk), given(OverlapSerializer, request)
        secret = rotate(endpoint, timedelta(hours=wanted["hours"]), timezone.now())
        endpoint.refresh_from_db()
        return Response(NewWebhookSerializer(endpoint, context={"secret": secret}).data)


class WebhookReplay(ApiView):
    scopes = {"POST": READERS}

    @extend_schema(
        operation_id="webhooks_replay",
        summary="Send dead letters again",
        request=ReplaySerializer,
        responses={200: ReplayedSerializer, **problems(400, 403, 404, 411, 413, 415, 422)},
    )
    def post(self, request: Request, pk: UUID) -> Response:
        """Changes that were given up are sent again, before anything new, the oldest first.

        They come after later changes of the same claim that have arrived: compare `version`.
        """
        endpoint, wanted = one(request, pk), given(ReplaySerializer, request)
        return Response({"replayed": replay(endpoint, wanted.get("sequence"))})
