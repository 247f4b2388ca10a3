"""All the stories that are asked for, in as many orders, and what comes of it on the screen."""

import json
import sys
from collections.abc import Sequence
from random import Random

from tqdm import tqdm

from benchmarks.recheck_stories.play import Played, play, stage
from benchmarks.recheck_stories.report import Tally, findings, told
from benchmarks.recheck_stories.score import checks, machine_refuted
from benchmarks.recheck_stories.story import HELD_OUT, SAMPLE, STORIES, Story, StoryMistake, StoryReport, load
from claims.status import Stance


def run(names: Sequence[str], orders: int, verbose: bool, held_out: bool = False) -> None:
    """Print mistakes in words and figures as JSON lines; with `verbose`, each finding before them.

    With `held_out`, of the stories that no rule was made for, and of no others.
    """
    tally = Tally()
    for story in tqdm(_stories(names, held_out), desc="stories", unit="story", file=sys.stderr):
        with stage():
            played = play(story)
        tally.add(checks(story, played), machine_refuted(story, played), played.machine_claims)
        if verbose:
            tqdm.write(findings(story, played))
        for order in (shuffled(story, number) for number in range(orders)):
            with stage():
                is_same = _end(play(story, order)) == _end(played)
            tally.order(story.name, [report.name for report in order], is_same)
    print(told(tally))
    for figures in tally.figures():
        print(json.dumps(figures), flush=True)


def _stories(names: Sequence[str], held_out: bool) -> list[Story]:
    files = sorted(HELD_OUT.glob("*.toml")) if held_out else [*sorted(STORIES.glob("*.toml")), SAMPLE]
    known = {file.stem: file for file in files}
    if unknown := [name for name in names if name not in known]:
        sys.exit(f"There is no story {unknown[0]!r}; there are {', '.join(known)}.")
    try:
        return [load(known[name]) for name in names or known]
    except StoryMistake as error:
        sys.exit(str(error))


def shuffled(story: Story, number: int) -> list[StoryReport]:
    """The reports in an order that is the same for the same number; versions of one report keep theirs."""
    order = Random(f"{story.name} {number}").sample(list(story.reports), len(story.reports))
    versions = {url: [it for it in story.reports if it.url == url] for url in {report.url for report in order}}
    return [versions[report.url].pop(0) for report in order]


def _end(played: Played) -> list[object]:
    """What must be the same in any order: proposals, voices, and the sides that sentences take."""
    return [
        (
            seen.proposed,
            sorted(seen.finding.voices.items()) if seen.finding else [],
            sorted((row.report, row.start, row.stance) for row in seen.heard if row.stance != Stance.NOT_ENOUGH_INFO),
        )
        for seen in played.watched
    ]
