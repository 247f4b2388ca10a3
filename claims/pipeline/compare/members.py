"""Lists of two sides beside each other: a member too many, one that is missing, "only X" beside "X and Y"."""

from claims.pipeline.compare.listings import Listing
from claims.pipeline.compare.quantity import Quantity
from claims.pipeline.compare.sides import Side


def list_clash(claim: Side, passage: Side) -> str:
    """The sentence that says how the lists part, "" where they need not: a list that may go on shuts nobody out."""
    return _only(claim, passage) or _only(passage, claim, "passage", "claim") or _whole(claim, passage) or (
        _left_out(claim, passage) or _count(claim, passage)
    )  # fmt: skip


def _only(one: Side, two: Side, first: str = "claim", second: str = "passage") -> str:
    """ "Only X" beside "X and Y"."""
    for alone in (row for row in one.listings if row.only):
        for row in two.listings:
            extra = [m for m in row.members if not alone.has(m)]
            if not row.only and any(alone.has(m) for m in row.members) and extra:
                return (
                    f"The {first} says that it was only {alone.said}; the {second} names {_names(two, extra[0])} too."
                )
    return ""


def _whole(claim: Side, passage: Side) -> str:
    """Two lists, each said to be all there is, that share members and differ."""
    for one in (row for row in claim.listings if row.is_whole):
        for two in (row for row in passage.listings if row.is_whole):
            mine, theirs = _extra(one, two), _extra(two, one)
            if (mine or theirs) and len(mine) < len(one.members):
                return f"The lists differ: {one.said} / {two.said}."
    return ""


def _extra(one: Listing, two: Listing) -> list[frozenset[str]]:
    return [member for member in one.members if not two.has(member)]


def _left_out(claim: Side, passage: Side) -> str:
    """One whom the claim names and a whole list of the passage's leaves out."""
    if claim.negated or passage.negated or _plain(claim).isdisjoint(passage.content):
        return ""
    for row in (row for row in passage.listings if row.is_whole):
        sizes = {len(member) for member in row.members}
        for name in claim.people[:1]:
            stranger = frozenset(name).isdisjoint(passage.content)
            if stranger and len(name) in sizes and _covered(claim, passage, frozenset(name)):
                return f"{_names(claim, frozenset(name))} is not among {row.said}, which are said to be all."
    return ""


def _covered(claim: Side, passage: Side, name: frozenset[str]) -> bool:
    rest = claim.content - name
    return bool(rest) and 2 * len(rest & passage.content) >= len(rest) and claim.names - name <= passage.content


def _plain(claim: Side) -> frozenset[str]:
    return claim.content - claim.names


def _count(claim: Side, passage: Side) -> str:
    """A count of the claim's beside a list of the passage's that has more or fewer members."""
    for number in claim.quantities:
        for row in passage.listings:
            if _counts(number, row, passage) and not number.low <= len(row.members) <= number.high:
                return f"The claim counts {number.said}; the passage lists {len(row.members)}: {row.said}."
    return ""


def _counts(number: Quantity, row: Listing, passage: Side) -> bool:
    answered = any(number.same_measure(other) for other in passage.quantities)
    return number.kind == "count" and number.head in passage.content and row.complete and len(row.members) > 2 and (
        not row.counted and not answered
    )  # fmt: skip


def _names(side: Side, stems: frozenset[str]) -> str:
    return " ".join(sorted(side.spelled.get(stem, stem) for stem in stems))
