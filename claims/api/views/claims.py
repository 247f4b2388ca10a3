"""What is asserted, and what we hold about it: to readers as it was published, to reviewers as it stands."""

from typing import Any, ClassVar, NoReturn
from uuid import UUID

from django.db.models import QuerySet
from django.http.response import HttpResponseBase
from django_filters.rest_framework import DjangoFilterBackend
from django_filters.utils import translate_validation
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.exceptions import NotFound, ValidationError
from rest_framework.generics import ListAPIView, RetrieveAPIView
from rest_framework.request import Request

from claims.api.answer import answer, etag, unchanged
from claims.api.filters import ClaimFilter, PublicationFilter
from claims.api.moments import moment_of
from claims.api.pagination import PublicPages
from claims.api.picture import Picture, picture
from claims.api.problems import Gone
from claims.api.queries import with_parts
from claims.api.schema import problems
from claims.api.serializers.claims import ClaimDetailSerializer, ClaimSerializer
from claims.api.views.base import ApiView, ListParameters
from claims.models import Claim, Publication
from claims.services.public.document import APPEARANCES_LISTED
from claims.services.public.rows import APPEARANCES_SHOWN, EVIDENCE_SHOWN
from factcheck.access.permissions import may_see_unpublished

ANYONE: frozenset[str] = frozenset()
KNOWN_AT = OpenApiParameter(
    "known_at",
    OpenApiTypes.DATETIME,
    description="What was public at this moment, whatever came since. The answer is always the same, but for what "
    "law had us erase. It also gives a key with the scope `review` what was public then.",
)


def is_live(request: Request) -> bool:
    """Reviewers see all as it stands, unless they ask for the past, which is what was public."""
    return may_see_unpublished(request) and "known_at" not in request.query_params


class Claims(ListParameters, ApiView, ListAPIView[Claim]):
    scopes = {"GET": ANYONE}
    serializer_class = ClaimSerializer
    queryset = Claim.objects.all()
    filter_backends = [DjangoFilterBackend]
    filterset_class = ClaimFilter
    parameters: ClassVar[frozenset[str]] = frozenset({"known_at"})

    def get_queryset(self) -> QuerySet[Claim]:
        return with_parts(Claim.objects.kept(), appearances=APPEARANCES_LISTED)

    @extend_schema(
        operation_id="claims_list",
        summary="List claims",
        parameters=[KNOWN_AT],
        responses={200: ClaimSerializer(many=True), **problems(412, 422)},
    )
    def get(self, request: Request, *args: Any, **kwargs: Any) -> HttpResponseBase:  # type: ignore[override]
        """Claims, newest first, one for each thing that is said.

        A key with the scope `review` sees all as it stands. Everyone else sees what is published; all pages that
        `next` leads to are of the same picture, whatever is published meanwhile, and `ETag` says whether it changed.

        An unknown parameter or value is refused, so that a slip never returns everything.
        """
        if is_live(request):
            return super().get(request, *args, **kwargs)
        return self._published(request, picture(request))

    def _published(self, request: Request, of: Picture) -> HttpResponseBase:
        tag = etag(request.get_full_path(), of.position, of.erased)
        if found := unchanged(request, tag, of.taken_at):
            return found
        narrowed = PublicationFilter(request.query_params, of.rows().listed(), request=request)
        if not narrowed.is_valid():
            raise translate_validation(narrowed.errors)
        pages = PublicPages(of.position)
        rows = pages.paginate_queryset(narrowed.qs.only("claim", "card"), request, self)
        return answer(pages.body([row.card for row in rows]), tag, of.taken_at)


class ClaimDetail(ApiView, RetrieveAPIView[Claim]):
    scopes = {"GET": ANYONE}
    parameters = frozenset({"evidence", "known_at", "valid_at"})
    serializer_class = ClaimDetailSerializer
    queryset = Claim.objects.all()

    def get_queryset(self) -> QuerySet[Claim]:
        rows = with_parts(Claim.objects.all(), appearances=APPEARANCES_SHOWN)
        return rows.filter(valid_during__contains=self.valid_at) if self.valid_at else rows

    def get_serializer_context(self) -> dict[str, Any]:
        wanted = self.request.query_params.get("evidence", "sided") if self.request else "sided"
        return {**super().get_serializer_context(), "all_stances": wanted == "all"}

    @extend_schema(
        operation_id="claims_retrieve",
        summary="Read a claim with its evidence",
        parameters=[
            OpenApiParameter(
                "evidence",
                enum=["sided", "all"],
                default="sided",
                description="`sided`: what supports or refutes; `all`, with the scope `review`: also what says not "
                f"enough. At most {EVIDENCE_SHOWN} come; `evidence_total` says how much there is.",
            ),
            KNOWN_AT,
            OpenApiParameter(
                "valid_at", OpenApiTypes.DATETIME, description="Only if it is said to hold at this time; else 404."
            ),
        ],
        responses={200: ClaimDetailSerializer, **problems(403, 404, 410, 412, 422)},
    )
    def get(self, request: Request, *args: Any, **kwargs: Any) -> HttpResponseBase:  # type: ignore[override]
        """A claim with its appearances, who says so, the latest decision, and the evidence.

        The address of a claim that was merged still answers; `same_as` then names the one to read. `ETag` and
        `Last-Modified` say which version of it is public. What was withdrawn is 410, with the reason and the date.
        """
        self.valid_at = moment_of(request, "valid_at")
        wanted = request.query_params.get("evidence", "sided")
        if wanted not in ("sided", "all"):
            raise ValidationError({"evidence": ["Give `sided` or `all`."]})
        if is_live(request):
            return super().get(request, *args, **kwargs)
        if wanted == "all":
            self._refuse_all_evidence(request)
        return self._published(request, kwargs["pk"])

    def _refuse_all_evidence(self, request: Request) -> NoReturn:
        words = "What takes no side is not published. To read it, ask for how it stands now with the scope review."
        self.permission_denied(request, words)

    def _published(self, request: Request, pk: UUID) -> HttpResponseBase:
        of = picture(request) if "known_at" in request.query_params else None
        rows = (of.rows() if of else Publication.objects.standing()).filter(claim=pk)
        if self.valid_at:
            rows = rows.filter(valid_during__contains=self.valid_at)
        known = rows.filter(tombstone="").only(*MARKS).first() if is_conditional(request) else None
        if known and (found := unchanged(request, _tag(known), known.published_at)):
            return found
        row = rows.only("document", "tombstone", *MARKS).first()
        if row is None:
            raise NotFound
        if row.tombstone:
            raise Gone(row.content)
        return answer(row.document, _tag(row), row.published_at)


MARKS = ("sequence", "published_at")
CONDITIONS = ("HTTP_IF_NONE_MATCH", "HTTP_IF_MATCH", "HTTP_IF_MODIFIED_SINCE", "HTTP_IF_UNMODIFIED_SINCE")


def is_conditional(request: Request) -> bool:
    return any(name in request.META for name in CONDITIONS)


def _tag(row: Publication) -> str:
    return etag(row.sequence)
