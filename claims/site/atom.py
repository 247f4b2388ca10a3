"""An Atom feed of what was published or changed last, for readers' own programs."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.views.decorators.http import condition, require_safe

from claims.models import Publication
from claims.status import RATINGS, Status

ENTRIES = 50


def _tag(request: HttpRequest) -> str:
    return f'"{Publication.objects.head()}"'


@require_safe
@condition(etag_func=_tag)
def atom(request: HttpRequest) -> HttpResponse:
    """Newest change first; an entry keeps its id through all changes of its claim."""
    feed = Atom1Feed(
        title=f"{settings.SITE_NAME}: claims",
        link=request.build_absolute_uri("/"),
        feed_url=request.build_absolute_uri(request.path),
        description="What was asserted, and what a reviewer decided on the evidence.",
        language="en",
    )
    rows = Publication.objects.standing().listed().defer("search", "words", "card").order_by("-sequence")
    for row in rows[:ENTRIES]:
        shown, url = row.content, request.build_absolute_uri(reverse("claim", args=[row.claim_id]))
        feed.add_item(
            title=f"{RATINGS[Status(row.status)].text}: {shown['statement']}",
            link=url,
            description=shown["decision"]["rationale"] if shown["decision"] else "",
            unique_id=f"urn:uuid:{row.claim_id}",
            pubdate=row.first_published_at,
            updateddate=row.published_at,
        )
    response = HttpResponse(feed.writeString("utf-8"), "application/atom+xml; charset=utf-8")
    response.headers["Cache-Control"] = "public, max-age=60"
    return response
