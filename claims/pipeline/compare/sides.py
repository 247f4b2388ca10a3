"""One side of a comparison: what a sentence states, and with what reserve, read from its words alone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from claims.pipeline.compare import lexicon
from claims.pipeline.compare.called import called
from claims.pipeline.compare.days import Day, days
from claims.pipeline.compare.happenings import Happening, happenings
from claims.pipeline.compare.holders import Holder, holders
from claims.pipeline.compare.joint import doers
from claims.pipeline.compare.listings import Listing, listings
from claims.pipeline.compare.named import Name, names, places, runs
from claims.pipeline.compare.negation import names_ruled_out, negated
from claims.pipeline.compare.phrases import merged
from claims.pipeline.compare.quantities import Quantity, quantities
from claims.pipeline.compare.reserve import CLAUSE_ENDS, Reserve, asks, denials, denier, opening_no, reserves
from claims.pipeline.compare.roles import Role, roles
from claims.pipeline.compare.words import Token, tokens


@dataclass(frozen=True, slots=True)
class Side:
    """What a sentence says: stems of content words, names, numbers, days, and cues of denial, doubt and plan.

    `spelled` gives the word as it stands for each stem, for sentences that people read. `governed` are the words that
    each kind of reserve reaches; `ruled_out`, names right after "not"; `clauses`, the content words of each clause;
    `called`, what names are called; `doers`, who did it together.
    """

    text: str
    content: frozenset[str]
    names: frozenset[str]
    negated: frozenset[str]
    ruled_out: frozenset[str]
    denials: frozenset[str]
    denier: frozenset[str]
    hedges: frozenset[str]
    reporting: frozenset[str]
    asks: bool
    possible: bool
    planned: bool
    conditional: bool
    governed: Mapping[Reserve, frozenset[str]]
    quantities: tuple[Quantity, ...]
    days: frozenset[str]
    dates: tuple[Day, ...]
    spelled: Mapping[str, str]
    events: Mapping[str, Happening]
    people: tuple[Name, ...]
    places: frozenset[Name]
    roles: tuple[Role, ...]
    listings: tuple[Listing, ...]
    holders: tuple[Holder, ...]
    clauses: tuple[frozenset[str], ...]
    called: Mapping[frozenset[str], frozenset[str]]
    doers: tuple[frozenset[str], ...]


@lru_cache(maxsize=4096)
def read_side(text: str) -> Side:
    """Reads one sentence (or headline); pure, so remembered: a claim meets many passages."""
    found = merged(tokens(text))
    stems = {token.stem for token in found if token.is_word}
    lower = [token.text.lower() for token in found]
    held = reserves(found)
    undone = negated(found)
    rows = listings(found)
    return Side(
        text=text,
        content=frozenset(token.stem for token in found if token.is_content),
        names=names(found),
        negated=undone,
        ruled_out=names_ruled_out(found),
        denials=denials(found, undone) | opening_no(lower),
        denier=denier(found),
        hedges=frozenset(stems & lexicon.HEDGES),
        reporting=frozenset(set(lower) & lexicon.REPORTING),
        asks=asks(lower),
        possible="possible" in held,
        planned="plan" in held,
        conditional="condition" in held,
        governed=held,
        quantities=quantities(found),
        days=frozenset(set(lower) & (lexicon.WEEKDAYS | lexicon.MONTHS)),
        dates=days(found),
        spelled={token.stem: token.text for token in reversed(found)},
        events=happenings(found),
        people=runs(found),
        places=places(found),
        roles=roles(found),
        listings=rows,
        holders=holders(found),
        clauses=clauses(found),
        called=called(found),
        doers=doers(found, rows),
    )


def clauses(found: Sequence[Token]) -> tuple[frozenset[str], ...]:
    """The content words of each stretch between marks, "but" and the like, in order."""
    out: list[set[str]] = [set()]
    for token in found:
        if token.text.lower() in CLAUSE_ENDS:
            out.append(set())
        elif token.is_content:
            out[-1].add(token.stem)
    return tuple(frozenset(words) for words in out if words)
