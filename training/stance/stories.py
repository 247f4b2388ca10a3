"""Our own stories: a claim, its counter, and lines that take a side or none. Their form: ../stories/README.md."""

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from training.stance.pairs import NOT_ENOUGH, OPPOSITE, REFUTES, SUPPORTS

FOLDER = Path(__file__).resolve().parent.parent / "stories"
MARKS = {"S": SUPPORTS, "s": SUPPORTS, "R": REFUTES, "r": REFUTES, "N": NOT_ENOUGH}
UNSEEN = 0.1
LINE = re.compile(r"([SsRrN]) (\S.*)")


@dataclass(frozen=True, slots=True)
class Story:
    """`lines` pair a mark with what an outlet wrote."""

    slug: str
    claim: str
    counter: str
    lines: tuple[tuple[str, str], ...]

    @property
    def is_encyclopedic(self) -> bool:
        return self.slug[0] in "ef"


def read_stories(folder: Path = FOLDER) -> list[Story]:
    """Every story of a folder in order. Raises ValueError that names the file for a story in another form."""
    return [
        _story(path, block)
        for path in sorted(folder.glob("*.txt"))
        for block in re.split(r"\n\s*\n", path.read_text(encoding="utf-8").strip())
    ]


def unseen(stories: Sequence[Story]) -> list[Story]:
    """The stories that no training sees: about a tenth, the same ones each time."""
    draw = random.Random(3)
    return [story for story in stories if draw.random() < UNSEEN]


def pairs(story: Story) -> Iterator[tuple[str, str, int]]:
    """(claim, passage, stance), for the claim and for its counter: what supports one refutes the other."""
    for mark, line in story.lines:
        yield story.claim, line, MARKS[mark]
        if mark.isupper():  # a small letter takes no side on the counter
            yield story.counter, line, OPPOSITE[MARKS[mark]]


def beside(story: Story, passage: str) -> Sequence[str]:
    """Other lines that could stand above the passage in one report: those of the same side, or of none."""
    side = next(MARKS[mark] for mark, line in story.lines if line == passage)
    return [line for mark, line in story.lines if line != passage and MARKS[mark] in (side, NOT_ENOUGH)]


def _story(path: Path, block: str) -> Story:
    slug, claim, counter, *lines = (*block.splitlines(), "", "", "")
    found = [LINE.fullmatch(line) for line in lines if line]
    if not (slug.startswith("= ") and claim.startswith("claim: ") and counter.startswith("counter: ") and all(found)):
        raise ValueError(f"{path.name}: this story does not have the form that README.md gives:\n{block[:200]}")
    told = tuple((match[1], match[2]) for match in found if match)
    return Story(f"{path.stem}/{slug[2:]}", claim.removeprefix("claim: "), counter.removeprefix("counter: "), told)
