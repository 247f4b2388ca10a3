"""Hold what became of a story against what is right."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from benchmarks.recheck_stories.play import Heard, Played, Seen
from benchmarks.recheck_stories.story import NONE, Said, Story, Watched
from claims.status import Stance, Status


@dataclass(frozen=True, slots=True)
class Check:
    """One expectation: of what kind, about what (a sentence to read), what was wanted, and what came."""

    kind: str
    story: str
    claim: str
    about: str
    wanted: str
    got: str
    is_right: bool


@dataclass(frozen=True, slots=True)
class MachineRefuted:
    """A claim that the machine read and wanted refuted; `why` says what makes that right, empty where nothing does."""

    story: str
    statement: str
    why: str


def checks(story: Story, played: Played) -> list[Check]:
    """All expectations of a story, claim by claim."""
    found: list[Check] = []
    for claim, seen in zip(story.claims, played.watched, strict=True):
        found += [*_proposals(story, claim, seen), *_voices(story, claim, seen), *_stances(story, claim, seen)]
    return found


def _proposals(story: Story, claim: Watched, seen: Seen) -> Iterator[Check]:
    kind = "silence" if claim.proposes == NONE else "proposal"
    right = claim.allows(seen.proposed)
    yield Check(kind, story.name, claim.statement, claim.why, claim.proposes, seen.proposed, right)
    for report, wanted in claim.after.items():
        got = seen.after.get(report, NONE)
        yield Check("step", story.name, claim.statement, f"after {report}", wanted, got, wanted == got)
    allowed = {claim.proposes, *claim.also_right, *claim.after.values()}
    if Status.REFUTED in seen.after.values() and Status.REFUTED not in allowed:
        yield Check("wrong refuted", story.name, claim.statement, claim.why, claim.proposes, Status.REFUTED, False)


def _voices(story: Story, claim: Watched, seen: Seen) -> Iterator[Check]:
    """Voices can be told only from a finding, and compared only where it is the one that is wanted."""
    if seen.finding is None or seen.proposed != claim.proposes:
        return
    got = dict(seen.finding.voices)
    yield Check(
        "voices", story.name, claim.statement, claim.why, _told(claim.voices), _told(got), got == dict(claim.voices)
    )


def _told(voices: object) -> str:
    rows = sorted(dict(voices).items()) if voices else []  # type: ignore[call-overload]
    return ", ".join(f"{count} {stance}" for stance, count in rows) or NONE


def _stances(story: Story, claim: Watched, seen: Seen) -> Iterator[Check]:
    """What is listed, then every sentence that takes a side and is not."""
    texts = {report.name: report.incoming.text for report in story.reports}
    listed: set[tuple[str, int]] = set()
    for said in _with_own(claim):
        start = texts[said.report].index(said.quote)
        heard = _at(seen.heard, said.report, start)
        got = heard.stance if heard else Stance.NOT_ENOUGH_INFO.value
        right = got == said.stance or (said.optional and got == Stance.NOT_ENOUGH_INFO)
        if heard:
            listed.add((heard.report, heard.start))
        if said.report in {row.report for row in seen.heard} or said.stance == Stance.NOT_ENOUGH_INFO:
            about = f"“{said.quote}” ({said.why})"
            yield Check(said.stance, story.name, claim.statement, about, said.stance, got, right)
        if said.later:
            is_later = heard is not None and heard.later
            yield Check("later", story.name, claim.statement, f"“{said.quote}”", "later value", str(is_later), is_later)
    for heard in seen.heard:
        if heard.stance != Stance.NOT_ENOUGH_INFO and (heard.report, heard.start) not in listed:
            wanted = Stance.NOT_ENOUGH_INFO.value
            yield Check("unlisted", story.name, claim.statement, f"“{heard.text}”", wanted, heard.stance, False)


def _with_own(claim: Watched) -> Iterable[Said]:
    """With the claim's own sentence, which supports it where the story says nothing else of it."""
    if not any(said.report == claim.report and _overlap(said.quote, claim.quote) for said in claim.says):
        yield Said(claim.report, claim.quote, Stance.SUPPORTS.value, "its own sentence")
    yield from claim.says


def _overlap(one: str, two: str) -> bool:
    return one in two or two in one


def _at(rows: Iterable[Heard], report: str, start: int) -> Heard | None:
    return next((row for row in rows if row.report == report and row.start <= start < row.end), None)


def machine_refuted(story: Story, played: Played) -> list[MachineRefuted]:
    """Each claim of the machine's own that was ever to be refuted, with the expectation that makes it right, if any."""
    return [MachineRefuted(story.name, seen.statement, _excuse(story, seen.places)) for seen in played.machine_refuted]


def _excuse(story: Story, places: Sequence[tuple[str, int, int]]) -> str:
    """It is made where a watched claim is made that is refuted too, or where the story allows it."""
    texts = {report.name: report.incoming.text for report in story.reports}
    allowed = [(row.report, row.quote, row.why) for row in story.also_refuted]
    allowed += [(row.report, row.quote, row.why) for row in story.claims if row.proposes == Status.REFUTED]
    for report, quote, why in allowed:
        start = texts[report].index(quote)
        if any(name == report and begin < start + len(quote) and start < end for name, begin, end in places):
            return why
    return ""
