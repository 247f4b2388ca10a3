"""Asks the model until there is a usable answer: again where that may help, within its time and the day's tokens."""

import json
import time
from collections.abc import Callable
from typing import Any, TypeVar

from claims.engines.llm.budget import Budget
from claims.engines.llm.client import complete
from claims.engines.llm.config import Endpoint
from claims.engines.llm.errors import Unanswered
from factcheck.deadline import Deadline

BYTES_A_TOKEN = 3
"""About; what a request really cost takes the place of this estimate."""

T = TypeVar("T")


class Questions:
    """What is asked about one piece of work: all requests together, pauses included, take `endpoint.report_seconds`.

    A database transaction is open meanwhile (`sources.services.work.carry_out`).
    """

    def __init__(self, endpoint: Endpoint, budget: Budget) -> None:
        self._endpoint, self._budget = endpoint, budget
        self._deadline = Deadline(endpoint.report_seconds)

    def ask(self, body: dict[str, Any], parse: Callable[[str], T]) -> T:
        """What `parse` makes of the answer. Asks again after a pause where that may help. Raises Unanswered."""
        pause = self._endpoint.pause
        for left in reversed(range(self._endpoint.attempts)):
            try:
                return self._ask_once(body, parse)
            except Unanswered as error:
                wait = pause if error.wait is None else max(pause, error.wait)
                if not (error.retry and left and wait < self._deadline.left()):
                    raise
                time.sleep(wait)
                pause *= 2
        raise AssertionError("attempts is at least 1")

    def _ask_once(self, body: dict[str, Any], parse: Callable[[str], T]) -> T:
        seconds = min(self._endpoint.answer_seconds, self._deadline.left())
        if seconds <= 0:
            raise Unanswered(f"the model's answers together took longer than {self._endpoint.report_seconds:.3g} s")
        reservation = self._budget.reserve(len(json.dumps(body)) // BYTES_A_TOKEN + self._endpoint.answer_tokens)
        spent = None
        try:
            completion = complete(self._endpoint, body, seconds)
            spent = completion.tokens
            return parse(completion.content)
        except Unanswered as error:
            spent = error.spent if spent is None else spent
            raise
        finally:
            self._budget.settle(reservation, spent)
