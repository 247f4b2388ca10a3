"""What became public, in the order in which it did: for those who keep a copy."""

import json
from collections.abc import Collection, Iterator

from django.http.response import HttpResponseBase
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request

from claims.api.answer import answer, etag, unchanged
from claims.api.pagination import LARGEST_PAGE, PAGE_SIZE, bad
from claims.api.picture import LAST, picture_at
from claims.api.schema import problems
from claims.api.serializers.changes import ChangesSerializer
from claims.api.views.base import ApiView
from claims.models import Publication
from claims.services.public.document import moment
from factcheck.log.models import LogEntry, LogPayload

PATH = "/api/v1/changes/"


class Changes(ApiView):
    scopes = {"GET": frozenset()}
    parameters = frozenset({"after", "limit"})

    @extend_schema(
        operation_id="changes_list",
        summary="Follow what becomes public",
        parameters=[
            OpenApiParameter("after", int, description="The sequence that you have come to; at first 0."),
            OpenApiParameter(
                "limit",
                {"type": "integer", "minimum": 1, "maximum": LARGEST_PAGE, "default": PAGE_SIZE},
                description="How many changes come at most.",
            ),
        ],
        responses={200: ChangesSerializer, **problems(412, 422)},
    )
    def get(self, request: Request) -> HttpResponseBase:
        """Every change of what is public of claims, the oldest first, none missing: start from 0, follow `next`.

        Replayed from 0 it gives what the claims give now. What was erased since comes as a tombstone, and whole again
        with the version after it.
        """
        after, limit = _number(request, "after", 0, LAST), _number(request, "limit", PAGE_SIZE, LARGEST_PAGE)
        head = picture_at(LAST)
        if after > head.position and not LogEntry.objects.filter(sequence__gte=after).exists():
            raise bad("after", "The log has not come that far: this sequence is not from here. Start from 0.")
        tag = etag(request.get_full_path(), head.position, head.erased)
        if found := unchanged(request, tag, head.taken_at):
            return found
        rows = Publication.objects.filter(sequence__gt=after, sequence__lte=head.position).order_by("sequence")
        page = list(rows.defer("search", "words", "card")[:limit])
        following = f"{PATH}?after={page[-1].sequence if page else after}&limit={limit}"
        body = f'{{"results":[{",".join(_changes(page))}],"next":{json.dumps(following)}}}'
        return answer(body, tag, head.taken_at)


def _changes(page: Collection[Publication]) -> Iterator[str]:
    sequences = [row.sequence for row in page]
    said = dict(LogPayload.objects.filter(entry__in=sequences).values_list("entry_id", "body"))
    erased = Publication.objects.filter(until_sequence__in=sequences, erased_in__isnull=False)
    after_erasure = set(erased.values_list("until_sequence", flat=True))
    for row in page:
        body = said.get(row.sequence)
        if body is None or row.version == 1 or row.sequence in after_erasure:
            yield _change(row, "null", row.document)  # nobody who starts from 0 has what it would change
        else:
            patch = json.loads(body)
            yield _change(row, patch["before"], patch["after"])


def _change(row: Publication, before: str, after: str) -> str:
    what = {
        "sequence": row.sequence,
        "at": moment(row.published_at),
        "claim": str(row.claim_id),
        "version": row.version,
        "tombstone": row.tombstone or None,
    }
    return f'{json.dumps(what, separators=(",", ":"))[:-1]},"before":{before},"after":{after}}}'


def _number(request: Request, name: str, default: int, most: int) -> int:
    given = request.query_params.get(name)
    if given is None:
        return default
    least = 0 if name == "after" else 1
    if given.isascii() and given.isdecimal() and len(given) <= 19 and least <= int(given) <= most:
        return int(given)
    raise bad(name, f"Give a whole number from {least} to {most}.")
