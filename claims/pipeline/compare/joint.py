"""What several are said to have done: "Kesh and Darro signed". It is not so if one of them did not."""

from collections.abc import Sequence

from claims.pipeline.compare.listings import Listing
from claims.pipeline.compare.words import Token, word_set

_OPENS = word_set("the both")
_VERBS_OPEN = word_set("have has had were are did do will would both jointly")


def doers(found: Sequence[Token], rows: Sequence[Listing]) -> tuple[frozenset[str], ...]:
    """The members of the row of names that is the subject of a sentence, as sets of stems; none where no row is."""
    return next((row.members for row in rows if len(row.members) > 1 and row.complete and _is_subject(found, row)), ())


def _is_subject(found: Sequence[Token], row: Listing) -> bool:
    """Whether only what it is called stands before it ("The studios A and B"), and a verb may follow."""
    names = frozenset[str]().union(*row.members)
    places = [at for at, token in enumerate(found) if token.capital and token.stem in names]
    if len(places) < len(row.members):
        return False
    before, after = found[: places[0]], found[places[-1] + 1 : places[-1] + 2]
    calls = not before or (before[0].text.lower() in _OPENS and all(token.is_content for token in before[1:]))
    return calls and any(_may_be_verb(token) for token in after)


def _may_be_verb(token: Token) -> bool:
    return token.text.lower() in _VERBS_OPEN or (token.is_content and not token.capital and token.text[0].isalpha())


def partners(members: Sequence[frozenset[str]], said: frozenset[str]) -> frozenset[str]:
    """Stems of the doers that a passage leaves out, if it names another of them."""
    named = [member for member in members if member <= said]
    absent = [member for member in members if member.isdisjoint(said)]
    return frozenset[str]().union(*absent) if named and len(named) + len(absent) == len(members) else frozenset()
