"""Two sentences word by word: what stands in one and not in the other. Pure."""

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

_WORD = re.compile(r"\s*\S+\s*?(?=\s|$)")


class Part(NamedTuple):
    """A stretch of a sentence; `differs` where the other one does not say it."""

    text: str
    differs: bool


def differing(one: str, other: str) -> tuple[list[Part], list[Part]]:
    """Both sentences cut into parts, nothing left out; case and the marks at a word's end do not count as different."""
    left, right = _WORD.findall(one), _WORD.findall(other)
    matched = SequenceMatcher(None, list(map(_bare, left)), list(map(_bare, right)), autojunk=False).get_opcodes()
    return (
        list(_parts(one, left, [(i, j, tag != "equal") for tag, i, j, _, _ in matched])),
        list(_parts(other, right, [(i, j, tag != "equal") for tag, _, _, i, j in matched])),
    )


def _bare(word: str) -> str:
    return word.strip().casefold().strip(".,;:!?“”\"'()") or word.strip()


def _parts(text: str, words: Sequence[str], cuts: Sequence[tuple[int, int, bool]]) -> Iterator[Part]:
    for first, last, differs in cuts:
        stretch = "".join(words[first:last])
        said = stretch.lstrip()
        if len(said) < len(stretch):  # the space before a word is not what differs
            yield Part(stretch[: len(stretch) - len(said)], False)
        if said:
            yield Part(said, differs)
    if rest := text[sum(map(len, words)) :]:
        yield Part(rest, False)
