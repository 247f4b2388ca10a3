"""Phrases that say one thing and are read as one word: "stayed away" is being absent."""

from collections.abc import Sequence

from claims.pipeline.compare.reserve import CLAUSE_ENDS
from claims.pipeline.compare.words import Token, stem

_PHRASES = {
    "absent": """stayed away;stay away;stays away;staying away;empty chair;empty chairs;empty seat;no show;
    failed to show up;did not show up;failed to turn up;did not turn up;sat out;sits out;stayed at home;snubbed""",
    "attend": """showed up;turned up;shows up;turns up;was present;were present;took part;takes part;taking part;
    take part""",
    "resign": "stepped down;steps down;stepping down;step down;stood down;stands down;quit his post;quit her post",
    "support": "voted for;votes for;vote for;voted in favour of;voted in favor of",
    "oppose": "voted against;votes against;vote against",
    "cancel": "called off;calls off;call off;scrapped",
    "reject": "turned down;turns down;voted down;votes down;threw out;thrown out",
    "approve": "gave the green light;gives the green light;waved through;signed off on",
    "postpone": "put off;puts off;pushed back",
    "close": "shut down;shuts down;shutting down",
    "die": "passed away;lost his life;lost her life;lost their lives",
    "acquit": "found not guilty;cleared of;walked free",
    "convict": "found guilty;finds guilty;pleaded guilty",
    "dismiss": "laid off;lays off",
    "increase": "went up;goes up;going up",
    "decrease": "went down;goes down;going down;came down",
    "lead": "in the lead;took the lead",
    "release": "set free;let go",
    "bankrupt": "went bust;goes bust;went under",
}
_LONGEST = 4
# The two parts of a phrase that takes whom it is about between them: "found the broker guilty".
_PARTED = {
    ("found", "guilty"): "convict", ("finds", "guilty"): "convict", ("find", "guilty"): "convict",
    ("called", "off"): "cancel", ("laid", "off"): "dismiss", ("set", "free"): "release", ("voted", "down"): "reject",
    ("turned", "down"): "reject", ("shut", "down"): "close", ("put", "off"): "postpone",
}  # fmt: skip
_PARTED_REACH = 7


def _table() -> dict[tuple[str, ...], str]:
    pairs = ((phrase.split(), base) for base, phrases in _PHRASES.items() for phrase in phrases.split(";"))
    return {tuple(words): stem(base) for words, base in pairs}


_BY_WORDS = _table()
_FIRST = {words[0] for words in _BY_WORDS} | {first for first, _ in _PARTED}


def merged(found: Sequence[Token]) -> tuple[Token, ...]:
    """The tokens, each known phrase as one token whose stem is the plain word's."""
    if not any(token.text.lower() in _FIRST for token in found):
        return tuple(found)
    found = _joined(found)
    out: list[Token] = []
    at = 0
    while at < len(found):
        length = _length(found, at)
        if length:
            words = tuple(token.text.lower() for token in found[at : at + length])
            said = " ".join(token.text for token in found[at : at + length])
            out.append(Token(said, _BY_WORDS[words], False, found[at].gap))
        else:
            out.append(found[at])
        at += length or 1
    return tuple(out)


def _joined(found: Sequence[Token]) -> list[Token]:
    """The tokens, the parts of each parted phrase as one token where its first part stands."""
    out = list(found)
    for at, token in enumerate(found):
        first = token.text.lower()
        for end in range(at + 2, min(at + 2 + _PARTED_REACH, len(found))):
            if found[end].text.lower() in CLAUSE_ENDS:
                break
            base = _PARTED.get((first, found[end].text.lower()))
            if base and found[end - 1].text.lower() != "not":
                out[at] = Token(f"{token.text} {found[end].text}", stem(base), False, token.gap)
                out[end] = _GONE
                break
    return [token for token in out if token is not _GONE]


_GONE = Token(";", "", False)


def _length(found: Sequence[Token], at: int) -> int:
    if found[at].text.lower() not in _FIRST:
        return 0
    words = [token.text.lower() for token in found[at : at + _LONGEST]]
    return next((n for n in range(len(words), 0, -1) if tuple(words[:n]) in _BY_WORDS), 0)
