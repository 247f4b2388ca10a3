"""What is written to the logs of each request: never a key that came in its address."""

import re

from django.http import HttpRequest
from django_structlog.middlewares import RequestMiddleware

SECRET = re.compile(r"(?<=[?&])(key|access_token|oauth_token|token)=[^&]*", re.IGNORECASE)


def scrubbed(address: str) -> str:
    return SECRET.sub(r"\1=…", address)


class LoggedRequests(RequestMiddleware):
    """One line when a request comes and one when it is answered."""

    @staticmethod
    def format_request(request: HttpRequest) -> str:
        return f"{request.method} {scrubbed(request.get_full_path())}"
