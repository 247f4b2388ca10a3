"""What befell those a number counts: "19 people were killed", "17 dead in Orsk fire", "leaves 17 injured"."""

from spacy.tokens import Token

from claims.pipeline.compare.words import stem, stem_set
from claims.pipeline.syntax import children

FATES = stem_set("kill injure arrest wound")
"""What is told of people once: a count beside it and one on a date are of one happening."""
_DEATH = stem("kill")


def fate(counted: Token) -> str:
    """The stem of what befell `counted`, its deaths as "kill"; empty where nothing of the kind is told."""
    told = [*children(counted, "acl", "amod"), counted.head]
    return next(filter(None, (_befalls(word, counted) for word in told)), "")


def _befalls(word: Token, counted: Token) -> str:
    if word.lower_ == "dead":
        return _DEATH if word.head == counted or counted.dep_ == "nummod" else ""
    if counted.dep_ == "nsubj" and word == counted.head and stem(word.lemma_) == stem("die"):
        return _DEATH
    name = stem(word.lemma_)
    if name not in FATES or word == counted:
        return ""
    suffers = counted.dep_ in ("dobj", "nsubjpass") or (
        counted.dep_ == "nsubj" and word.tag_ == "VBN" and not list(children(word, "aux"))
    )
    return name if (word.tag_ == "VBN" if word.head == counted else suffers) else ""
