import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.engines.llm.accept import LONGEST_DETAIL, MOST_CLAIMS, Acceptance
from claims.engines.llm.answer import Answer, parse
from claims.engines.llm.errors import Unanswered
from claims.engines.llm.prompt import Page
from claims.engines.llm.shape import load
from claims.pipeline.draft import ClaimDraft, Span
from sources.engines.language import sentences
from tests.claims.engines.model_answers import REPORT, answer, claim, hop, left_out

WHOLE = Page(0, 0, 4)
SENTENCES = sentences(REPORT)


def accepted(told: dict[str, Any], page: Page = WHOLE, text: str = REPORT) -> Acceptance:
    acceptance = Acceptance(text, sentences(text))
    acceptance.add(Answer(**told), page)
    return acceptance


def only(acceptance: Acceptance) -> ClaimDraft:
    ((draft,),) = acceptance.claims.values()
    return draft


def words(span: Span, text: str = REPORT) -> str:
    return text[slice(*span)]


def test_a_true_claim_comes_through_with_its_chain() -> None:
    draft = only(accepted(answer(claim())))
    assert words(draft.span) == "40 ships were waiting"
    assert draft.statement == "40 ships were waiting in the harbour of Port Vale."
    (relation,) = draft.chain
    assert [words(span) for span in (*relation.source, *relation.cue)] == ["Mayor Ana Lima", "said"]
    assert relation.content == (draft.span,)
    assert (relation.speaker.name, relation.speaker.role, relation.speaker.kind) == ("Ana Lima", "Mayor", "person")
    assert draft.unsettled == ()


def test_an_unnamed_source_keeps_its_class() -> None:
    text = "The bridge is safe, officials said."
    told = hop(sentence=0, source="officials", name="", role="", kind="unnamed", unnamed_class="officials")
    told = claim(sentence=0, quote="The bridge is safe", statement="The bridge is safe.", chain=[told])
    (relation,) = only(accepted(answer(told), Page(0, 0, 1), text)).chain
    assert (relation.speaker.kind, relation.speaker.unnamed_class) == ("unnamed", "officials")


def test_a_neighbouring_sentence_may_name_the_speaker() -> None:
    told = claim(
        sentence=2,
        quote="the crane had fallen",
        statement="The crane had fallen.",
        chain=[hop(sentence=2, source="She", cue="denied", role="", is_denial=True)],
    )
    (relation,) = only(accepted(answer(told))).chain
    assert (words(relation.source[0]), relation.speaker.name, relation.is_denial) == ("She", "Ana Lima", True)
    assert only(accepted(answer(claim(sentence=2) | told | {"chain": [hop()]}))).chain


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"quote": "41 ships were waiting"}, "does not stand in its sentence"),
        ({"quote": "40 ships were"[:-1]}, "does not stand in its sentence"),
        ({"quote": "harbour of Port Vale"}, "does not stand in its sentence"),
        ({"quote": ""}, "its quote is not as asked"),
        ({"quote": " "}, "does not stand in its sentence"),
        ({"quote": "40 ships " * 50_000}, "does not stand in its sentence"),
        ({"occurrence": 2}, "that often"),
        ({"occurrence": 0}, "its occurrence is not as asked"),
        ({"occurrence": True}, "its occurrence is not as asked"),
        ({"sentence": -1}, "not one of those it was asked about"),
        ({"sentence": 4}, "not one of those it was asked about"),
        ({"sentence": 10**40}, "not one of those it was asked about"),
        ({"sentence": "1"}, "its sentence is not as asked"),
        ({"statement": "60 ships were waiting."}, "a number"),
        ({"statement": "<script>alert(1)</script> ships were waiting"}, "plain text"),
        ({"statement": "ships " * 100}, "its statement is not as asked"),
        ({"polarity": "maybe"}, "its polarity is not as asked"),
        ({"modality": None}, "its modality is not as asked"),
        ({"condition": "if it rains"}, "its condition"),
        ({"condition": "harbour of Port Vale"}, "its condition"),
        ({"chain": [hop(kind="ghost")]}, "its chain is not as asked"),
        ({"chain": [hop(authority="verified")]}, "its chain is not as asked"),
        ({"chain": [hop()] * 7}, "its chain is not as asked"),
        ({"chain": [[None, {"source": None}]]}, "its chain is not as asked"),
        ({"status": "verified"}, "does not have the form"),
        ({"\ud800": 1}, "does not have the form"),
        ({"statement": "\ud800"}, "its statement is not as asked"),
    ],
)
def test_a_candidate_that_does_not_hold_is_refused_and_counted(changes: dict[str, Any], why: str) -> None:
    acceptance = accepted(answer(claim() | changes, claim()))
    assert only(acceptance).statement == claim()["statement"]
    ((reason, count),) = acceptance.refused.items()
    assert why in reason
    assert count == 1


@pytest.mark.parametrize("item", [None, [], "claim", 7, {}, {"sentence": 1}, [[[[]]]]])
def test_what_is_no_candidate_at_all_is_refused(item: Any) -> None:
    acceptance = accepted({"claims": [item], "left_out": [item]})
    assert acceptance.claims == {}
    assert acceptance.refused.total() == 2


