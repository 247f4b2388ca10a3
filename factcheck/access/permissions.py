"""What a key may do: a view names the scopes it needs, per method."""

from typing import TYPE_CHECKING

from rest_framework.exceptions import NotAuthenticated
from rest_framework.permissions import BasePermission
from rest_framework.request import Request

from factcheck.access.models import ApiKey, Scope

if TYPE_CHECKING:  # REST framework's views load this module by its name in the settings
    from rest_framework.views import APIView


def scopes_of(request: Request) -> frozenset[str]:
    return frozenset(request.auth.scopes) if isinstance(request.auth, ApiKey) else frozenset()


def may_see_unpublished(request: Request) -> bool:
    return Scope.REVIEW in scopes_of(request)


class HasScope(BasePermission):
    """`view.scopes` maps a method to the scopes of which one is needed; an unlisted method is refused.

    An empty set means that anyone may.
    """

    message = ""

    def has_permission(self, request: Request, view: "APIView") -> bool:
        if request.method == "OPTIONS":
            return True
        needed: dict[str, frozenset[str]] = getattr(view, "scopes", {})
        method = "GET" if request.method == "HEAD" else str(request.method)
        if method not in needed:
            return True  # the view itself answers 405
        if not needed[method]:
            return True
        if request.auth is None:
            raise NotAuthenticated("This address needs a key: send `Authorization: Bearer KEY`.")
        self.message = (
            f"This key lacks the scope that this address needs: {' or '.join(sorted(needed[method]))}. "
            "Ask an administrator for a key that has it."
        )
        return bool(needed[method] & scopes_of(request))
