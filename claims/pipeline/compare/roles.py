"""Who did it to whom: "A beat B" beside "B beat A"."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from claims.pipeline.compare.words import Token, word_set

# Verbs whose two sides cannot be changed; a line is one act, "lose to" and "sell to" turn the sides round.
_ACTS = """beat beats beaten beating defeat defeats defeated thrashed thrash edged outplayed overcame overcome
buy buys bought acquire acquires acquired acquiring purchase purchased
sue sues sued suing
invade invades invaded
attack attacks attacked
kill kills killed murdered
shoot shot shoots
arrest arrested arrests
succeed succeeds succeeded replace replaces replaced
overtake overtook overtakes overtaken
owe owes owed
pay pays paid
praise praises praised
criticise criticised criticize criticized criticises slammed
accuse accuses accused
invite invites invited
visit visits visited
ban bans banned
block blocks blocked
recognise recognised recognize recognized
own owns owned
teach taught teaches
hire hires hired
sponsor sponsors sponsored
lend lends lent
support supports supported backs backed
sack sacked dismissed fired
hit hits struck
rescue rescued saved
bit bites bitten
follow follows followed
export exports exported
supply supplies supplied
sanction sanctions sanctioned
warn warns warned
ask asks asked
thank thanks thanked
chase chased
outsell outsold outnumber outnumbered outrank outranked"""
ACTS = {form: line.split()[0] for line in _ACTS.splitlines() for form in line.split()}
_TURNED = {("lose", "to"): "beat", ("lost", "to"): "beat", ("loses", "to"): "beat"}
_BE = word_set("is was were are been be being get got")
_ENDS = word_set(". ; : ? ! but although though while whereas that who which and")
_FUNCTION = word_set(
    "in on at for with after before over from as when during because since by to of if than into against"
)


class Role(NamedTuple):
    """An act with the stems of who does it and of whom it is done to."""

    act: str
    doer: frozenset[str]
    done_to: frozenset[str]


def roles(found: Sequence[Token]) -> tuple[Role, ...]:
    """The acts of a sentence for which both sides stand beside the verb."""
    return tuple(role for at in range(len(found)) if (role := _role(found, at)) and role.doer and role.done_to)


def _role(found: Sequence[Token], at: int) -> Role | None:
    word = found[at].text.lower()
    after = found[at + 1].text.lower() if at + 1 < len(found) else ""
    if act := _TURNED.get((word, after)):
        return Role(act, _object(found, at + 2), _subject(found, at))
    if (
        (word, after) == ("lost", "the")
        or word not in ACTS
        or (at and found[at - 1].text.lower() in ("the", "a", "an"))
    ):
        return None
    passive = any(token.text.lower() in _BE for token in found[max(0, at - 2) : at])
    by = next((i for i in range(at + 1, min(at + 5, len(found))) if found[i].text.lower() == "by"), None)
    if by is not None and (passive or by == at + 1):
        return Role(ACTS[word], _object(found, by + 1), _subject(found, at))
    return None if passive else Role(ACTS[word], _subject(found, at), _object(found, at + 1))


def _subject(found: Sequence[Token], at: int) -> frozenset[str]:
    """The noun phrase before a verb; of "the bank of Sarn" the bank."""
    phrases: list[list[str]] = [[]]
    for token in reversed(found[max(0, at - 8) : at]):
        low = token.text.lower()
        if low in _ENDS or low == ",":
            break
        if low in _FUNCTION:
            phrases.append([])
        elif token.is_content and not low.endswith("ly"):
            phrases[-1].append(token.stem)
    filled = [phrase for phrase in phrases if phrase]
    return frozenset(filled[-1]) if filled else frozenset()


def _object(found: Sequence[Token], at: int) -> frozenset[str]:
    out: list[str] = []
    for token in found[at : at + 5]:
        low = token.text.lower()
        if low in _ENDS or not token.is_word or (low in _FUNCTION and out) or token.text[0].isdigit():
            break
        if token.is_content:
            out.append(token.stem)
    return frozenset(out)


def swapped(claim: Sequence[Role], passage: Sequence[Role]) -> tuple[Role, Role] | None:
    """An act whose two sides have changed places, where the passage nowhere tells it the claim's way."""
    for one, two in _pairs(claim, passage):
        turned = one.doer & two.done_to and one.done_to & two.doer
        if turned and not (one.doer & two.doer or one.done_to & two.done_to):
            told = any(_same(mine, theirs) for mine, theirs in _pairs(claim, passage) if mine == one or theirs == two)
            if not told:
                return one, two
    return None


def _same(one: Role, two: Role) -> bool:
    return bool(one.doer & two.doer and one.done_to & two.done_to)


def _pairs(claim: Sequence[Role], passage: Sequence[Role]) -> Iterator[tuple[Role, Role]]:
    return ((one, two) for one in claim for two in passage if one.act == two.act)