def test_a_sentence_whose_claim_was_refused_is_unread_with_the_reason() -> None:
    acceptance = accepted(answer(claim(occurrence=9), left=[left_out(), left_out(sentence=1)]))
    fates = list(acceptance.fates())
    assert [words(fate.span) for fate in fates] == [REPORT[start:end] for start, end in SENTENCES]
    assert [fate.outcome for fate in fates] == ["unread", "unread", "unread", "left_out"]
    assert fates[0].reason == "The model said nothing of it."
    assert "that often" in fates[1].reason
    assert fates[3].reason == "a question: It asks who pays."


def test_a_reason_for_leaving_out_is_one_short_line_of_plain_text() -> None:
    detail = "<b>x</b>\n\u202e\0" + "long " * 100
    acceptance = accepted(answer(left=[left_out(detail=detail), left_out(detail="later")]))
    told = acceptance.left_out[3]
    assert told.startswith("a question: b x /b long")
    assert len(told) <= len("a question: ") + LONGEST_DETAIL


@pytest.mark.parametrize("changes", [{"reason": "because"}, {"sentence": 9}, {"detail": None}, {"more": 1}])
def test_a_reason_outside_the_list_leaves_nothing_out(changes: dict[str, Any]) -> None:
    acceptance = accepted(answer(left=[left_out(**changes)]))
    assert acceptance.left_out == {}
    assert acceptance.refused.total() == 1


def test_a_quote_that_stands_twice_is_the_one_that_is_counted() -> None:
    text = "The port closed, and then the port closed again."
    told = claim(sentence=0, quote="port closed", occurrence=2, statement="The port closed again.", chain=[])
    draft = only(accepted(answer(told), Page(0, 0, 1), text))
    assert draft.span.start == text.rindex("port closed")


def test_the_condition_lies_within_the_quote_and_stays_in_the_statement() -> None:
    text = "The talks fail if Norland leaves."
    told = claim(
        sentence=0, quote="The talks fail if Norland leaves", condition="if Norland leaves", statement=text, chain=[]
    )
    draft = only(accepted(answer(told), Page(0, 0, 1), text))
    assert draft.condition is not None
    assert words(draft.condition, text) == "if Norland leaves"
    lost = told | {"statement": "The talks fail."}
    assert accepted(answer(lost), Page(0, 0, 1), text).claims == {}


def test_a_model_that_floods_gets_a_few_claims_a_sentence() -> None:
    flood = [claim(statement=f"40 ships were waiting in Port Vale{'.' * n}") for n in range(1, 200)]
    acceptance = accepted(answer(*flood, *[claim()] * 10_000))
    assert len(acceptance.claims[1]) == MOST_CLAIMS
    assert acceptance.refused.total() == 10_199 - MOST_CLAIMS


def test_a_claim_is_taken_once() -> None:
    acceptance = accepted(
        answer(claim(), claim(), claim(statement="40 ships  were waiting in the harbour of Port Vale."))
    )
    assert len(acceptance.claims[1]) == 1
    assert acceptance.refused["it was given before"] == 2


def test_a_part_makes_no_claims_of_its_context() -> None:
    assert accepted(answer(claim()), Page(0, 2, 4)).claims == {}
    assert accepted(answer(claim()), Page(0, 1, 2)).claims


CLAIMS: st.SearchStrategy[Any] = st.fixed_dictionaries(
    {key: st.just(value) | st.sampled_from([None, -1, "", REPORT, [], 2]) for key, value in claim().items()}
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters(), max_size=9) | CLAIMS,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from(sorted(claim())) | st.text(max_size=9), inner, max_size=6)
    ),
    max_leaves=12,
)


@given(st.lists(JSON | CLAIMS, max_size=6), st.lists(JSON, max_size=4))
def test_whatever_comes_only_verbatim_quotes_get_through(claims: list[Any], left: list[Any]) -> None:
    acceptance = accepted({"claims": claims, "left_out": left})
    for drafts in acceptance.claims.values():
        for draft in drafts:
            spans = [draft.span, *(s for r in draft.chain for s in (*r.source, *r.cue, *r.content))]
            assert all(words(span) in {"40 ships were waiting", "Mayor Ana Lima", "said", REPORT} for span in spans)
    assert len(list(acceptance.fates())) == len(SENTENCES)
    assert acceptance.refused.total() + sum(map(len, acceptance.claims.values())) <= len(claims) + len(left)


@given(
    st.integers(0, 3),
    st.integers(0, len(REPORT)),
    st.integers(0, len(REPORT)),
    st.integers(1, 3),
    st.sampled_from(REPORT.split()),
)
def test_an_accepted_span_is_the_quote_that_was_given(
    sentence: int, start: int, end: int, occurrence: int, cue: str
) -> None:
    quote = REPORT[start:end]
    told = claim(sentence=sentence, quote=quote, occurrence=occurrence, statement=quote.strip(), chain=[hop(cue=cue)])
    for (draft,) in accepted(answer(told)).claims.values():
        assert words(draft.span) == quote
        assert SENTENCES[sentence][0] <= draft.span.start < draft.span.end <= SENTENCES[sentence][1]
        assert all(words(relation.cue[0]) == cue for relation in draft.chain)


@given(JSON)
def test_an_answer_is_two_lists_or_none(whole: Any) -> None:
    try:
        told = parse(json.dumps(whole))
    except Unanswered:
        return
    assert isinstance(told.claims, list)


@given(st.text(st.characters(), max_size=30) | st.sampled_from(["[" * 100_000, '{"a":' * 100_000, "9" * 9999, "NaN"]))
def test_text_that_is_no_json_is_a_value_error_at_most(text: str) -> None:
    try:
        load(text)
    except ValueError:
        return
    assert text.strip()
