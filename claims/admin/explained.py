"""A finding as a reviewer reads it: its voices, what makes passages one voice, its terms and quotes."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import exp
from typing import Any

from claims.models import Finding
from claims.status import Stance

UNTOLD_ODDS = 1_000
"""Odds above this say no more than that the judge is sure."""
PASSAGES_LISTED = 10
TIES = {
    "report": "the same report",
    "copy": "copies of one text",
    "words": "the same words",
    "speaker": "the same speaker: {}",
    "carrier": "carried by the same outlet or wire: {}",
    "unnamed": "the same unnamed {}, as far as can be told",
}


@dataclass(frozen=True, slots=True)
class Heard:
    """One voice: who it is, what it says with what weight, its passage that counts, and why its others are no voice."""

    label: str
    stance: str
    weight: str
    own: bool
    corrects: bool
    quote: Mapping[str, Any] | None
    others: Sequence[str]
    passages: int
    why: str


@dataclass(frozen=True, slots=True)
class Summand:
    weight: str
    reason: str


@dataclass(frozen=True, slots=True)
class Explained:
    """`claim` and `later` are quotes: the claim's own words, and the passage with the latest value."""

    counts: str
    voices: Sequence[Heard]
    terms: Sequence[Summand]
    total: str
    claim: Mapping[str, Any] | None
    later: Mapping[str, Any] | None
    engines: str


def explain(finding: Finding) -> Explained:
    """Findings of earlier versions have neither terms nor quotes."""
    quotes = {quote["of"]: quote for quote in reversed(finding.quotes)}
    spoken = {quote["evidence"]: quote for quote in finding.quotes if quote["of"] == "passage"}
    voices = sorted(finding.voices, key=lambda voice: voice["stance"] == Stance.REFUTES)
    return Explained(
        counts=_counts(finding),
        voices=[_heard(voice, spoken) for voice in voices],
        terms=[Summand(_signed(term["weight"]), term["reason"]) for term in finding.terms],
        total=_signed(finding.score),
        claim=quotes.get("claim"),
        later=quotes.get("later"),
        engines=", ".join(_engines(finding)),
    )


def _heard(voice: Mapping[str, Any], spoken: Mapping[str, Mapping[str, Any]]) -> Heard:
    speaks = voice.get("speaks")
    own = bool(voice.get("own"))
    return Heard(
        label=voice["label"],
        stance=voice["stance"],
        weight="none: it is the claim's own" if own and not voice["log_odds"] else odds(voice["log_odds"]),
        own=own,
        corrects=bool(voice.get("corrects")),
        quote=spoken.get(speaks) if speaks else None,
        others=[pk for pk in voice["facts"] if pk != speaks][:PASSAGES_LISTED],
        passages=len(voice["facts"]),
        why=_why(voice),
    )


def _why(voice: Mapping[str, Any]) -> str:
    """Empty for a single passage, unless it is of the claim's own voice and stands in another report."""
    ties = voice.get("ties", ())
    if len(voice["facts"]) < 2 and any(tie["kind"] == "report" for tie in ties):
        return ""
    return "; ".join(TIES[tie["kind"]].format(tie["name"]) for tie in ties)


def odds(log_odds: float) -> str:
    ratio = exp(min(abs(log_odds), 20))
    if ratio < 1.5:
        return "about even"
    return f"{round(ratio)} to 1" if ratio < UNTOLD_ODDS else f"over {UNTOLD_ODDS} to 1"


def _signed(weight: float) -> str:
    return f"{weight:+.2f}".replace("-", "−") if round(weight, 2) else "0"


def _counts(finding: Finding) -> str:
    stances = [voice["stance"] for voice in finding.voices]
    supporting, refuting = stances.count(Stance.SUPPORTS), stances.count(Stance.REFUTES)
    return f"{_voices(supporting)} for it, {_voices(refuting)} against it"


def _voices(count: int) -> str:
    return f"{count or 'no'} voice{'' if count == 1 else 's'}"


def _engines(finding: Finding) -> Iterator[str]:
    yield f"judge {finding.judge}"
    if finding.engines:
        extractor = finding.engines["extractor"]
        yield f"claim read by {extractor}" if extractor else "claim written by an editor"
        yield f"found by {finding.engines['embedder']}"
