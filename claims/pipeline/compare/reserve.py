"""What a sentence does not commit to: plans, possibilities, conditions, hearsay and denials, and what each governs."""

from collections.abc import Sequence
from typing import Literal

from claims.pipeline.compare import lexicon
from claims.pipeline.compare.words import Token, stem, word_set

Reserve = Literal["plan", "possible", "condition", "hedge", "report"]

CLAUSE_ENDS = word_set(". ; : , ? ! but although though while whereas")
_REACH = 9
_OWNERS = word_set("his her their its my your our the a free political good own")
_WHEN = word_set("in on at for by back out before next later soon")
_BE = word_set("is are was were be been")


def reserves(found: Sequence[Token]) -> dict[Reserve, frozenset[str]]:
    """For each kind of reserve in the sentence, the stems of content words that it governs.

    A plan, a possibility or a hedge reaches forward to the end of its clause; a condition, over the whole sentence.
    """
    out: dict[Reserve, frozenset[str]] = {}
    for at, token in enumerate(found):
        for kind in _kinds(found, at):
            whole = kind in ("condition", "report") or (kind == "hedge" and token.stem in _TRAILING)
            reach = found if whole else _forward(found, at)
            out[kind] = out.get(kind, frozenset()) | {t.stem for t in reach if t.is_content and t is not token}
    return out


_TRAILING = frozenset(map(stem, "reportedly allegedly unconfirmed rumored rumoured rumor rumour apparently".split()))


def _kinds(found: Sequence[Token], at: int) -> list[Reserve]:
    token, low = found[at], found[at].text.lower()
    kinds: list[Reserve] = []
    if token.stem in lexicon.PLANS and _plans(found, at):
        kinds.append("plan")
    if is_possible(found, at):
        kinds.append("possible")
    if low in lexicon.CONDITIONS and (low not in ("provided", "assuming") or _word(found, at + 1) == "that"):
        kinds.append("condition")
    if token.stem in lexicon.HEDGES:
        kinds.append("hedge")
    if low in lexicon.REPORTING:
        kinds.append("report")
    return kinds


def _plans(found: Sequence[Token], at: int) -> bool:
    """Not "his will", "more than expected", "set a record" and "due to rain"."""
    low, before, after = found[at].text.lower(), _word(found, at - 1), _word(found, at + 1)
    if low == "will":
        return not (found[at].capital and at) and before not in _OWNERS
    if low == "set":
        return after in ("to", "for")
    if low == "due":
        return after in _WHEN or (after == "to" and before in _BE)
    return before not in ("than", "as")


def _word(found: Sequence[Token], at: int) -> str:
    return found[at].text.lower() if 0 <= at < len(found) else ""


def is_possible(found: Sequence[Token], at: int) -> bool:
    """Whether a token is "may", "might" or "could", and no month ("14 May 2020")."""
    near = [token.text for token in (*found[max(0, at - 1) : at], *found[at + 1 : at + 2])]
    month = found[at].text == "May" and (any(w[0].isdigit() for w in near) or near[:1] in (["in"], ["since"], ["last"]))
    unable = found[at].text.lower() == "could" and _word(found, at + 1) == "not"
    return found[at].text.lower() in lexicon.POSSIBLE and not (month or unable)


def _forward(found: Sequence[Token], at: int) -> Sequence[Token]:
    """The words after a cue, at most `_REACH`, up to the end of its clause; a comma ends it only after some words."""
    out: list[Token] = []
    for token in found[at + 1 : at + 1 + _REACH]:
        if token.text.lower() in CLAUSE_ENDS and (out or token.text != ","):
            break
        out.append(token)
    return out


def denials(found: Sequence[Token], undone: frozenset[str]) -> frozenset[str]:
    """Stems that call something untrue; not where they are denied themselves ("no hoax", "refused to deny")."""
    return frozenset(
        token.stem for at, token in enumerate(found) if token.stem in lexicon.DENIALS - undone and _denies(found, at)
    )


def _denies(found: Sequence[Token], at: int) -> bool:
    """ "The minister denied it" denies; "he was denied entry" and "would not confirm or deny" do not."""
    if found[at].stem != stem("deny"):
        return True
    before = [token.text.lower() for token in found[max(0, at - 2) : at]]
    passive = bool(set(before[-1:]) & {"was", "were", "been", "be", "being"})
    by = at + 1 < len(found) and found[at + 1].text.lower() == "by"
    return "confirm" not in before and (by or not passive)


_DENYING = frozenset(map(stem, "deny denied denies denying rebuff rebuffs refute refutes rejects rejected".split()))
_PRONOUNS = word_set("he she they it")


def denier(found: Sequence[Token]) -> frozenset[str]:
    """Who denies: the stems of the words before "denied" in its clause, with pronouns; none where nobody does."""
    out: set[str] = set()
    for at, token in enumerate(found):
        if token.stem in _DENYING and _denies(found, at):
            for before in reversed(found[max(0, at - 5) : at]):
                if before.text.lower() in CLAUSE_ENDS:
                    break
                if before.is_content or before.text.lower() in _PRONOUNS:
                    out.add(before.stem)
    return frozenset(out)


def opening_no(lower: Sequence[str]) -> frozenset[str]:
    """ "No, the bridge was not sold": the opening word itself denies."""
    return frozenset({"no"}) if list(lower[:2]) in (["no", ","], ["no", ":"]) else frozenset()


_ASKING = word_set("asked asks ask asking wondered wonders wonder inquired said says")


def asks(lower: Sequence[str]) -> bool:
    """Whether a sentence is a question, also where it is quoted: "“Is it sold?” asked the clerk."."""
    if "?" not in lower:
        return False
    after = lower[len(lower) - 1 - list(reversed(lower)).index("?") + 1 :]
    return not after or bool(_ASKING & set(after))
