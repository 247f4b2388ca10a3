"""Whether a claim and a passage speak of one event, however alike their words. Observations with a sentence."""

from dataclasses import dataclass
from typing import Literal

from claims.pipeline.compare import lexicon
from claims.pipeline.compare.days import Day, apart
from claims.pipeline.compare.happenings import other_edition
from claims.pipeline.compare.named import elsewhere, namesakes
from claims.pipeline.compare.sides import Side
from claims.pipeline.compare.words import stem_set
from claims.pipeline.times.period import Period

SameEvent = Literal["yes", "no", "open"]


@dataclass(frozen=True, slots=True)
class Event:
    """Whether it is the same event, and the sentence that says what tells. `kind`: the happening whose words differ."""

    same: SameEvent
    reason: str
    kind: str = ""


def same_event(claim: Side, passage: Side, context: Side, whens: tuple[Period | None, Period | None]) -> Event:
    """ "No" needs a sign: other qualifiers, edition, place, day or namesake. "Yes" needs names and nothing open."""
    if reason := _apart(claim, passage, context, whens):
        return reason
    spoken_of = passage.content | context.content
    if missing := claim.names - spoken_of:
        return Event("open", f"The passage does not name {listed(claim, missing)}.")
    if kind := vague_event(claim, passage, context):
        return Event("open", f"The passage does not say that it means the claim's {kind}.", kind)
    if not claim.names and not claim.events:
        return Event("open", "The claim names nothing by which its event could be known again.")
    shared = listed(claim, claim.names or frozenset().union(*(e.which for e in claim.events.values())))
    return Event("yes", f"Both name {shared}." if shared else "Both speak of the same kind of event.")


def _apart(claim: Side, passage: Side, context: Side, whens: tuple[Period | None, Period | None]) -> Event | None:
    if kind := other_event(claim, passage, context):
        which = " / ".join(listed(side, _which(kind, side, context)) for side in (claim, passage))
        return Event("no", f"Each speaks of a {kind} of its own ({which}).", kind)
    if kind := other_edition(claim.events, {**context.events, **passage.events}):
        return Event("no", f"Each speaks of another {kind} of its row.", kind)
    if pair := namesakes(claim.people, (*passage.people, *context.people), passage.content | context.content):
        one, two = (" ".join(side.spelled.get(w, w) for w in n) for side, n in zip((claim, passage), pair, strict=True))
        return Event("no", f"{one} and {two} share a last name only.")
    if places_apart(claim, passage, context):
        sides = (claim, passage if passage.places else context)
        where = " / ".join(listed(side, frozenset(w for name in side.places for w in name)) for side in sides)
        return Event("no", f"The places differ: {where}.")
    return _other_time(claim, passage, whens)


def _other_time(claim: Side, passage: Side, whens: tuple[Period | None, Period | None]) -> Event | None:
    pair = apart(claim.dates, passage.dates)
    if pair is not None and not (once(claim, passage) or pair[0].loose):
        return Event("no", f"The days differ: {pair[0].said} / {pair[1].said}.")
    if pair is None and times_apart(*whens):
        return Event("no", "The two were said of different times.")
    return None


def day_clash(claim: Side, passage: Side) -> tuple[Day, Day] | None:
    """Two days for what happens once to one thing, or for the same bound ("until 9 June")."""
    pair = apart(claim.dates, passage.dates)
    if pair is None or claim.names - passage.content:
        return None
    return pair if once(claim, passage) or pair[0].loose else None


def once(claim: Side, passage: Side) -> bool:
    return bool(claim.content & passage.content & lexicon.ONCE)


def times_apart(one: Period | None, two: Period | None) -> bool:
    """Whether both periods are known and neither reaches the other."""
    if one is None or two is None:
        return False
    return ends_before(one, two) or ends_before(two, one)


def ends_before(one: Period | None, two: Period | None) -> bool:
    return bool(one and two and one.end and two.start and one.end <= two.start)


def places_apart(claim: Side, passage: Side, context: Side) -> bool:
    """Two places, and nothing by which the two could be one event: no other shared name, or a kind that recurs."""
    spoken_of = passage.content | context.content
    where = passage.places or context.places
    if once(claim, passage) or not elsewhere(claim.places, where, claim.content, spoken_of):
        return False
    located = frozenset(word for name in claim.places for word in name)
    recurs = bool(claim.events.keys() & passage.events.keys())
    return recurs or not (claim.names - located) & spoken_of


def other_event(claim: Side, passage: Side, context: Side) -> str:
    """The kind of happening both name while the words that say which have nothing in common, else ""."""
    for kind, said in claim.events.items():
        if kind in passage.events and _strangers(said.which, _which(kind, passage, context), claim, passage, context):
            return kind
    return ""


# Words before "meeting" that do not tell one meeting from another.
_TELL_NOTHING = stem_set("""
    annual latest new key emergency urgent joint day two-day virtual video crucial special regular planned closed major
    big long high recent first last next final yearly monthly weekly public private so-called year week
""")


def _strangers(mine: frozenset[str], theirs: frozenset[str], claim: Side, passage: Side, context: Side) -> bool:
    """Whether each has words that say which ("farm ministers'", "energy ministers'") and the other side lacks them."""
    own = mine - theirs - _TELL_NOTHING - passage.content - context.content
    other = theirs - mine - _TELL_NOTHING - claim.content
    return bool(own and other)


def vague_event(claim: Side, passage: Side, context: Side) -> str:
    """The kind of happening that the claim names and the passage leaves open or does not speak of, else ""."""
    for kind, said in claim.events.items():
        if said.which and passage.events and not _which(kind, passage, context):
            return kind
    return ""


def _which(kind: str, side: Side, context: Side) -> frozenset[str]:
    """Which one a side means, or else its context."""
    own, around = side.events.get(kind), context.events.get(kind)
    return (own.which if own else frozenset()) or (around.which if around else frozenset())


def listed(side: Side, stems: frozenset[str]) -> str:
    return ", ".join(sorted(side.spelled.get(stem, stem) for stem in stems))
