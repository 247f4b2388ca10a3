"""Counts against counts, lists and memberships of the same group."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from math import inf

from claims.pipeline.contradictions.facts import Count, Group, Introduced, Member, Names
from claims.pipeline.contradictions.fates import FATES
from claims.pipeline.contradictions.telling import Quote, told
from claims.pipeline.draft import Contradiction, Mention, Span

_FIGURES = "The report gives different figures for the same"
_BOTH = "The report names one both as part of a group and apart from it"
_COMPARED = 40
"""Facts of one group that are compared with each other."""


def count_clashes(counts: Sequence[Count], lists: Sequence[Names], quote: Quote) -> Iterator[Contradiction]:
    """Groups counted differently where both speak of the same: one contradiction a group, with all its places."""
    for group in _by_group(counts):
        clashing = _clashing(group[:_COMPARED])
        if not clashing:
            yield from _miscounted(group[:_COMPARED], lists, quote)
            continue
        listed = [_span(rest) for count in clashing for _, rest in _listing(count, clashing, lists)]
        mentions = [*(count.mention for count in clashing), *listed]
        measured = clashing[0].measure
        yield told("quantity" if measured else "count", mentions, quote, _FIGURES)


def list_clashes(introduced: Iterable[Introduced], quote: Quote) -> Iterator[Contradiction]:
    """Lists with more or fewer names than the count that introduces them."""
    for one in introduced:
        names = one.names.without(one.count.apart)
        fewest = len(names)
        most = fewest + one.names.spare
        if not one.count.allows(fewest, inf if one.some else most):
            yield _uncounted(one.count, names, one.names.places, quote)


def membership_clashes(counts: Sequence[Count], members: Sequence[Member], quote: Quote) -> Iterator[Contradiction]:
    """A name called one of a group here, and listed apart from the same group there."""
    standing: dict[tuple[str, frozenset[str]], list[Count]] = defaultdict(list)
    for count in counts:
        if count.apart and count.group.modifiers:
            standing[count.group[:2]].append(count)
    by_group: dict[tuple[str, frozenset[str]], list[Member]] = defaultdict(list)
    for member in members:
        by_group[member.group[:2]].append(member)
    for key, inside in by_group.items():
        beside = standing[key]
        named = frozenset[str]().union(*(m.names for m in inside))
        clear = frozenset[str]().union(*(c.apart for c in beside if not c.other))
        both = named & clear
        if both:
            apart = [c.mention if c.other else c.whole for c in beside if c.apart & both]
            called = [m.mention for m in inside if m.names & both]
            yield told("membership", [*apart, *called], quote, _BOTH)


def _by_group(counts: Sequence[Count]) -> Iterator[list[Count]]:
    groups: dict[Group, list[Count]] = defaultdict(list)
    for count in counts:
        if not count.part:
            groups[count.group].append(count)
    return iter(groups.values())


def _clashing(group: Sequence[Count]) -> list[Count]:
    """The counts of a group that clash with another of them, in order."""
    inside = [False] * len(group)
    borne_out = [_is_borne_out(count, group) for count in group]
    for i, one in enumerate(group):
        for j in range(i + 1, len(group)):
            if not (borne_out[i] or borne_out[j] or one.agrees(group[j])) and _same_matter(one, group[j]):
                inside[i] = inside[j] = True
    return [count for count, clashes in zip(group, inside, strict=True) if clashes]


def _is_borne_out(count: Count, group: Sequence[Count]) -> bool:
    """Whether a headline's count stands in the body too; other figures there are then parts of the story."""
    if not count.setting.headline:
        return False
    return any(not other.setting.headline and count.agrees(other) for other in group)


def _same_matter(one: Count, other: Count) -> bool:
    """Whether both counts are of one happening: the same names beside them, the same clause, or headline and body."""
    here, there = one.setting, other.setting
    if not here.may_clash(there):
        return False
    same_clause = bool(here.verb) and here.verb == there.verb and one.role == other.role
    if one.measure:
        of_one_time = here.dates == there.dates and here.as_wide(there)
        return same_clause and of_one_time and bool(one.doer) and one.doer == other.doer
    if len(one.apart & other.apart) >= 2:
        return True
    if one.doer and other.doer and not (one.doer <= other.doer or other.doer <= one.doer):
        return False
    shared = ((here.stems | {here.verb}) & (there.stems | {there.verb})) - one.group.modifiers - {one.group.head, ""}
    if here.verb != there.verb and FATES & {here.verb, there.verb}:
        return False
    if here.headline != there.headline:
        return len(shared) >= 2
    of_one_time = bool(here.dates) == bool(there.dates) or here.verb in FATES
    return same_clause and of_one_time and bool(shared - {here.verb}) and here.as_wide(there)


def _listing(
    count: Count, clashing: Sequence[Count], lists: Sequence[Names]
) -> Iterator[tuple[Names, Sequence[Mention]]]:
    """Lists that hold all names which stand apart beside `count`; and what of each is the group itself."""
    beside = frozenset[str]().union(*(c.apart for c in clashing))
    for names in lists:
        if len(count.apart) >= 2 and count.apart <= set(names.names) and count.setting.may_clash(names.setting):
            rest = names.without(beside)
            if len(rest) >= 2 and count.setting.stems & names.setting.stems - count.group.modifiers:
                yield names, rest


def _miscounted(group: Sequence[Count], lists: Sequence[Names], quote: Quote) -> Iterator[Contradiction]:
    for count in group:
        for names, rest in _listing(count, [count], lists):
            if not count.allows(len(rest), len(rest) + names.spare):
                yield _uncounted(count, rest, rest, quote)


def _uncounted(count: Count, names: Sequence[Mention], shown: Sequence[Mention], quote: Quote) -> Contradiction:
    says = f"The count and the {len(names)} names listed do not match"
    return told("list", [count.mention, _span(shown)], quote, says)


def _span(places: Sequence[Mention]) -> Mention:
    """From the first of the names to the last."""
    return Mention(places[0].where, Span(places[0].span.start, places[-1].span.end))
