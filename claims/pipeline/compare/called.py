"""What somebody or something is called beside a name: "the midfielder Ruben Ostrow", "Energy minister Lia Brand"."""

from collections.abc import Mapping, Sequence

from claims.pipeline.compare.named import NO_NAMES, is_headline
from claims.pipeline.compare.words import Token, word_set

_OPENS = word_set("the a an its his her their")
_FUNCTION_BEFORE = word_set(". , ; :")


def called(found: Sequence[Token]) -> Mapping[frozenset[str], frozenset[str]]:
    """For each name (its stems) the stems of the words right before it that only say what it is.

    They follow an article, a possessive or a mark, or open the sentence: "signed Ana Lima" calls her nothing.
    """
    if is_headline(found):
        return {}
    out: dict[frozenset[str], frozenset[str]] = {}
    at = 0
    while at < len(found):
        end = at
        while end < len(found) and _is_name(found[end]) and (end == at or found[end].gap == " "):
            end += 1
        words = _before(found, at) if end > at else ()
        if words:
            out[frozenset(token.stem for token in found[at:end])] = frozenset(words)
        at = max(end, at + 1)
    return out


def _is_name(token: Token) -> bool:
    return token.capital and token.is_content and token.stem not in NO_NAMES and token.text[0].isalpha()


def _before(found: Sequence[Token], at: int) -> tuple[str, ...]:
    words: list[str] = []
    for token in reversed(found[:at]):
        low = token.text.lower()
        if low in _OPENS or low in _FUNCTION_BEFORE:
            return tuple(words)
        if not token.is_content or token.capital or not token.text[0].isalpha():
            return ()
        words.append(token.stem)
    return ()
