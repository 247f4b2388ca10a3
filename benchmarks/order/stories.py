"""What arrives: the sample, and small stories of our own for where order could tell."""

import json
from datetime import UTC, datetime

from benchmarks.order.world import HandWritten
from claims.management.commands.import_reports import report_from
from claims.management.commands.load_sample import REPORTS
from sources.services.receive_report import IncomingReport


def sample(*slugs: str) -> list[IncomingReport]:
    """Reports of the sample: those named, else all."""
    rows = [json.loads(line) for line in REPORTS.read_text("utf-8").splitlines() if line]
    return [report_from(row) for row in rows if not slugs or row["slug"] in slugs]


def _report(slug: str, day: int, text: str, outlet: str = "", hour: int = 9) -> IncomingReport:
    moment = datetime(2024, 3, day, hour, tzinfo=UTC)
    outlet = outlet or slug.partition("-")[0].title()
    return IncomingReport(text=text, url=f"https://{slug}.example/", publisher=outlet, title="", published_at=moment)


# The first and the last are too far apart to be one piece of news; the one in between makes them one.
SAID_AGAIN = [
    _report("alder-dam", 4, "Velmark opened the Istra dam on 3 March 2024. Crowds lined the valley road."),
    _report("birch-dam", 6, "Velmark opened the Istra dam on 3 March 2024. Farmers downstream were not asked."),
    _report("cedar-dam", 9, "Velmark opened the Istra dam on 3 March 2024. The turbines arrive in summer."),
]
# Two versions of one report: nothing that only the first one says may count in the end.
CORRECTED = [
    _report("dogwood-mill", 5, "A fire destroyed the Torvald mill on Monday. Nine workers were injured at Torvald."),
    _report(
        "dogwood-mill",
        6,
        "A fire destroyed the Torvald mill on Monday. Seven workers were injured at Torvald. Nobody died.",
    ),
    _report("elm-mill", 5, "A fire destroyed the Torvald mill on Monday, the owner said. The roof fell in.", hour=15),
    _report("fir-mill", 6, "No fire destroyed the Torvald mill on Monday, the fire brigade of Torvald said."),
]
# Words that say nothing by themselves, in two towns; the third is a copy of the first.
TWO_TOWNS = [
    _report("ginkgo-ostra", 5, "Ostra got a new stadium on Monday. The mayor resigned. It had cost too much."),
    _report("hazel-vidby", 5, "Vidby got a new hospital on Monday. The mayor resigned. It had cost too much."),
    _report("ivy-ostra", 5, "Ostra got a new stadium on Monday. The mayor resigned. It had cost too much.", hour=12),
]
BY_HAND = [
    HandWritten("https://elm-mill.example/", "The roof fell in", "The roof of the Torvald mill fell in."),
    HandWritten("https://alder-dam.example/", "Crowds lined the valley road", "The Istra dam was opened in Velmark."),
]
EDGES: list[IncomingReport | HandWritten] = [*SAID_AGAIN, *CORRECTED, *TWO_TOWNS, *BY_HAND]
