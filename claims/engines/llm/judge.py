"""Asks the model about the pairs that are worth it; what it does not usably answer stays with the local judge."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from hashlib import sha256

import structlog

from claims.engines.llm.ask import Questions
from claims.engines.llm.budget import Budget
from claims.engines.llm.config import LONGEST_VERSION, Endpoint, engine_version
from claims.engines.llm.errors import Refused, Unanswered, Unusable
from claims.engines.llm.pairs import VERSION, batches, is_too_long, pairs_request, worth_asking
from claims.engines.llm.verdict import parse, verdicts
from claims.engines.protocols import Pair, StanceJudge, StanceResult

logger = structlog.get_logger(__name__)
Outcome = StanceResult | str
"""The model's result, or why there is none, as a clause that follows "because"."""


class LlmJudge:
    """The local judge, and over it a model, for the pairs on which the local judge takes a side or is unsure.

    `version` names both, so that evidence is gathered anew when either changes. A result's `engine` is the one that
    judged, and a reason says which that was. One call asks about at most `stance_pairs` pairs, for at most
    `report_seconds`; a re-check makes one call.
    """

    def __init__(self, endpoint: Endpoint, budget: Budget, local: StanceJudge) -> None:
        self._endpoint, self._budget, self._local = endpoint, budget, local
        self._engine = engine_version(VERSION, endpoint.model)
        self.version = _version(endpoint.model, local.version)

    def judge(self, pairs: Sequence[Pair]) -> list[StanceResult]:
        """One result a pair, in the order given; none for none."""
        local = self._local.judge(pairs)
        outcomes = self._outcomes(pairs, worth_asking(local))
        return [_told(result, outcomes.get(index, "it sees no side in it")) for index, result in enumerate(local)]

    def _outcomes(self, pairs: Sequence[Pair], worthy: Sequence[int]) -> dict[int, Outcome]:
        """What became of the pairs that are worth asking about, by index."""
        size, most = self._endpoint.part_characters, self._endpoint.stance_pairs
        outcomes: dict[int, Outcome] = {}
        fitting: list[int] = []
        for index in worthy:
            if is_too_long(pairs[index], size):
                outcomes[index] = f"the pair has more than the {size:,} characters of a request"
            elif len(fitting) == most:
                outcomes[index] = f"others have taken the {most} pairs that the model is asked about at once"
            else:
                fitting.append(index)
        answered = self._ask_about([pairs[index] for index in fitting])
        return outcomes | dict(zip(fitting, answered, strict=True))

    def _ask_about(self, pairs: Sequence[Pair]) -> list[Outcome]:
        """One outcome a pair. A useless answer costs the pairs of its own request, a lost endpoint all that follow."""
        questions = Questions(self._endpoint, self._budget)
        outcomes: list[Outcome] = []
        for batch in batches(pairs, self._endpoint.part_characters):
            asked = pairs[batch.start : batch.stop]
            try:
                items = questions.ask(pairs_request(self._endpoint, asked), parse)
            except Unusable as why:
                logger.warning("model_not_used", reason=str(why), pairs=len(asked))
                outcomes += [str(why)] * len(asked)
            except Unanswered as why:
                logger.warning("model_not_used", reason=str(why), pairs=len(pairs) - batch.start)
                return outcomes + [str(why)] * (len(pairs) - batch.start)
            else:
                outcomes += self._accepted(items, asked)
        return outcomes

    def _accepted(self, items: Sequence[object], asked: Sequence[Pair]) -> list[Outcome]:
        told = list(verdicts(items, asked, self._endpoint.model, self._engine))
        refused = Counter(str(one) for one in told if isinstance(one, Refused))
        if refused:
            logger.info("model_verdicts_refused", reasons=dict(refused), pairs=len(asked))
        return [f"the model's verdict was refused: {one}" if isinstance(one, Refused) else one for one in told]


def _told(local: StanceResult, outcome: Outcome) -> StanceResult:
    if isinstance(outcome, StanceResult):
        return outcome
    return replace(local, reasons=(*local.reasons, f"Judged by {local.engine} without the model because {outcome}."))


def _version(model: str, local: str) -> str:
    """Both judges within the length that evidence has for it; the local one as a hash."""
    over = f" over local~{sha256(local.encode()).hexdigest()[:8]}"
    return engine_version(VERSION, model, LONGEST_VERSION - len(over)) + over
