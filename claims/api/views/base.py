"""What every address of the API has in common."""

from collections.abc import Collection, Mapping
from typing import Any, ClassVar

from django.utils.cache import patch_vary_headers
from rest_framework.generics import GenericAPIView
from rest_framework.request import Request
from rest_framework.views import APIView

from claims.api.parameters import check_parameters
from claims.api.problems import LengthRequired


class ApiView(APIView):
    """Names its scopes per method, and refuses parameters that it does not know."""

    scopes: ClassVar[Mapping[str, frozenset[str]]]
    parameters: ClassVar[frozenset[str]] = frozenset()

    def known_parameters(self) -> Collection[str]:
        return self.parameters

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        if request.method != "OPTIONS":
            check_parameters(request.query_params, self.known_parameters())
        if "HTTP_TRANSFER_ENCODING" in request.META and not request.META.get("CONTENT_LENGTH"):
            raise LengthRequired

    def finalize_response(self, request: Request, response: Any, *args: Any, **kwargs: Any) -> Any:
        """A key may see more than others, so no cache may give one's answer to another."""
        response = super().finalize_response(request, response, *args, **kwargs)
        patch_vary_headers(response, ["Authorization"])
        return response


class ListParameters(GenericAPIView[Any]):
    """The parameters of a list are those of its filters and of its pages, beside its own."""

    parameters: ClassVar[frozenset[str]] = frozenset()

    def known_parameters(self) -> Collection[str]:
        filters = getattr(getattr(self, "filterset_class", None), "base_filters", {})
        return {*self.parameters, *filters, *getattr(self.pagination_class, "parameters", ())}
