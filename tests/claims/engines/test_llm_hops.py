from typing import Any

import pytest

from claims.engines.llm.accept import Acceptance
from claims.engines.llm.answer import Answer
from claims.engines.llm.prompt import Page
from claims.pipeline.draft import ClaimDraft
from sources.engines.language import sentences
from tests.claims.engines.model_answers import answer, claim, hop

TEXT = (
    "Envoy Omar Haddad wrote in an op-ed that the ceasefire held. The agency Norpress carried it. Rain fell. "
    "“We counted 12 boats,” the envoy told reporters. Sources said the boats had left."
)
SENTENCES = sentences(TEXT)


def envoy(**changes: Any) -> dict[str, Any]:
    told = hop(source="Envoy Omar Haddad", name="Omar Haddad", role="Envoy", cue="wrote", sentence=0, channel="op-ed")
    return told | changes


def held(*chain: dict[str, Any]) -> ClaimDraft:
    """The claim of sentence 0, with what holds of this chain."""
    told = claim(sentence=0, quote="the ceasefire held", statement="The ceasefire held.", chain=list(chain))
    acceptance = Acceptance(TEXT, SENTENCES)
    acceptance.add(Answer(**answer(told)), Page(0, 0, len(SENTENCES)))
    assert acceptance.hops_dropped == len(chain) - len(acceptance.claims[0][0].chain)
    return acceptance.claims[0][0]


def test_a_chain_runs_outward_from_the_speaker() -> None:
    carrier = envoy(sentence=1, source="The agency Norpress", name="Norpress", role="agency", kind="organisation")
    draft = held(envoy(), carrier | {"cue": "carried", "channel": ""})
    assert [relation.speaker.name for relation in draft.chain] == ["Omar Haddad", "Norpress"]
    assert [TEXT[slice(*relation.cue[0])] for relation in draft.chain] == ["wrote", "carried"]
    assert draft.chain[0].channel == "op-ed"


@pytest.mark.parametrize(
    "changes",
    [
        {"sentence": 3, "source": "the envoy", "cue": "told", "role": "", "channel": ""},  # sound, but far away
        {"sentence": -1},
        {"sentence": 99},
        {"source": "Envoy Omar Hadda"},
        {"source": "Envoy Omar Said"},
        {"source": ""},
        {"cue": "shouted"},
        {"name": "Ana Lima"},
        {"name": ""},
        {"name": "Norpress"},  # it stands in the report, but these words do not mean it
        {"role": "King"},
        {"role": "Envoy\u202e"},
        {"channel": "interview"},
        {"kind": "unnamed"},
        {"kind": "unnamed", "name": ""},
        {"unnamed_class": "officials"},
        {"kind": "unnamed", "unnamed_class": "officials"},
        {"kind": "unnamed", "unnamed_class": "officials", "name": "", "role": "", "source": "", "cue": ""},
    ],
)
def test_a_hop_whose_words_do_not_stand_close_by_is_dropped_and_the_editor_told(changes: dict[str, Any]) -> None:
    draft = held(envoy(**changes))
    assert draft.chain == ()
    ((span, reason),) = [(one.span, one.reason) for one in draft.unsettled]
    assert span == draft.span
    assert "who says so" in reason


def test_the_other_hops_stay() -> None:
    assert len(held(envoy(), envoy(cue="shouted")).chain) == 1


def test_an_unnamed_source_may_be_no_words_at_all() -> None:
    told = envoy(kind="unnamed", unnamed_class="unstated", name="", role="", source="", channel="")
    (relation,) = held(told).chain
    assert relation.source == ()


@pytest.mark.parametrize(("kind", "kept"), [("direct", "paraphrase"), ("mixed", "paraphrase")])
def test_words_before_any_quotation_mark_are_not_quoted(kind: str, kept: str) -> None:
    assert held(envoy(quotation=kind)).chain[0].quotation == kept


def test_words_between_quotation_marks_may_be() -> None:
    told = envoy(sentence=3, source="the envoy", cue="told", quotation="direct", role="envoy", channel="reporters")
    told = claim(sentence=3, quote="We counted 12 boats", statement="We counted 12 boats.", chain=[told])
    acceptance = Acceptance(TEXT, SENTENCES)
    acceptance.add(Answer(**answer(told)), Page(0, 0, len(SENTENCES)))
    assert acceptance.claims[3][0].chain[0].quotation == "direct"


def test_of_two_places_the_one_next_to_what_is_said_is_taken() -> None:
    text = "He said the king left, he said the queen stayed, he said."
    told = hop(sentence=0, source="he", cue="said", name="", kind="unnamed", unnamed_class="unstated", role="")
    told = claim(sentence=0, quote="the queen stayed", statement="The queen stayed.", chain=[told])
    acceptance = Acceptance(text, [(0, len(text))])
    acceptance.add(Answer(**answer(told)), Page(0, 0, 1))
    (relation,) = acceptance.claims[0][0].chain
    assert relation.cue[0].start == text.index("said the queen")


def test_the_speaker_is_not_looked_for_in_what_is_said() -> None:
    text = "yesterday he told us he left."
    told = hop(sentence=0, source="he", cue="told", name="", kind="unnamed", unnamed_class="unstated", role="")
    told = claim(sentence=0, quote="he left", statement="he left.", chain=[told])
    acceptance = Acceptance(text, [(0, len(text))])
    acceptance.add(Answer(**answer(told)), Page(0, 0, 1))
    (relation,) = acceptance.claims[0][0].chain
    assert relation.source[0].start == text.index("he told")
