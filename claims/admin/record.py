"""A track record in words and figures, as a table shows it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from claims.pipeline.track_record import REACHED, Tally, TrackRecord
from claims.status import Status

TOPICS = {
    "plan": "plans",
    "quote": "quotes",
    "figure": "figures",
    "office": "offices held",
    "event": "events",
    "state": "states of affairs",
    "other": "other claims",
}


@dataclass(frozen=True, slots=True)
class Row:
    """One line: what it is about, how many claims came to each verdict, and what that says in words."""

    label: str
    counts: Sequence[int]
    told: str


@dataclass(frozen=True, slots=True)
class Sheet:
    title: str
    heads: Sequence[str]
    rows: Sequence[Row]
    total: int


def sheet(title: str, record: TrackRecord) -> Sheet:
    """All claims, then by topic, then by year; verdicts that none of them came to have no column."""
    shown = [status for status in REACHED if record.overall.counts[status]]
    return Sheet(title, [status.label for status in shown], list(_rows(record, shown)), record.overall.total)


def _rows(record: TrackRecord, shown: Sequence[Status]) -> Iterator[Row]:
    yield _row("all", record.overall, shown)
    for topic, tally in record.topics.items():
        yield _row(TOPICS[topic], tally, shown)
    for year, tally in record.years.items():
        yield _row(str(year.year), tally, shown)


def _row(label: str, tally: Tally, shown: Sequence[Status]) -> Row:
    return Row(label, [tally.counts[status] for status in shown], told(tally))


def told(tally: Tally) -> str:
    """ "80 in 100 held (49 to 94)" """
    if tally.share is None or tally.low is None or tally.high is None:
        return "nothing was verified or refuted"
    low, high = round(100 * tally.low), round(100 * tally.high)
    return f"{round(100 * tally.share)} in 100 held ({low} to {high})"
