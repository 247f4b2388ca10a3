"""Whether a claim just read says the same as a stored one. Conservative: nothing is merged on a guess.

The policy in words. "Same" only when the two say the same words in the same order, but for case, marks, articles,
"has" and how a number is written, and the reading found the same polarity, modality and condition. "Different" when
something tells them apart: a number, a name, a day, a denial, a plan, an opposite; or when they are not near.
"Unsure" in between; that is for a person.
"""

import hashlib
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from claims.pipeline.compare.contrast import opposites
from claims.pipeline.compare.sides import Side, read_side
from claims.pipeline.compare.words import Token, tokens, word_set
from claims.pipeline.numbers import number_at

# Below these two claims are simply different: share of content words in common (Jaccard), likeness of meaning.
UNSURE_WORDS, UNSURE_COSINE = 0.5, 0.8
SMALL_WORDS = word_set("a an the that has have had also mr mrs ms")
TELLING_MARKS = word_set("% $ € £")


PRONOUNS = frozenset("he she it they we i you this that these those there his her its their our my".split())


@dataclass(frozen=True, slots=True)
class ClaimText:
    """A claim as far as matching goes: its words, and what the reading found about them."""

    text: str
    polarity: str = "asserted"
    modality: str = "asserted"
    condition: str = ""


@dataclass(frozen=True, slots=True)
class Match:
    """The verdict, and sentences that say what was compared."""

    verdict: Literal["same", "different", "unsure"]
    reasons: tuple[str, ...]


def same_claim(a: ClaimText, b: ClaimText, cosine: float) -> Match:
    """Compares two claims; `cosine` is that of their embeddings. Pure and symmetric."""
    one, two = read_side(a.text), read_side(b.text)
    told_apart = (*readings_apart(a, b), *words_apart(one, two))
    if told_apart:
        return Match("different", told_apart)
    if wording(a.text) == wording(b.text):
        return Match("same", ("They say the same words in the same order.",))
    shared = len(one.content & two.content) / (len(one.content | two.content) or 1)
    near = shared >= UNSURE_WORDS and cosine >= UNSURE_COSINE
    reason = f"They share {shared:.2f} of their content words; likeness of meaning {cosine:.2f}."
    return Match("unsure" if near else "different", (reason,))


def readings_apart(a: ClaimText, b: ClaimText) -> Iterator[str]:
    """What the reading says of one claim and not of the other."""
    if a.polarity != b.polarity:
        yield "One is asserted, the other negated."
    if a.modality != b.modality:
        yield f"They differ in modality: {' / '.join(sorted((a.modality, b.modality)))}."
    if wording(a.condition) != wording(b.condition):
        yield "They do not hang on the same condition."


def words_apart(one: Side, two: Side) -> Iterator[str]:
    """What the words themselves say of one claim and not of the other, however the claims were read."""
    if bool(one.negated or one.denials) != bool(two.negated or two.denials):
        yield "Only one of them denies something."
    if (one.planned, one.possible, one.conditional) != (two.planned, two.possible, two.conditional):
        yield "Only one of them speaks of a plan, a possibility or a condition."
    if bounds(one) != bounds(two):
        yield f"Their numbers differ: {figures(one, two)}."
    if one.days != two.days:
        yield "They name different days."
    if apart := (one.names ^ two.names) - (one.content & two.content):
        yield f"Only one of them names {', '.join(sorted(spelled(word, one, two) for word in apart))}."
    if opposites(one, two) or opposites(two, one):
        yield "They use opposite words."


def bounds(side: Side) -> list[tuple[float, float]]:
    return sorted((quantity.low, quantity.high) for quantity in side.quantities)


def figures(*sides: Side) -> str:
    return " / ".join(sorted(", ".join(sorted(q.said for q in side.quantities)) or "none" for side in sides))


def spelled(word: str, *sides: Side) -> str:
    return min(side.spelled[word] for side in sides if word in side.spelled)


def stands_alone(text: str) -> bool:
    """Whether a statement says by itself what it is about: it names something and does not begin with a pronoun.

    "The mayor resigned." and "It cost 40 million." are equal words for different events in every town.
    """
    first = wording(text)[:1]
    return bool(read_side(text).names) and not (first and first[0] in PRONOUNS)


def wording_key(text: str) -> str:
    """SHA-256 of the wording, to look equal wordings up by."""
    return hashlib.sha256("\x1f".join(wording(text)).encode()).hexdigest()


def wording(text: str) -> tuple[str, ...]:
    """The words in order without case, articles and marks; numbers by value ("five" is "5", "4,000" is "4000")."""
    found = tokens(unicodedata.normalize("NFKC", text))
    words = [token.text.lower() for token in found]
    out: list[str] = []
    at = 0
    while at < len(found):
        number = number_at(words, at)
        if number is not None:
            out.append(f"{number.value:.15g}")
        elif tells(found[at]):
            out.append(words[at].replace("percent", "%"))
        at = at + 1 if number is None else number.after
    return tuple(out)


def tells(token: Token) -> bool:
    return token.text in TELLING_MARKS or (token.is_word and token.text.lower() not in SMALL_WORDS)
