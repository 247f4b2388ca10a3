"""What a number of a sentence counts: the noun after it, what befell those counted, and the words around a measure."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from claims.pipeline.compare.words import Token, stem, stem_set, word_set

STOPS = word_set(". ; : , ? ! but although though while whereas and")
_BEFORE, _AFTER, _BEYOND = 7, 5, 3
_FATES = {
    "kill": "killed kill dead died die deaths toll fatalities bodies slain drowned",
    "injure": "injured wounded hurt injuries hospitalised hospitalized",
    "arrest": "arrested detained arrests",
    "miss": "missing",
    "rescue": "rescued saved",
    "evacuate": "evacuated displaced homeless",
    "infect": "infected infections",
    "charge": "charged indicted",
    "dismiss": "sacked dismissed",
    "hire": "hired recruited",
}
FATES = {stem(word): fate for fate, words in _FATES.items() for word in words.split()}
# Words that stand beside every figure and say nothing of what is measured.
GENERIC = stem_set("""
    rise rose fall fell grow increase decrease drop reach climb decline jump gain lose say said report put stand stood
    total level record new last first year years month months week weeks quarter day days time percent percentage point
    points per cent figure number average now latest estimated around nearly come came make made give gave go went
    reported show showed long high tall wide deep old length height
""")
_MORE = stem_set("other further additional extra separate different new")


class Counted(NamedTuple):
    """`units`: the stems of the noun phrase; `head`: its noun; `fate`: what befell it, "" where nothing is told."""

    units: frozenset[str]
    head: str
    fate: str


def counted(tokens: Sequence[Token], at: int, after: int) -> Counted:
    """What the number in tokens `at` to `after` counts."""
    run = list(_noun_run(tokens, after))
    head = next((token for token in run if is_plural(token)), run[0] if run else None)
    if head is None:
        # What a bare number counts is the subject of its clause, however far back: "the toll from ... rose to 31".
        return Counted(frozenset(), "", _fate(tokens, at, after, reach=at))
    words = run[: run.index(head) + 1]
    end = after + len(words)
    of = tokens[end + 1 : end + 4] if end < len(tokens) and tokens[end].text.lower() == "of" else ()
    units = frozenset(t.stem for t in (*words, *_content(of)))
    return Counted(units, head.stem, _fate(tokens, at, after))


def is_plural(token: Token) -> bool:
    low = token.text.lower()
    return low in _PLURALS or (low.endswith("s") and not low.endswith(("ss", "us", "is", "'s")) and low != "news")


_PLURALS = word_set("people men women children police feet fish sheep cattle troops")


def _noun_run(tokens: Sequence[Token], after: int) -> Iterator[Token]:
    """Up to four content words; a participle ends it unless a plural follows ("40 armed men", "40 people killed")."""
    follows = tokens[after : after + 5]
    for index, token in enumerate(follows[:4]):
        if not token.is_word or token.text[0].isdigit() or (not token.is_content and token.stem not in _MORE):
            return
        if token.stem in FATES or token.text.lower().endswith("ed"):
            nearby = follows[index + 1 : index + 2]
            if index or not (nearby and is_plural(nearby[0])):
                return
        if token.stem not in _MORE:
            yield token


def _content(tokens: Sequence[Token]) -> Iterator[Token]:
    for token in tokens:
        if not token.is_word:
            return
        if token.is_content:
            yield token


def _fate(tokens: Sequence[Token], at: int, after: int, reach: int = _BEFORE) -> str:
    behind = _until_stop(tokens[after : after + _AFTER + _BEYOND])
    before = _until_stop(list(reversed(tokens[max(0, at - reach) : at])))
    return next((FATES[token.stem] for token in (*behind, *before) if token.stem in FATES), "")


def _until_stop(tokens: Sequence[Token]) -> list[Token]:
    """The tokens up to a mark, "and" or another number."""
    out: list[Token] = []
    for token in tokens:
        if token.text.lower() in STOPS or token.text[0].isdigit():
            break
        out.append(token)
    return out


def around(tokens: Sequence[Token], at: int, after: int) -> frozenset[str]:
    """Stems near a measure that may say what is measured; names and words that go with every figure are left out."""
    near = (
        *_until_stop(list(reversed(tokens[max(0, at - _BEFORE) : at]))),
        *_until_stop(tokens[after : after + _AFTER]),
    )
    opens = tokens[:1] if at <= _BEFORE else ()
    return telling(near) | telling(opens) or telling(tokens)


def telling(tokens: Sequence[Token]) -> frozenset[str]:
    return frozenset(
        token.stem
        for at, token in enumerate(tokens)
        if token.is_content and not (token.capital and at) and token.stem not in GENERIC and not token.text[0].isdigit()
    )
