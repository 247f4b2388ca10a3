"""Where the layout of a plain text says that a sentence must end, before any model looks at it. Pure."""

import re
from collections.abc import Iterator
from itertools import pairwise

Offsets = tuple[int, int]

MAX_SENTENCE = 1_000
MAX_BLOCK = 10_000

_LINE = re.compile(r"[^\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")
_BLANK = re.compile(r"\n[^\S\n]*\n|\r[\n]?[^\S\r\n]*\r|[\x0c\u2029]")
_LIST_MARK = re.compile(r"[-*•·‣◦–—]\s|\(?(?:\d{1,3}|[A-Za-z])[.)]\s")
_FINISHED = re.compile(r"[.!?…:;。！？]['\"”’»)\]]*$")
ABBREVIATED = re.compile(
    r"\b(?:Mr|Mrs|Ms|Dr|Gen|Sen|Sens|Rep|Reps|Gov|Lt|Col|Capt|Adm|Maj|Sgt|Prof|Rev|Hon|St|No|vs)\.$"
)
_WORD = re.compile(r"\S+")
_ENDLESS = re.compile(rf"\S{{{MAX_SENTENCE + 1},}}")
_WRAP_WIDTHS = range(40, 101)


def blocks(text: str) -> list[Offsets]:
    """Trimmed stretches of `text` that no sentence may cross, in order: paragraphs, headlines, list lines.

    None is longer than `MAX_BLOCK`, and no unbroken run in one exceeds `MAX_SENTENCE`, so hostile text costs no more.
    """
    lines = [trimmed(text, *m.span()) for m in _LINE.finditer(text)]
    lines = [(start, end) for start, end in lines if start < end]
    groups: list[list[Offsets]] = []
    for line in lines:
        if groups and not _parted(text, groups[-1][-1], line):
            groups[-1].append(line)
        else:
            groups.append([line])
    return [piece for group in groups for block in _unwrapped(text, group) for piece in _bounded(text, block)]


def cut_long(text: str, span: Offsets, limit: int = MAX_SENTENCE) -> Iterator[Offsets]:
    """`span` in trimmed pieces of at most `limit` characters, cut at white space where there is any."""
    start, end = span
    while end - start > limit:
        space = max(m for m in (text.rfind(" ", start, start + limit), text.rfind("\n", start, start + limit)))
        cut = space if space > start else start + limit
        yield trimmed(text, start, cut)
        start, _ = trimmed(text, cut, end)
    if start < end:
        yield start, end


def trimmed(text: str, start: int, end: int) -> Offsets:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _parted(text: str, line: Offsets, following: Offsets) -> bool:
    """Whether two lines certainly belong apart: a blank line between them, or the second opens a list item."""
    return bool(_BLANK.search(text, line[1], following[0]) or _LIST_MARK.match(text, following[0]))


def _unwrapped(text: str, lines: list[Offsets]) -> Iterator[Offsets]:
    """The lines of one paragraph, those joined that only wrap."""
    width = max(end - start for start, end in lines)
    start = lines[0][0]
    for line, following in pairwise(lines):
        if not _wraps(text, line, following, width):
            yield start, line[1]
            start = following[0]
    yield start, lines[-1][1]


def _wraps(text: str, line: Offsets, following: Offsets, width: int) -> bool:
    """Whether the break between two lines is only where the page ended, not where the thought did.

    A line that had room for the next word was broken on purpose (the rule of every plain-text unwrapper).
    """
    last = text[max(line[0], line[1] - 12) : line[1]]
    if text[following[0]].islower() or ABBREVIATED.search(last):
        return True
    if _FINISHED.search(last):
        return False
    word = _WORD.match(text, following[0], following[1])
    room = line[1] - line[0] + 1 + (word.end() - word.start() if word else 0)
    return width in _WRAP_WIDTHS and room > width


def _bounded(text: str, block: Offsets) -> Iterator[Offsets]:
    """`block` cut so that neither it nor a run of it without white space is too long for the tokeniser."""
    start = block[0]
    for run in _ENDLESS.finditer(text[block[0] : block[1]]):
        first, last = block[0] + run.start(), block[0] + run.end()
        yield from _nonempty(text, start, first)
        yield from ((at, min(at + MAX_SENTENCE, last)) for at in range(first, last, MAX_SENTENCE))
        start = last
    yield from _nonempty(text, start, block[1])


def _nonempty(text: str, start: int, end: int) -> Iterator[Offsets]:
    start, end = trimmed(text, start, end)
    if start < end:
        yield from cut_long(text, (start, end), MAX_BLOCK)
