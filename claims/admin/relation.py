"""Relations between claims: what the machine proposes, and what people made of it."""

from typing import Any
from uuid import UUID

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path
from django.views.decorators.http import require_POST

from claims.admin.identity import pair_page
from claims.errors import RelationRefused
from claims.models import Relation
from claims.models.relation import RelationState
from claims.services.settle_relation import PERMISSION, settle_relation
from factcheck.access.rooms import ReadOnly, allowed

DONE = {
    RelationState.ACCEPTED: "The relation is accepted. It changes no status: a reviewer decides.",
    RelationState.REJECTED: "The relation is rejected; it will not be proposed again.",
    RelationState.PROPOSED: "That is taken back; the relation is proposed as before.",
}


@admin.register(Relation)
class RelationAdmin(ReadOnly):
    list_display = ("from_claim", "kind", "to_claim", "why", "state", "settled_by")
    list_filter = ("state", "kind")
    list_select_related = ("from_claim", "to_claim", "settled_by")

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Relation]":
        return Relation.objects.defer("from_claim__search", "to_claim__search")

    @admin.display(description="why")
    def why(self, row: Relation) -> str:
        return " ".join(row.reasons)

    def get_urls(self) -> list[URLPattern]:
        settle = path("<uuid:pk>/settle/", self.admin_site.admin_view(settle_view), name="claims_relation_settle")
        return [settle, *super().get_urls()]

    def change_view(self, request: HttpRequest, object_id: str, *args: Any, **kwargs: Any) -> HttpResponse:
        row = get_object_or_404(Relation, pk=object_id)
        return redirect(pair_page(row.from_claim_id, row.to_claim_id))


@require_POST
def settle_view(request: HttpRequest, pk: UUID) -> HttpResponse:
    """`to` is where it goes: accepted, rejected, or back to proposed."""
    person = allowed(request, PERMISSION, "Only reviewers settle relations. Ask an administrator for the role.")
    row = get_object_or_404(Relation, pk=pk)
    to = request.POST.get("to", "")
    if to not in RelationState:
        messages.error(request, "Choose whether to accept or to reject it.")
        return redirect(pair_page(row.from_claim_id, row.to_claim_id))
    try:
        settle_relation(row.pk, RelationState(to), person)
    except RelationRefused as error:
        messages.error(request, error.message)
    else:
        messages.success(request, DONE[RelationState(to)])
    return redirect(pair_page(row.from_claim_id, row.to_claim_id))
