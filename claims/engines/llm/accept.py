"""From what the model answered to what is believed: every quote in its place, every field in its bounds."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from claims.engines.llm.answer import Answer, ClaimAnswer, LeftOutAnswer
from claims.engines.llm.errors import Refused
from claims.engines.llm.ground import Vocabulary, places, plain
from claims.engines.llm.hops import Content, hop
from claims.engines.llm.prompt import Page
from claims.engines.llm.shape import candidate
from claims.pipeline.draft import ClaimDraft, SentenceFate, Span, Unsettled

MOST_CLAIMS = 8
"""Claims of one sentence."""

LONGEST_DETAIL = 120

_SPEAKER_LOST = "The model named a speaker for it whose words do not stand here; say who says so."


class Acceptance:
    """What holds of the answers about one report so far.

    `claims` and `left_out` (reasons) are by sentence. `refused` counts candidates by why they were; nothing else of
    them is kept. `hops_dropped` counts the speakers that were taken off accepted claims.
    """

    def __init__(self, text: str, sentences: Sequence[tuple[int, int]]) -> None:
        self.text, self.sentences = text, [Span(*span) for span in sentences]
        self.claims: dict[int, list[ClaimDraft]] = {}
        self.left_out: dict[int, str] = {}
        self.refused: Counter[str] = Counter()
        self.hops_dropped = 0
        self._refused_in: dict[int, str] = {}
        self._vocabulary = Vocabulary(text)

    def add(self, answer: Answer, page: Page) -> None:
        """Take from an answer what holds; it may speak of this page only."""
        for item in answer.claims:
            try:
                self._add_claim(candidate(ClaimAnswer, item), page)
            except Refused as error:
                self._refuse(item, page, str(error))
        for item in answer.left_out:
            try:
                self._leave_out(candidate(LeftOutAnswer, item), page)
            except Refused:
                self.refused["it gives no usable reason for leaving a sentence out"] += 1

    def fates(self) -> Iterator[SentenceFate]:
        """What became of each sentence, in order."""
        for index, span in enumerate(self.sentences):
            if index in self.claims:
                yield SentenceFate(span, "claim")
            elif index in self._refused_in:
                yield SentenceFate(span, "unread", f"A claim read in it was refused: {self._refused_in[index]}.")
            elif index in self.left_out:
                yield SentenceFate(span, "left_out", self.left_out[index])
            else:
                yield SentenceFate(span, "unread", "The model said nothing of it.")

    def _add_claim(self, told: ClaimAnswer, page: Page) -> None:
        _check_sentence(told.sentence, page)
        here = self.claims.get(told.sentence, [])
        draft = self._draft(told, page)
        if any(_same(draft, other) for other in here):
            raise Refused("it was given before")
        if len(here) >= MOST_CLAIMS:
            raise Refused(f"its sentence has {MOST_CLAIMS} claims already")
        self.hops_dropped += len(told.chain) - len(draft.chain)
        self.claims[told.sentence] = [*here, draft]

    def _draft(self, told: ClaimAnswer, page: Page) -> ClaimDraft:
        span = self._quoted(told)
        sentence = self.text[slice(*self.sentences[told.sentence])]
        self._vocabulary.check(told.statement, self.text[slice(*span)], sentence)
        content = Content(span, told.sentence)
        hops = [hop(self.text, self.sentences, page, one, content) for one in told.chain]
        return ClaimDraft(
            span=span,
            statement=told.statement,
            polarity=told.polarity,
            modality=told.modality,
            condition=self._condition(told, span),
            chain=tuple(one for one in hops if one is not None),
            # Without its speaker the claim would pass for the publisher's own.
            unsettled=(Unsettled(span, _SPEAKER_LOST),) if None in hops else (),
        )

    def _quoted(self, told: ClaimAnswer) -> Span:
        found = list(places(self.text, told.quote, self.sentences[told.sentence]))
        if not found:
            raise Refused("its quote does not stand in its sentence")
        if told.occurrence > len(found):
            raise Refused("its quote does not stand in its sentence that often")
        return found[told.occurrence - 1]

    def _condition(self, told: ClaimAnswer, span: Span) -> Span | None:
        if not told.condition:
            return None
        found = next(places(self.text, told.condition, span), None)
        if found is None or told.condition.casefold() not in told.statement.casefold():
            raise Refused("its condition does not stand in both its quote and its statement")
        return found

    def _leave_out(self, told: LeftOutAnswer, page: Page) -> None:
        _check_sentence(told.sentence, page)
        detail = plain(told.detail, LONGEST_DETAIL)
        self.left_out.setdefault(told.sentence, f"{told.reason}: {detail}" if detail else told.reason)

    def _refuse(self, item: Any, page: Page, why: str) -> None:
        self.refused[why] += 1
        sentence = item.get("sentence") if isinstance(item, dict) else None
        if type(sentence) is int and page.begin <= sentence < page.end:
            self._refused_in.setdefault(sentence, why)


def _check_sentence(sentence: int, page: Page) -> None:
    if not page.begin <= sentence < page.end:
        raise Refused("its sentence is not one of those it was asked about")


def _same(one: ClaimDraft, other: ClaimDraft) -> bool:
    return one.span == other.span and one.statement.casefold().split() == other.statement.casefold().split()
