"""The stories that the stance model learns from keep their form."""

from collections import Counter
from pathlib import Path

import pytest

from training.stance.pairs import NOT_ENOUGH, REFUTES, SUPPORTS
from training.stance.stories import beside, pairs, read_stories

STORY = """\
= spider
claim: A spider was found.
counter: No spider was found.
S Spider found
r Only a beetle, says doctor
N Was it a spider?
"""


def test_every_story_takes_both_sides_and_none() -> None:
    stories = read_stories()
    assert len(stories) > 500
    for story in stories:
        sides = Counter(mark.upper() for mark, _ in story.lines)
        assert sides["S"] > 1, story.slug
        assert sides["R"] > 1, story.slug
        assert sides["N"] > 1, story.slug
        assert story.claim != story.counter, story.slug


def test_what_supports_the_claim_refutes_its_counter(tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text(STORY)
    (story,) = read_stories(tmp_path)
    assert list(pairs(story)) == [
        ("A spider was found.", "Spider found", SUPPORTS),
        ("No spider was found.", "Spider found", REFUTES),
        ("A spider was found.", "Only a beetle, says doctor", REFUTES),
        ("A spider was found.", "Was it a spider?", NOT_ENOUGH),
        ("No spider was found.", "Was it a spider?", NOT_ENOUGH),
    ]
    assert beside(story, "Spider found") == ["Was it a spider?"]


@pytest.mark.parametrize("broken", ["= x\nclaim: A.\nS Line", "claim: A.\ncounter: B.\nS C", STORY + "Q Unknown mark"])
def test_a_story_in_another_form_is_named(tmp_path: Path, broken: str) -> None:
    (tmp_path / "odd.txt").write_text(broken)
    with pytest.raises(ValueError, match=r"odd\.txt"):
        read_stories(tmp_path)
