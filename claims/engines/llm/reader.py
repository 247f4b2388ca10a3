"""Asks the model about a report, part by part, and reads it with `local` where there is no answer to be had."""

import json
import time
from dataclasses import replace
from hashlib import sha256
from typing import Any

import structlog

from claims.engines.llm.accept import Acceptance
from claims.engines.llm.answer import Answer, parse
from claims.engines.llm.budget import Budget
from claims.engines.llm.client import complete
from claims.engines.llm.config import Endpoint
from claims.engines.llm.deadline import Deadline
from claims.engines.llm.errors import Unanswered
from claims.engines.llm.prompt import VERSION, pages, request
from claims.engines.protocols import Reader, ReportText
from claims.pipeline.draft import ClaimDraft, ReadingDraft

logger = structlog.get_logger(__name__)
LONGEST_VERSION = 60
BYTES_A_TOKEN = 3
"""About; what a request really cost takes the place of this estimate."""


class LlmReader:
    """Believes the model only where the report's own words bear it out, and marks readings as the model's.

    A database transaction is open while a report is read (`sources.services.work.carry_out`), so all of a report's
    requests together are bounded by `report_seconds`; a report that takes longer is read by `local`, whole.
    """

    def __init__(self, endpoint: Endpoint, budget: Budget, local: Reader) -> None:
        self._endpoint, self._budget, self._local = endpoint, budget, local
        self.version = _version(endpoint.model)

    def read(self, report: ReportText) -> ReadingDraft:
        """What holds of the model's reading; else `local`'s, with a note that says why."""
        try:
            accepted = self._ask_about(report)
        except Unanswered as why:
            logger.warning("model_not_used", reason=str(why))
            draft = self._local.read(report)
            return replace(draft, note=f"Read by local because {why}. {draft.note}".strip())
        claims = tuple(claim for index in sorted(accepted.claims) for claim in _in_order(accepted.claims[index]))
        relations = tuple(dict.fromkeys(hop for claim in claims for hop in claim.chain))
        return ReadingDraft(claims, relations, tuple(accepted.fates()), self._note(accepted, len(claims)))

    def _ask_about(self, report: ReportText) -> Acceptance:
        """Raises Unanswered when any part stays without an answer: half a reading would look like a whole one."""
        deadline = Deadline(self._endpoint.report_seconds)
        accepted = Acceptance(report.text, report.sentences)
        for page in pages(report.sentences, self._endpoint.part_characters):
            body = request(self._endpoint, report.text, report.sentences, page)
            accepted.add(self._ask(body, deadline), page)
        return accepted

    def _ask(self, body: dict[str, Any], deadline: Deadline) -> Answer:
        """Ask, and again after a pause where that may help and there is time. Raises Unanswered."""
        pause = self._endpoint.pause
        for left in reversed(range(self._endpoint.attempts)):
            try:
                return self._ask_once(body, deadline)
            except Unanswered as error:
                wait = pause if error.wait is None else max(pause, error.wait)
                if not (error.retry and left and wait < deadline.left()):
                    raise
                time.sleep(wait)
                pause *= 2
        raise AssertionError("attempts is at least 1")

    def _ask_once(self, body: dict[str, Any], deadline: Deadline) -> Answer:
        seconds = min(self._endpoint.answer_seconds, deadline.left())
        if seconds <= 0:
            raise Unanswered(f"the model took longer than {self._endpoint.report_seconds:.3g} s for this report")
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

    def _note(self, accepted: Acceptance, claims: int) -> str:
        told = [f"Read by the model {self._endpoint.model}; claims accepted: {claims}."]
        if accepted.refused:
            reasons = "; ".join(f"{count} × {why}" for why, count in accepted.refused.most_common())
            told.append(f"Refused: {reasons}.")
        if accepted.hops_dropped:
            told.append(f"Speakers dropped because their words do not stand close by: {accepted.hops_dropped}.")
        return " ".join(told)


def _in_order(claims: list[ClaimDraft]) -> list[ClaimDraft]:
    return sorted(claims, key=lambda claim: claim.span)


def _version(model: str) -> str:
    """Engine, prompt and model; a long model name is cut and told apart by a hash."""
    whole = f"llm-{VERSION}/{model}"
    if len(whole) <= LONGEST_VERSION:
        return whole
    digest = sha256(model.encode("utf-8", "surrogateescape")).hexdigest()[:10]
    return f"{whole[: LONGEST_VERSION - len(digest) - 1]}~{digest}"
