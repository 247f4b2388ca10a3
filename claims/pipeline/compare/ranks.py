"""Ordinals that say which place: "finished third", "the second-largest bank", "a third term"."""

from collections.abc import Sequence

from claims.pipeline.compare.words import Token, stem_set, word_set

ORDINALS = {
    word: float(value)
    for value, word in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split(), 1
    )
}
SUPERLATIVES = {
    word: "large" if word in ("largest", "biggest", "greatest") else word.removesuffix("est")
    for word in word_set(
        """largest biggest greatest longest highest tallest oldest richest poorest fastest smallest deepest busiest
        strongest youngest lowest heaviest shortest"""
    )
}
_SUFFIXES = word_set("st nd rd th")
_RANKED = stem_set("finish finished came come place placed rank ranked position spot seeded")
_UNITS = word_set("half time day hand floor century street avenue world quarter lady person party degree")


def ordinal_at(words: Sequence[str], at: int) -> tuple[float, int] | None:
    """The ordinal in words or digits ("third", "3rd") that begins at a word, and where it ends."""
    if words[at] in ORDINALS:
        return ORDINALS[words[at]], at + 1
    for suffix in _SUFFIXES:
        if words[at].endswith(suffix) and words[at][: -len(suffix)].isdecimal():
            return float(words[at][: -len(suffix)]), at + 1
    if words[at].isdecimal() and words[at + 1 : at + 2] and words[at + 1] in _SUFFIXES:
        return float(words[at]), at + 2
    return None


def rank_at(tokens: Sequence[Token], words: Sequence[str], at: int) -> tuple[float, str, int] | None:
    """The rank that begins at a token: its value, the stem of what is ranked ("" for a place in a ranking), its end."""
    found = ordinal_at(words, at)
    if found is None:
        return _superlative(words, at)
    value, after = found
    follows = tokens[after] if after < len(tokens) else None
    ranked = any(token.stem in _RANKED for token in (*tokens[max(0, at - 2) : at], *tokens[after : after + 1]))
    if ranked:
        return value, "", after
    if follows is None or not follows.is_content or words[at] == "first" or follows.text.lower() in _UNITS:
        return None
    return (value, SUPERLATIVES.get(words[after], follows.stem), after)


def _superlative(words: Sequence[str], at: int) -> tuple[float, str, int] | None:
    """ "The longest river" is first among rivers; "one of the longest" may be any of several."""
    if words[at] not in SUPERLATIVES or words[max(0, at - 2) : at] == ["of", "the"]:
        return None
    pointed = at > 0 and (words[at - 1] in ("the", "its", "their") or words[at - 1].endswith("'s"))
    return (1.0, SUPERLATIVES[words[at]], at + 1) if pointed else None
