"""Random histories, replayed: what was answered at each moment is answered again, byte for byte."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claims.errors import DecisionRefused
from claims.models import Claim, Judgement, Publication
from claims.services.decide import Verdict, decide
from claims.services.erase_publication import erase_publication
from claims.services.judge_claims import judge_claims, undo_judgement
from claims.services.publish_due import publish_due
from factcheck.access.models import User
from factcheck.log.models import LogEntry
from sources.errors import JudgementRefused
from sources.models import Report
from tests.claims.api.conftest import Ask
from tests.claims.api.test_changes import follow, replay, whole
from tests.factories import decide_by_two, make_claim, make_evidence, make_passages, make_report, make_user

CLAIMS = 3
STATUSES = ["verified", "refuted", "conflicting", "unverifiable", "superseded"]
STEPS = st.one_of(
    st.tuples(st.just("decide"), st.integers(0, CLAIMS - 1), st.sampled_from(STATUSES)),
    st.tuples(st.just("evidence"), st.integers(0, CLAIMS - 1), st.sampled_from(["supports", "refutes"])),
    st.tuples(st.just("retitle"), st.integers(0, CLAIMS - 1), st.text("abc", min_size=1, max_size=5)),
    st.tuples(st.just("merge"), st.integers(0, CLAIMS - 1), st.integers(0, CLAIMS - 1)),
    st.tuples(st.just("undo"), st.none(), st.none()),
    st.tuples(st.just("withdraw"), st.integers(0, CLAIMS - 1), st.none()),
    st.tuples(st.just("erase"), st.integers(0, 10), st.none()),
)


@dataclass
class History:
    """Three claims, and whoever does things to them; what the rules refuse is no step."""

    rosa: User
    ada: User
    claims: list[Claim] = field(default_factory=list)

    def __post_init__(self) -> None:
        for number in range(CLAIMS):
            [passage] = make_passages(make_report(f"Claim {number} holds.").snapshot)
            self.claims.append(make_claim(f"Claim {number} holds.", passage=passage))

    def do(self, step: tuple[str, Any, Any]) -> None:
        name, *rest = step
        steps: dict[str, Callable[..., object]] = {
            "decide": self.decide,
            "evidence": lambda n, stance: make_evidence(self.claims[n], stance=stance),
            "retitle": lambda n, title: self._reports(n).update(title=title),
            "merge": self.merge,
            "undo": self.undo,
            "withdraw": lambda n, _: self.decide(n, "withdrawn"),
            "erase": self.erase,
        }
        try:
            steps[name](*rest)
        except (DecisionRefused, JudgementRefused):
            return

    def decide(self, number: int, to: str) -> None:
        claim = Claim.objects.get(pk=self.claims[number].pk)
        cited = [make_evidence(claim, stance="refutes" if to == "refuted" else "supports").pk]
        act = decide_by_two if claim.published_at else decide
        act(claim.pk, Verdict(claim.status, to, f"It is {to}.", cited), self.rosa)

    def merge(self, one: int, other: int) -> None:
        judge_claims(self.claims[one].pk, self.claims[other].pk, "same", "", self.rosa, "test/1")

    def undo(self, *_: None) -> None:
        mine = Judgement.objects.standing().about([claim.pk for claim in self.claims])
        if last := mine.order_by("pk").last():
            undo_judgement(last.pk, self.rosa, "test/1")

    def erase(self, number: int, _: None) -> None:
        rows = Publication.objects.filter(claim__in=self.claims, erased_in=None).order_by("sequence")
        if row := rows[number : number + 1].first():
            erase_publication(row.claim_id, row.version, "A court ordered it.", self.ada)

    def _reports(self, number: int) -> Any:
        return Report.objects.filter(snapshots__appearances__claim=self.claims[number])

    def addresses(self) -> list[str]:
        """Questions about the moment of the log's last entry."""
        last = LogEntry.objects.order_by("-sequence").first()
        if last is None:
            return []
        then = last.recorded_at.astimezone(UTC).isoformat().replace("+00:00", "Z")
        details = [f"claims/{claim.pk}/?known_at={then}" for claim in self.claims]
        lists = ["page_size=2", "page_size=2&status=verified", "page_size=1&q=holds"]
        return [*details, *(f"claims/?known_at={then}&{query}" for query in lists)]


def answers(ask: Ask, address: str) -> list[tuple[int, bytes, str]]:
    """With those of the pages that follow."""
    given = []
    following: str | None = address
    while following:
        got = ask(following)
        given.append((got.status_code, got.content, got.headers.get("ETag", "")))
        following = got.json().get("next")
    return given


def told(given: list[tuple[int, bytes, str]]) -> list[Any]:
    pages = [json.loads(content) for _, content, _ in given]
    return [row for page in pages for row in page.get("results", [page])]


@given(steps=st.lists(STEPS, max_size=9))
@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_the_same_question_about_the_past_has_the_same_bytes(
    aggregator: Ask, rosa: User, steps: list[tuple[str, Any, Any]]
) -> None:
    ada = User.objects.filter(username="ada").first() or make_user("ada", is_superuser=True)
    history = History(rosa, ada)
    recorded: dict[str, list[tuple[int, bytes, str]]] = {}
    for step in steps:
        history.do(step)
        publish_due(50)
        recorded |= {address: answers(aggregator, address) for address in history.addresses()}
    erased = {str(pk) for pk in Publication.objects.exclude(erased_in=None).values_list("claim", flat=True)}
    for address, before in recorded.items():
        again = answers(aggregator, address)
        if again != before:
            assert _but_for(again, erased) == _but_for(before, erased), address
            assert erased, address
    held = replay(follow(aggregator, 1000))
    public = {pk: row for pk, row in held.items() if "tombstone" not in row and not row["same_as"]}
    assert public == whole(aggregator)


def _but_for(given: list[tuple[int, bytes, str]], erased: set[str]) -> list[Any]:
    """Without the claims of which a version was erased; a tombstone names its claim in its address."""
    return [row for row in told(given) if not any(pk in json.dumps(row) for pk in erased)]
