"""How the API describes itself (OpenAPI 3.1)."""

from collections.abc import Mapping
from typing import Any

from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import OpenApiResponse

from claims.api.problems import MEDIA_TYPE
from claims.api.serializers.problems import GoneSerializer, ProblemSerializer
from factcheck.access.models import Scope

MEANINGS = {
    400: "The body is not JSON.",
    401: "A key is needed, or this one is not valid.",
    403: "The key lacks the scope.",
    404: "There is nothing here that this key may see.",
    406: "The address answers with another media type than `Accept` names.",
    409: "It is not so yet, or no longer: `code` and `detail` say what stands in the way.",
    410: "It was public and is no longer; `code` says why: `withdrawn`, `apart` or `erased`.",
    411: "The body has no Content-Length.",
    412: "It has changed since what `If-Match` names.",
    413: "The body is too large.",
    415: "The body is not application/json.",
    416: "The range lies beyond the end; `Content-Range` tells the length.",
    422: "A field or a parameter can't be used; `errors` names it.",
    429: "Too many requests; `Retry-After` says when to come back.",
    503: "No more clients can wait here; `Retry-After` says when to come back.",
}


SHAPES = {"enum", "format", "pattern"}
WITH_VALUE = r"^[^\u0000]*[^\s\u0000][^\u0000]*$"


def problems(*statuses: int) -> dict[tuple[int, str], OpenApiResponse]:
    """The errors of an address, for `extend_schema(responses=...)`; 401 and 429 can always happen."""
    return {
        (status, MEDIA_TYPE): OpenApiResponse(GoneSerializer if status == 410 else ProblemSerializer, MEANINGS[status])
        for status in sorted({401, 429, *statuses})
    }


class KeyScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    target_class = "factcheck.access.authentication.KeyAuthentication"
    name = "key"

    def get_security_definition(self, auto_schema: AutoSchema) -> dict[str, str]:
        scopes = "\n".join(f"- `{scope.value}`: {str(scope.label).partition(': ')[2]}" for scope in Scope)
        return {
            "type": "http",
            "scheme": "bearer",
            "description": "`Authorization: Bearer KEY`. What is published needs no key. A key carries "
            f"scopes:\n{scopes}",
        }


class ScopedSchema(AutoSchema):
    """Names the scopes of which each operation needs one, as `view.scopes` has them."""

    def get_auth(self) -> list[dict[str, Any]]:
        super().get_auth()  # it registers the scheme
        scopes: Mapping[str, frozenset[str]] = getattr(self.view, "scopes", {})
        needed = sorted(scopes.get(self.method, ()))
        return [{"key": [scope]} for scope in needed] or [{"key": []}, {}]


def require_values(result: dict[str, Any], **_: Any) -> dict[str, Any]:
    """`check_parameters` refuses a parameter without a value: say so of each text that has no shape of its own."""
    for operations in result["paths"].values():
        for operation in operations.values():
            for parameter in operation.get("parameters", []):
                schema = parameter["schema"]
                if parameter["in"] == "query" and schema.get("type") == "string" and not SHAPES & schema.keys():
                    schema["pattern"] = WITH_VALUE
    return result
