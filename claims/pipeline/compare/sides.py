"""One side of a comparison: what a sentence states, and with what reserve, read from its words alone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from claims.pipeline.compare import lexicon
from claims.pipeline.compare.quantities import Quantity, quantities
from claims.pipeline.compare.words import Token, stem, tokens, word_set
from claims.pipeline.numbers import NUMBER_WORDS

NEGATION_REACH = 6  # words after "not" that it may deny, unless a mark or "but" ends the clause sooner
EVENT_REACH = 4  # words before "meeting" (or after "meeting of") that say which meeting
NO_NAMES = frozenset(map(stem, (*lexicon.WEEKDAYS, *lexicon.MONTHS, *NUMBER_WORDS)))
CLAUSE_ENDS = word_set(". ; : , ? ! but although though while whereas")


@dataclass(frozen=True, slots=True)
class Side:
    """What a sentence says: stems of content words, names, numbers, days, and cues of denial, doubt and plan.

    `spelled` gives the word as it stands for each stem, for sentences that people read.
    """

    text: str
    content: frozenset[str]
    names: frozenset[str]
    negated: frozenset[str]
    denials: frozenset[str]
    hedges: frozenset[str]
    reporting: frozenset[str]
    asks: bool
    possible: bool
    planned: bool
    conditional: bool
    quantities: tuple[Quantity, ...]
    days: frozenset[str]
    spelled: Mapping[str, str]
    events: Mapping[str, frozenset[str]]


@lru_cache(maxsize=4096)
def read_side(text: str) -> Side:
    """Reads one sentence (or headline); pure, so remembered: a claim meets many passages."""
    found = tokens(text)
    stems = {token.stem for token in found if token.is_word}
    lower = [token.text.lower() for token in found]
    return Side(
        text=text,
        content=frozenset(token.stem for token in found if token.is_content),
        names=names(found),
        negated=negated(found),
        denials=denials(found) | opening_no(lower),
        hedges=frozenset(stems & lexicon.HEDGES),
        reporting=frozenset(set(lower) & lexicon.REPORTING),
        asks="?" in lower,
        possible=any(possible(found, at) for at in range(len(found))),
        planned=bool(stems & lexicon.PLANS),
        conditional=bool(set(lower) & lexicon.CONDITIONS),
        quantities=quantities(found),
        days=frozenset(set(lower) & (lexicon.WEEKDAYS | lexicon.MONTHS)),
        spelled={token.stem: token.text for token in reversed(found)},
        events=events(found),
    )


def names(found: Sequence[Token]) -> frozenset[str]:
    """Stems of capitalised words; none in a headline, where every word is capitalised.

    A word that opens a sentence is taken for a name unless it ends in -s: "Russia left", but "Loggers left".
    """
    words = [token for token in found if token.text[0].isalpha() and len(token.text) > 3]
    if len(words) > 3 and sum(token.capital for token in words) > 0.7 * len(words):
        return frozenset()
    opens = [index == 0 or found[index - 1].text in ".!?:" for index in range(len(found))]
    return (
        frozenset(
            token.stem
            for token, first in zip(found, opens, strict=True)
            if token.capital and token.is_content and not (first and token.text.endswith("s"))
        )
        - NO_NAMES
    )


def negated(found: Sequence[Token]) -> frozenset[str]:
    """Stems of content words within reach of a negation ("did not attend", "failed to attend")."""
    reached: set[str] = set()
    for at in range(len(found)):
        if negates(found, at):
            for follower in found[at + 1 : at + 1 + NEGATION_REACH]:
                if follower.text.lower() in CLAUSE_ENDS:
                    break
                reached |= {follower.stem} if follower.is_content else set()
    return frozenset(reached)


def negates(found: Sequence[Token], at: int) -> bool:
    word, after = found[at].text.lower(), found[at + 1].text.lower() if at + 1 < len(found) else ""
    if word in lexicon.NEGATIONS or word.endswith("n't"):
        return after not in lexicon.NOT_REALLY
    return found[at].stem in lexicon.SELF_NEGATING and after in {"to", "from"}


def denials(found: Sequence[Token]) -> frozenset[str]:
    """Stems that call something untrue; not where they are denied themselves ("no hoax", "refused to deny")."""
    undone = negated(found)
    at_work = (
        token.stem for at, token in enumerate(found) if token.stem in lexicon.DENIALS - undone and denies(found, at)
    )
    return frozenset(at_work)


def denies(found: Sequence[Token], at: int) -> bool:
    """ "The minister denied it" denies; "he was denied entry" and "would not confirm or deny" do not."""
    if found[at].stem != stem("deny"):
        return True
    before = [token.text.lower() for token in found[max(0, at - 2) : at]]
    passive = bool(set(before[-1:]) & {"was", "were", "been", "be", "being"})
    by = at + 1 < len(found) and found[at + 1].text.lower() == "by"
    return "confirm" not in before and (by or not passive)


def possible(found: Sequence[Token], at: int) -> bool:
    """Whether a token is "may", "might" or "could", and no month ("14 May 2020")."""
    near = [token.text for token in (*found[max(0, at - 1) : at], *found[at + 1 : at + 2])]
    month = found[at].text == "May" and any(word[0].isdigit() for word in near)
    return found[at].text.lower() in lexicon.POSSIBLE and not month


def opening_no(lower: Sequence[str]) -> frozenset[str]:
    """ "No, the bridge was not sold": the opening word itself denies."""
    return frozenset({"no"}) if list(lower[:2]) in (["no", ","], ["no", ":"]) else frozenset()


def events(found: Sequence[Token]) -> dict[str, frozenset[str]]:
    """Kinds of happening that are named, with the words that say which: {"meeting": {"foreign", ...}}."""
    out: dict[str, frozenset[str]] = {}
    for at, token in enumerate(found):
        if kind := lexicon.EVENTS.get(token.stem):
            out[kind] = out.get(kind, frozenset()) | which(found, at)
    return out


def which(found: Sequence[Token], at: int) -> frozenset[str]:
    before: list[str] = []
    for token in reversed(found[max(0, at - EVENT_REACH) : at]):
        if not token.is_content:
            break
        before.append(token.stem)
    after: list[str] = []
    if at + 1 < len(found) and found[at + 1].text.lower() in {"of", "between", "on"}:
        after = [token.stem for token in found[at + 2 : at + 2 + EVENT_REACH] if token.is_content]
    return frozenset(before + after) - lexicon.WEEKDAYS - lexicon.EVENTS.keys()
