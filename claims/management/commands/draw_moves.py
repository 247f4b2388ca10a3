"""Draw the table of moves as docs/moves.svg: boxes of statuses that move alike, and what each arrow needs."""

from collections.abc import Iterator
from itertools import product
from typing import Any
from xml.sax.saxutils import escape

from django.conf import settings
from django.core.management.base import BaseCommand

from claims.status import MOVES, Move, Need, Status

PATH = settings.BASE_DIR / "docs" / "moves.svg"
LEFT, WIDTH, HEIGHT, STEP, REACH = 360, 280, 86, 170, 105
HEAD = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1000 {tall}" role="img" aria-labelledby="t d" \
font-family="system-ui, sans-serif" font-size="14">
  <title id="t">The statuses of a claim and the moves between them</title>
  <desc id="d">{words}</desc>
  <style>
    rect {{ fill: #fbe9d7; stroke: #a8590f; stroke-width: 1.2 }}
    path {{ fill: none; stroke: #5b5346; stroke-width: 1.5; marker-end: url(#a) }}
    .word {{ fill: #1f1c17; font-weight: 600; text-anchor: middle }} .note {{ fill: #4d463b; font-size: 12px; \
text-anchor: middle }}
    .said {{ paint-order: stroke; stroke: #fff; stroke-width: 5px }}
    @media (prefers-color-scheme: dark) {{
      rect {{ fill: #3a2715; stroke: #e2a263 }} path {{ stroke: #b8ad99 }} .word {{ fill: #f3eee4 }} \
.note {{ fill: #cfc5b3 }}
      .said {{ stroke: #14181b }}
    }}
  </style>
  <defs><marker id="a" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto">\
<path d="M0 0 8 4 0 8z" style="fill:#8a7f6d;stroke:none;marker-end:none"/></marker></defs>
"""
SHORT = {Need.EVIDENCE: "evidence", Need.SECOND_PERSON: "second person*", Need.SECOND_ALWAYS: "second person, always"}
FOOT = "Every move needs a rationale and a reviewer who did not write, accept or last edit the claim."
STAR = "* unless switched off. Arrows downward at the right, upward at the left."
Group = tuple[Status, ...]


class Command(BaseCommand):
    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        PATH.write_text(moves_svg(), "utf-8")
        self.stdout.write(f"Drawn: {PATH}")


def moves_svg() -> str:
    boxes = groups()
    tall = STEP * len(boxes) + 60
    arrows = [(i, j, needs(a, b)) for (i, a), (j, b) in product(enumerate(boxes), repeat=2) if i != j and needs(a, b)]
    words = " ".join(f"{_names(boxes[i])} to {_names(boxes[j])}: {text}." for i, j, text in arrows)
    lines = [HEAD.format(tall=tall, words=escape(words))]
    lines += [line for at, group in enumerate(boxes) for line in _box(at, group)]
    lines += [line for arrow in arrows for line in _arrow(*arrow)]
    lines += [_text("note", LEFT + WIDTH // 2, tall - 34, FOOT), _text("note", LEFT + WIDTH // 2, tall - 16, STAR)]
    return "".join(lines) + "</svg>\n"


def groups() -> list[Group]:
    """Statuses in the order of the table, those together that move to and from all others alike."""
    found: list[list[Status]] = []
    for status in Status:
        home = next((group for group in found if _alike(group[0], status)), None)
        home.append(status) if home else found.append([status])
    return [tuple(group) for group in found]


def _alike(one: Status, two: Status) -> bool:
    others = [status for status in Status if status not in (one, two)]
    same = all(
        MOVES.get((one, x)) == MOVES.get((two, x)) and MOVES.get((x, one)) == MOVES.get((x, two)) for x in others
    )
    return same and MOVES.get((one, two)) == MOVES.get((two, one)) and MOVES.get((one, one)) == MOVES.get((two, two))


def needs(source: Group, to: Group) -> str:
    """What the move from any of one group to any other status of the other needs, in words; empty if there is none."""
    move = next((MOVES[pair] for pair in product(source, to) if pair[0] != pair[1] and pair in MOVES), None)
    return _words(move) if move else ""


def _words(move: Move) -> str:
    return " + ".join(word for need, word in SHORT.items() if need in move.needs) or "one reviewer"


def _names(group: Group) -> str:
    return ", ".join(group)


def _box(at: int, group: Group) -> Iterator[str]:
    top, middle = 20 + at * STEP, LEFT + WIDTH // 2
    yield f'  <rect x="{LEFT}" y="{top}" width="{WIDTH}" height="{HEIGHT}" rx="8"/>\n'
    yield _text("word", middle, top + 26, " · ".join(group))
    among, again = needs(group, group), MOVES.get((group[0], group[0]))
    if among:
        yield _text("note", middle, top + 50, f"to one another: {among}")
    if again:
        yield _text("note", middle, top + 70, f"to say that it stands: {_words(again)}")


def _arrow(source: int, to: int, text: str) -> Iterator[str]:
    """Downward arrows bow out at the right, upward ones at the left; the farther they go, the wider."""
    side, x = (1, LEFT + WIDTH) if to > source else (-1, LEFT)
    far = abs(to - source)
    start, end = (20 + at * STEP + HEIGHT // 2 + side * shift for at, shift in ((source, 10 + far * 8), (to, -10)))
    bow = x + side * REACH * far * 4 // 3
    yield f'  <path d="M{x} {start}C{bow} {start} {bow} {end} {x + side * 3} {end}"/>\n'
    yield _text("note said", x + side * (REACH * far - 12), (start + end) // 2 + 4, text)


def _text(kind: str, x: int, y: int, words: str) -> str:
    return f'  <text class="{kind}" x="{x}" y="{y}">{escape(words)}</text>\n'
