"""The small stories are well formed, and some of them end as they should; all of them are a benchmark's matter."""

from collections import Counter
from pathlib import Path

import pytest

from benchmarks.recheck_stories.play import Heard, Played, Proposed, Seen, play, stage
from benchmarks.recheck_stories.run import shuffled
from benchmarks.recheck_stories.score import checks, machine_refuted
from benchmarks.recheck_stories.story import HELD_OUT, SAMPLE, STORIES, StoryMistake, load
from claims.models import Claim, Evidence, Finding
from claims.status import Modality, Polarity
from sources.models import Report
from tests.factories import make_claim

ALL = [*sorted(STORIES.glob("*.toml")), *sorted(HELD_OUT.glob("*.toml")), SAMPLE]
PLAYED = ["cough-syrup", "council-two-committees", "ferry-sigrun", "mill-version", "paint-factory", "school-bus"]


@pytest.mark.parametrize("name", PLAYED)
@pytest.mark.django_db
def test_a_story_ends_as_a_reviewer_would_have_it(name: str) -> None:
    story = load(STORIES / f"{name}.toml")
    played = play(story)
    assert [check for check in checks(story, played) if not check.is_right] == []
    assert [row for row in machine_refuted(story, played) if not row.why] == []


@pytest.mark.django_db
def test_a_stage_is_empty_and_nothing_on_it_is_kept() -> None:
    claim = make_claim()
    with stage():
        assert not Claim.objects.exists()
        play(load(STORIES / "minister-leak.toml"))
        assert all(model.objects.exists() for model in (Report, Evidence))
    assert Claim.objects.get() == claim
    assert not any(model.objects.exists() for model in (Report, Evidence, Finding))


def test_the_stories_are_of_many_kinds() -> None:
    stories = [load(file) for file in ALL]
    claims = [claim for story in stories for claim in story.claims]
    assert len(stories) > 30
    assert len({story.field for story in stories}) >= 20
    assert sum(bool(story.traps) for story in stories) >= 12
    assert Counter(claim.proposes for claim in claims).keys() == {"verified", "refuted", "conflicting", "none"}
    assert sum(claim.polarity == Polarity.NEGATED for claim in claims) * 6 >= len(claims)
    assert {claim.modality for claim in claims} == set(Modality.values)


@pytest.mark.parametrize("file", ALL, ids=lambda file: file.stem)
def test_a_story_gives_reasons_and_counts_its_voices_by_the_policy(file: Path) -> None:
    story = load(file)
    assert sorted(report.incoming.published_at for report in story.reports if report.incoming.published_at) == [
        report.incoming.published_at for report in story.reports
    ]
    for claim in story.claims:
        assert claim.why
        assert all(said.why for said in claim.says)
        supports, refutes = (claim.voices.get(stance, 0) for stance in ("supports", "refutes"))
        assert claim.proposes == policy(supports, refutes), claim.statement


def policy(supports: int, refutes: int) -> str:
    """`propose`'s docstring, over numbers of voices."""
    if refutes >= 2 and supports <= 1:
        return "refuted"
    if supports and refutes:
        return "conflicting"
    return "verified" if supports >= 2 else "none"


def test_a_quote_that_does_not_stand_in_its_report_is_named(tmp_path: Path) -> None:
    told = (STORIES / "minister-leak.toml").read_text("utf-8")
    (tmp_path / "leak.toml").write_text(told.replace('quote = "Did energy', 'quote = "Has energy'), "utf-8")
    with pytest.raises(StoryMistake, match="leak: “Has energy minister"):
        load(tmp_path / "leak.toml")
    (tmp_path / "leak.toml").write_text(told.replace('proposes = "conflicting"', 'proposes = "doubtful"'), "utf-8")
    with pytest.raises(StoryMistake, match="'doubtful' is none of"):
        load(tmp_path / "leak.toml")


def test_what_is_wrong_is_counted_as_wrong() -> None:
    """A finding that refutes what should be conflicting, on a sentence that says nothing of it."""
    story = load(STORIES / "minister-leak.toml")
    question = Heard("question", 0, 80, "Did energy minister ...", "refutes", 0.9, (), False)
    aside = Heard("answer", 200, 230, "The inquiry goes on.", "supports", 0.9, (), False)
    seen = Seen("x", Proposed("refuted", -2.0, {"refutes": 2}, ()), {"answer": "refuted"}, (question, aside), ())
    wrong = Counter(check.kind for check in checks(story, Played([seen], [], 0)) if not check.is_right)
    assert wrong["proposal"] == wrong["wrong refuted"] == wrong["unlisted"] == wrong["not_enough_info"] == 1


def test_a_machine_claim_is_rightly_refuted_only_where_the_story_says_so() -> None:
    story = load(STORIES / "ferry-sigrun.toml")
    text = story.reports[0].incoming.text
    own = Seen("The ferry did not sail.", None, {}, (), [("stayed", 0, 30)])
    other = Seen("Waves stood high.", None, {}, (), [("stayed", text.index("Waves"), len(text))])
    rows = machine_refuted(story, Played([], [own, other], 9))
    assert [bool(row.why) for row in rows] == [True, False]


def test_orders_are_the_same_each_time_and_keep_versions_in_theirs() -> None:
    story = load(STORIES / "mill-version.toml")
    orders = [[report.name for report in shuffled(story, number)] for number in range(8)]
    assert orders == [[report.name for report in shuffled(story, number)] for number in range(8)]
    assert len({tuple(order) for order in orders}) > 1
    assert all(order.index("morning") < order.index("evening") for order in orders)
    assert all(sorted(order) == sorted(report.name for report in story.reports) for order in orders)
