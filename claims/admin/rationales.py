"""Words to begin a rationale with, a few for each status; the reviewer edits them. Pure.

An ellipsis stands where only the reviewer knows what to say.
"""

from collections.abc import Sequence

from claims.status import Status

NAMED = 3
"""Voices that are named one by one."""


def rationales(status: Status, supporting: Sequence[str], refuting: Sequence[str]) -> list[str]:
    """At most five, from the names of the voices on each side; one that needs a voice is left out where none is."""
    yes, no = listed(supporting), listed(refuting)
    return [words for words in STARTS[status](yes, no) if words][:5]


def listed(names: Sequence[str]) -> str:
    """ "A, B and C"; "A, B, C and 2 others" """
    kept, rest = list(names[:NAMED]), len(names) - NAMED
    if rest > 0:
        kept.append("another" if rest == 1 else f"{rest} others")
    return f"{', '.join(kept[:-1])} and {kept[-1]}" if len(kept) > 1 else "".join(kept)


def _verified(yes: str, no: str) -> list[str]:
    return [
        f"It is said independently by {yes}." if yes else "",
        "The one who can know it says so in their own words: …",
        f"{yes} say so; what {no} say is about something else: …" if yes and no else "",
        "A document confirms it: …",
    ]


def _refuted(yes: str, no: str) -> list[str]:
    return [
        f"It is contradicted by {no}." if no else "",
        "The one who can know it says otherwise: …",
        "The figure or the day is wrong; it was …",
        "Who said so first has taken it back: …",
    ]


def _conflicting(yes: str, no: str) -> list[str]:
    return [
        f"It is said by {yes} and contradicted by {no}; neither can be preferred." if yes and no else "",
        "Sources of the same standing disagree on …",
        "They may mean different things by …, so it can't be settled.",
    ]


def _unverifiable(yes: str, no: str) -> list[str]:
    return [
        "Every report leads back to one source, and nothing independent was found.",
        "Only the source itself could know it, and it has not said more.",
        "It is about what is yet to come; it is looked at again when …",
        "We looked for … and found nothing.",
    ]


def _superseded(yes: str, no: str) -> list[str]:
    return [
        "It was so when it was said; since then …",
        f"A later figure has taken its place, given by {no}." if no else "",
    ]


def _withdrawn(yes: str, no: str) -> list[str]:
    return [
        "It is no claim that we should have published: …",
        "The report that made it was taken back by its publisher.",
        "It was read from the text by mistake; the report says …",
    ]


STARTS = {
    Status.VERIFIED: _verified,
    Status.REFUTED: _refuted,
    Status.CONFLICTING: _conflicting,
    Status.UNVERIFIABLE: _unverifiable,
    Status.SUPERSEDED: _superseded,
    Status.WITHDRAWN: _withdrawn,
}
