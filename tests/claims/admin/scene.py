"""A claim with everything on it: a chain of three, voices for and against, an open finding."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from claims.models import Appearance, Attribution, Claim, Evidence, Finding
from claims.services.propose_finding import propose_finding
from claims.status import Stance
from sources.models import Passage, Source
from sources.models.source import SourceKind
from tests.factories import make_claim, make_evidence, make_passages, make_report

STATEMENT = "Turmoil in Afghanistan could drive many migrants towards Russia and Central Asia."
WARNING = f"Dmitry Medvedev warned in an op-ed on Monday: {STATEMENT} TASS carried the article."


@dataclass(frozen=True)
class Scene:
    claim: Claim
    supports: list[Evidence]
    refutes: list[Evidence]
    finding: Finding


def make_scene() -> Scene:
    passage = published("Medvedev warns of migrants", "Northgate Daily", WARNING)
    claim = make_claim(STATEMENT, modality="possible")
    attribute(appear(claim, passage, STATEMENT))
    supports = [
        make_evidence(claim, passage),
        make_evidence(claim, published("Border towns brace", "Steppe Herald", "Many migrants could head for Russia.")),
    ]
    against = published("No exodus seen", "Kestrel Tribune", "No one expects many migrants to reach Central Asia.")
    refutes = [make_evidence(claim, against, Stance.REFUTES)]
    finding = propose_finding(claim.pk, "test/1")
    assert finding
    return Scene(claim, supports, refutes, finding)


def published(title: str, publisher: str, text: str) -> Passage:
    moment = datetime(2021, 9, 13, 7, 20, tzinfo=UTC)
    return make_passages(make_report(text, title=title, publisher=publisher, published_at=moment).snapshot)[0]


def appear(claim: Claim, passage: Passage, quote: str) -> Appearance:
    text = passage.snapshot.text
    start = text.index(quote)
    end = start + len(quote)
    return Appearance.objects.create(
        claim=claim,
        snapshot=passage.snapshot,
        passage=passage,
        quote=quote,
        prefix=text[max(0, start - 32) : start],
        suffix=text[end : end + 32],
        start=start,
        end=end,
    )


def attribute(appearance: Appearance) -> None:
    """Medvedev in an op-ed, reported by TASS, published by the report's outlet."""
    medvedev = Source.named("Dmitry Medvedev", SourceKind.PERSON)
    tass = Source.named("TASS", SourceKind.OUTLET)
    hops: list[dict[str, Any]] = [
        {"source": medvedev, "role": "former Russian prime minister", "channel": "op-ed", "cue": "warned"},
        {"source": tass, "cue": "carried"},
        {"source": appearance.snapshot.report.publisher, "is_publisher": True},
    ]
    for position, hop in enumerate(hops):
        Attribution.objects.create(appearance=appearance, position=position, **hop)
