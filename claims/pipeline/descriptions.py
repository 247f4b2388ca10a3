"""What bare descriptions and surnames stand for: "the group", "the meeting", "Ruiz". Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Token

from claims.pipeline.antecedents import Antecedents, Mention, core, is_person_noun
from claims.pipeline.pointing import EVENTS, OCCASIONS, ORGANISED, VAGUE
from claims.pipeline.syntax import base, child, phrase

_NEAR = 2
"""Sentences back for a class word ("the company")."""
_FAR = 8
"""Sentences back for a description ("the ceremony")."""
_LONGEST = 25
_NOT_THE_SAME = frozenset({"another", "other", "more", "further", "many", "several", "some"})
"""Who are called these are not all there are: "four other states" are not yet "the states"."""
_TITLE = 12


@dataclass(frozen=True, slots=True)
class Pointing:
    """The tokens `at` point back; `to` is what they stand for, None where that is not certain, for `reason`."""

    at: range
    to: Mention | None
    reason: str = ""


class Descriptions:
    """Finds what the text called by a fuller name before."""

    def __init__(self, before: Antecedents) -> None:
        self.before = before
        self.doc = before.doc

    def meant(self, noun: Token) -> Mention | None:
        """What a surname or a bare description means by itself, where it is certain."""
        pointing = self.surname(noun) if noun.pos_ == "PROPN" else self.description(noun, ())
        return pointing.to if pointing else None

    def is_open(self, noun: Token) -> bool:
        """Whether `noun` points back to what the text does not settle."""
        pointing = self.description(noun, ()) if noun.pos_ == "NOUN" else None
        return pointing is not None and pointing.to is None

    def in_full(self, mention: Mention) -> Mention:
        """By the full name that a surname or a description was introduced with."""
        if mention.head.pos_ == "PROPN" and len(mention.tokens) == 1:
            return self.before.full_name(mention.head) or mention
        pointing = self.description(mention.head, ()) if mention.head.pos_ == "NOUN" else None
        return mention if pointing is None or pointing.to is None else pointing.to

    def surname(self, token: Token) -> Pointing | None:
        """ "Ruiz" for "Ana Ruiz"."""
        alone = child(token, "compound") is None and token.dep_ != "compound"
        if not alone or (token.i > 0 and token.nbor(-1).ent_type_ == "PERSON"):
            return None
        full = self.before.full_name(token)
        return Pointing(range(token.i, token.i + 1), full) if full else None

    def description(self, token: Token, order: Sequence[int]) -> Pointing | None:
        """ "The group", "the new law", "the minister": what the text called by a fuller name before."""
        article = child(token, "det")
        if article is None or article.lower_ not in ("the", "this", "that") or token.tag_ not in ("NN", "NNS"):
            return None
        if _is_told_which(token):
            return None
        at, inside = range(article.i, token.i + 1), frozenset(order)
        candidates = self._called_before(token)
        if any(mention.head.i in inside for mention in candidates):
            return None  # the statement itself says which
        if len(candidates) == 1 and len(candidates[0].tokens) <= _LONGEST:
            return Pointing(at, candidates[0])
        words = self.doc[at.start : at.stop].text
        if candidates:
            return Pointing(at, None, f"“{words}” could be {listed(candidates)}.")
        if token.lemma_.lower() not in (VAGUE if len(at) == 2 else OCCASIONS):
            return None
        return Pointing(at, None, f"The text before does not say for certain which one “{words}” is.")

    def _called_before(self, token: Token) -> list[Mention]:
        """All that a description may mean."""
        noun, here = token.lemma_.lower(), self.before.sentence_of(token.i)
        fuller = self._fuller(token, noun, here)
        if not fuller and len(core(token)) == 1:
            fuller = self._titled(noun, token, here) or self._classed(noun, token, here) or self._events(token, here)
        return list({m.key: m for m in fuller}.values())

    def _fuller(self, token: Token, noun: str, here: int) -> list[Mention]:
        """Earlier phrases with the same noun that say all that this one says, and more."""
        own = {self.doc[i].lower_ for i in core(token)}
        return [
            m
            for m in self.before.by_noun.get(noun, ())
            if m.head.i < token.i
            and here - m.sentence <= _FAR
            and (m.head.tag_ == token.tag_ or m.head.pos_ == "PROPN")
            and own < (said := {self.doc[i].lower_ for i in m.tokens})
            and not said & _NOT_THE_SAME - own
            and not any(self.doc[i].tag_ == "PRP$" for i in m.tokens)
        ]

    def _titled(self, noun: str, token: Token, here: int) -> list[Mention]:
        """ "The minister" for "Defence Minister Ana Ruiz", and "the general" for "General Marek"."""
        if not is_person_noun(token):
            return []
        found = []
        for n in range(max(0, here - _FAR), here + 1):
            for mention in self.before.persons.get(n, ()):
                beside = [self.doc[i] for i in phrase(mention.head)[:_TITLE] if i not in mention.tokens]
                if mention.head.i < token.i and any(t.lemma_.lower() == noun or t.lower_ == noun for t in beside):
                    found.append(self.in_full(mention))
        return found

    def _classed(self, noun: str, token: Token, here: int) -> list[Mention]:
        """ "The group", "the company" for the one organisation that did something just before."""
        if noun not in ORGANISED:
            return []
        sentences = range(max(0, here - _NEAR), here + 1)
        return [m for n in sentences for m in self.before.organisations.get(n, ()) if m.head.i < token.i]

    def _events(self, token: Token, here: int) -> list[Mention]:
        """ "The meeting" for "the ministers had met": the sentence just before tells of it."""
        verbs = EVENTS.get(token.lemma_.lower())
        if verbs is None or here == 0 or not self.before.same_paragraph(here, here - 1):
            return []
        found = []
        for verb in self.before.sentences[here - 1]:
            subject = child(verb, "nsubj", "nsubjpass") if verb.pos_ == "VERB" and base(verb) in verbs else None
            if subject is not None:
                found.append(self._event(token.lower_, subject))
        return found

    def _event(self, noun: str, subject: Token) -> Mention:
        tokens = tuple(i for i in phrase(subject) if not (self.doc[i].is_punct and i == subject.right_edge.i))
        who = "".join(self.doc[i].text_with_ws for i in tokens).strip()
        if self.doc[tokens[0]].pos_ in ("DET", "NOUN", "ADJ", "NUM"):
            who = who[0].lower() + who[1:]
        return Mention(tokens, subject, self.before.sentence_of(subject.i), f"{noun} of {who}", is_event=True)


def listed(mentions: Sequence[Mention]) -> str:
    """The candidates between which the text leaves the choice."""
    return " or ".join(f"“{mention.words}”" for mention in mentions[:4])


def _is_told_which(token: Token) -> bool:
    """Whether the phrase itself says which one ("the man who", "the law on pensions")."""
    return child(token, "relcl", "acl", "appos", "prep", "poss") is not None
