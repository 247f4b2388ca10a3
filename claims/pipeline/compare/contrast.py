"""Where the words of two sides part: one negates what the other says or holds back from it, or they are opposites."""

from claims.pipeline.compare.opposites import OPPOSITES
from claims.pipeline.compare.reserve import Reserve
from claims.pipeline.compare.sides import Side


def held(claim: Side, passage: Side) -> frozenset[Reserve]:
    """Reserves under which the passage puts words of the claim's, or their opposites, and the claim none of these."""
    plain = (claim.content - claim.names) or claim.content
    spoken_of = plain.union(*(OPPOSITES.get(word, frozenset()) for word in plain))
    return frozenset(
        kind for kind, words in passage.governed.items() if kind not in claim.governed and words & spoken_of
    )


def flipped(claim: Side, passage: Side) -> frozenset[str]:
    """Words that both use and only one of them negates; names only where they stand right after "not".

    Where both negate something, how far each negation reaches is a guess, so nothing is concluded.
    """
    ruled_out = (claim.names & passage.ruled_out) ^ (passage.names & claim.ruled_out)
    if ruled_out or bool(claim.negated) == bool(passage.negated) or put_otherwise(claim, passage):
        return ruled_out
    shared = (claim.content & passage.content) - claim.names
    return frozenset(word for word in shared if (word in claim.negated) != (word in passage.negated))


def put_otherwise(claim: Side, passage: Side) -> bool:
    """Whether the one negation is the other's opposite word: "was absent" and "did not attend" agree."""
    words = claim.negated | passage.negated
    other = passage.content if claim.negated else claim.content
    return any(OPPOSITES.get(word, frozenset()) & other for word in words)


def opposites(claim: Side, passage: Side) -> tuple[tuple[str, str], ...]:
    """Pairs such as (absent, attend): each stands on one side only, in a clause that shares a word with the other."""
    only_claim, only_passage = claim.content - passage.content, passage.content - claim.content
    pairs = ((one, two) for one in only_claim for two in OPPOSITES.get(one, frozenset()) & only_passage)
    # "was absent" beside "did not attend" is one opposite and one negation: together they agree.
    return tuple(
        sorted(p for p in pairs if (p[0] in claim.negated) == (p[1] in passage.negated) and meet(p, claim, passage))
    )


def meet(pair: tuple[str, str], claim: Side, passage: Side) -> bool:
    """Whether the clauses in which the two words stand are about the same: among those with most words in common."""
    shared = [(len(one & two), pair[0] in one and pair[1] in two) for one in claim.clauses for two in passage.clauses]
    most = max((count for count, _ in shared), default=0)
    return any(2 * count > most or not most for count, has_pair in shared if has_pair)
