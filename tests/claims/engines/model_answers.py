"""Answers of a model, as it would write them, and reports for it to read."""

from typing import Any

from claims.engines import ReportText
from sources.engines.language import sentences

EMPTY: dict[str, Any] = {"claims": [], "left_out": []}

REPORT = (
    "The harbour of Port Vale closed on Monday. Mayor Ana Lima said that 40 ships were waiting. "
    "She denied that the crane had fallen. Who will pay?"
)


def report(text: str = REPORT, language: str = "en") -> ReportText:
    return ReportText(text, sentences(text), language)


def hop(**changes: Any) -> dict[str, Any]:
    """Ana Lima says it in sentence 1 of REPORT."""
    return {
        "sentence": 1,
        "source": "Mayor Ana Lima",
        "cue": "said",
        "name": "Ana Lima",
        "role": "Mayor",
        "kind": "person",
        "unnamed_class": "none",
        "channel": "",
        "quotation": "paraphrase",
        "modality": "asserted",
        "is_denial": False,
    } | changes


def claim(**changes: Any) -> dict[str, Any]:
    """What sentence 1 of REPORT claims."""
    return {
        "sentence": 1,
        "quote": "40 ships were waiting",
        "occurrence": 1,
        "statement": "40 ships were waiting in the harbour of Port Vale.",
        "polarity": "asserted",
        "modality": "asserted",
        "condition": "",
        "chain": [hop()],
    } | changes


def left_out(**changes: Any) -> dict[str, Any]:
    return {"sentence": 3, "reason": "a question", "detail": "It asks who pays."} | changes


def answer(*claims: Any, left: Any = ()) -> dict[str, Any]:
    return {"claims": list(claims), "left_out": list(left)}
