"""Asks the model about a report, part by part, and reads it with `local` where there is no answer to be had."""

from dataclasses import replace

import structlog

from claims.engines.llm.accept import Acceptance
from claims.engines.llm.answer import parse
from claims.engines.llm.ask import Questions
from claims.engines.llm.budget import Budget
from claims.engines.llm.config import Endpoint, engine_version
from claims.engines.llm.errors import Unanswered
from claims.engines.llm.prompt import VERSION, page_request, pages
from claims.engines.protocols import Reader, ReportText
from claims.pipeline.draft import ClaimDraft, ReadingDraft

logger = structlog.get_logger(__name__)


class LlmReader:
    """Believes the model only where the report's own words bear it out, and marks readings as the model's.

    A report whose requests together take longer than `report_seconds` is read by `local`, whole.
    """

    def __init__(self, endpoint: Endpoint, budget: Budget, local: Reader) -> None:
        self._endpoint, self._budget, self._local = endpoint, budget, local
        self.version = engine_version(VERSION, endpoint.model)

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
        questions = Questions(self._endpoint, self._budget)
        accepted = Acceptance(report.text, report.sentences)
        for page in pages(report.sentences, self._endpoint.part_characters):
            body = page_request(self._endpoint, report.text, report.sentences, page)
            accepted.add(questions.ask(body, parse), page)
        return accepted

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
