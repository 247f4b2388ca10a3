"""What a sentence negates: the words within reach of "not", "never", "failed to", "none of"; two negations cancel."""

from collections.abc import Sequence

from claims.pipeline.compare import lexicon
from claims.pipeline.compare.reserve import CLAUSE_ENDS
from claims.pipeline.compare.words import Token

NEGATION_REACH = 6  # words after "not" that it may deny, unless a mark or "but" ends the clause sooner
_LINKS = frozenset("in from at by to the for with".split())
_TOGETHER = 3  # "did not fail to attend": how near the second negation stands


def negated(found: Sequence[Token]) -> frozenset[str]:
    """Stems of content words within reach of a negation ("did not attend", "failed to attend")."""
    reached: set[str] = set()
    cues = [at for at in range(len(found)) if negates(found, at)]
    for at in cues:
        if not _cancelled(found, at, cues):
            for follower in found[at + 1 : at + 1 + NEGATION_REACH]:
                if follower.text.lower() in CLAUSE_ENDS:
                    break
                reached |= {follower.stem} if follower.is_content else set()
    return frozenset(reached)


def names_ruled_out(found: Sequence[Token]) -> frozenset[str]:
    """Stems of names right after "not": "from Ostia, not Velia", "but not in Velia"."""
    out: set[str] = set()
    for at, token in enumerate(found):
        if token.text.lower() == "not":
            start = at + 1
            while start < len(found) and found[start].text.lower() in _LINKS and start <= at + 2:
                start += 1
            if start < len(found) and found[start].capital and found[start].is_content:
                out.add(found[start].stem)
    return frozenset(out)


def negates(found: Sequence[Token], at: int) -> bool:
    word, after = found[at].text.lower(), found[at + 1].text.lower() if at + 1 < len(found) else ""
    if word in lexicon.NEGATIONS or word.endswith("n't"):
        return after not in lexicon.NOT_REALLY
    return found[at].stem in lexicon.SELF_NEGATING and after in {"to", "from"}


def _cancelled(found: Sequence[Token], at: int, cues: Sequence[int]) -> bool:
    """ "Did not fail to attend": of a plain negation and a self-negating verb right after it, neither is left."""
    own = found[at].stem in lexicon.SELF_NEGATING
    return any(
        0 < abs(other - at) <= _TOGETHER and (found[other].stem in lexicon.SELF_NEGATING) != own and (other < at) == own
        for other in cues
    )
