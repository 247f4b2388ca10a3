"""What pronouns and bare descriptions in a claim stand for, where the text leaves no doubt; else why not. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from spacy.tokens import Token

from claims.pipeline import lexicon as lx
from claims.pipeline.antecedents import Antecedents, Mention, core, is_person_noun, subject_of
from claims.pipeline.pointing import EVENTS, GENERIC, OCCASIONS, ORGANISED, VAGUE
from claims.pipeline.syntax import SUBJECTS, base, child, phrase

_BACK = 2
"""Sentences before its own in which a pronoun's antecedent is looked for; further back people are named anew."""
_FAR = 8
"""Sentences back for a description ("the ceremony")."""
_LONGEST = 25
_TITLE = 12
_ONE = frozenset({"he", "him", "his", "she", "her", "himself", "herself"})
_IT = frozenset({"it", "its"})
_MANY = frozenset({"they", "them", "their"})
_SPEAKERS = frozenset({"i", "we", "me", "us", "my", "our", "you", "your"})
_THIS = frozenset({"this", "that", "these", "those"})
_LINKING = frozenset({"be", "seem", "appear", "become", "take"})
_OWNED = frozenset({"his", "her", "its", "their"})

Kind = Literal["person", "thing", "several"]


@dataclass(frozen=True, slots=True)
class Pointing:
    """The tokens `at` point back; `to` is what they stand for, None where that is not certain, for `reason`."""

    at: range
    to: Mention | None
    reason: str = ""


class References:
    """Resolves what one parsed part says; build it once a part."""

    def __init__(self, before: Antecedents) -> None:
        self.before = before
        self.doc = before.doc

    def of(self, order: Sequence[int], told_by: Token | None, quoted: frozenset[int]) -> list[Pointing]:
        """Every pointing among the tokens `order` of a statement that points out of it, in their order.

        `told_by` heads the source whose words these are: "X said he would go" is about X; not so where the words are
        `quoted`, in which X would say "I".
        """
        found = (self._pointing(self.doc[i], order, told_by, i in quoted) for i in order)
        return [pointing for pointing in found if pointing is not None]

    def speaker(self, source: Token) -> Mention | None:
        """Whom a source that is a pronoun, a surname or a bare description means, where it is certain."""
        kind = _kind(source)
        if kind is None:
            pointing = self._surname(source) if source.pos_ == "PROPN" else self._description(source, ())
            return pointing.to if pointing else None
        if kind == "person" and (last := self._last_speaker(source)) is not None:
            return last
        candidates = self._candidates(kind, source, [])
        return candidates[0] if len(candidates) == 1 else None

    def _pointing(self, token: Token, order: Sequence[int], told_by: Token | None, quoted: bool) -> Pointing | None:
        word = token.lower_
        if word in _SPEAKERS and token.pos_ == "PRON":
            reason = f"“{token.text}” is the speaker's own word; say who it is."
            return Pointing(range(token.i, token.i + 1), None, reason)
        kind = _kind(token)
        if kind is not None:
            return self._pronoun(token, kind, order, told_by, quoted)
        if word in _THIS and token.dep_ in SUBJECTS and token.tag_ == "DT":
            return Pointing(
                range(token.i, token.i + 1), None, f"Say what “{token.text}” is; it points to what was said before."
            )
        if token.pos_ == "PROPN":
            return self._surname(token)
        return self._description(token, order) if token.pos_ == "NOUN" else None

    def _pronoun(
        self, token: Token, kind: Kind, order: Sequence[int], told_by: Token | None, quoted: bool
    ) -> Pointing | None:
        if _is_empty(token) or self._answered(token, kind, order):
            return None
        at = range(token.i, token.i + 1)
        speaks = self._named_in_full(told_by) if told_by is not None and _agree(kind, told_by) else None
        if speaks and not quoted and self._is_top_subject(token, order):
            return Pointing(at, speaks)
        candidates = self._candidates(kind, token, order)
        if quoted:
            candidates = [m for m in candidates if speaks is None or m.key != speaks.key]
        if len(candidates) == 1:
            return Pointing(at, candidates[0])
        return self._unsure(token, candidates)

    def _unsure(self, token: Token, candidates: Sequence[Mention]) -> Pointing:
        at = range(token.i, token.i + 1)
        if not candidates:
            return Pointing(at, None, f"The text before does not say for certain what “{token.text}” stands for.")
        return Pointing(at, None, f"“{token.text}” could be {_listed(candidates)}.")

    def _answered(self, token: Token, kind: Kind, order: Sequence[int]) -> bool:
        """Whether the statement itself says, before the pronoun, what it stands for."""
        earlier = order[: order.index(token.i)]
        pool = frozenset(earlier)
        clause = _verb_of(token)
        for mention in self._pool(kind, {self.before.sentence_of(i) for i in earlier}):
            if mention.head.i not in pool:
                continue
            if token.lower_ in _OWNED or _verb_of(mention.head) != clause:
                return True
        return False

    def _candidates(self, kind: Kind, token: Token, order: Sequence[int]) -> list[Mention]:
        """Whom or what a pronoun may mean: what fits in its sentence before it, and in those just before; each once."""
        here = self.before.sentence_of(token.i)
        first = max(0, here - _BACK)
        fits = [m for m in self._pool(kind, range(first, here + 1)) if m.head.i < token.i]
        clause = _verb_of(token)
        fits = [m for m in fits if token.lower_ in _OWNED or m.sentence != here or _verb_of(m.head) != clause]
        if kind != "person":
            return self._subject_before(token, fits, here)
        return self._distinct(fits)

    def _subject_before(self, token: Token, fits: list[Mention], here: int) -> list[Mention]:
        """A thing taken up again as the subject is the subject of the sentence just before, when that is a name."""
        if here == 0 or not self.before.same_paragraph(here, here - 1) or any(m.sentence == here for m in fits):
            return self._distinct(fits)
        subject = subject_of(self.before.sentences[here - 1])
        last = [m for m in fits if m.sentence == here - 1]
        opens = token.dep_ in SUBJECTS or (token.dep_ == "poss" and token.head.dep_ in SUBJECTS)
        if subject is not None and opens and any(m.head == subject for m in last):
            return self._distinct([m for m in last if m.head == subject])
        return self._distinct(last)

    def _pool(self, kind: Kind, sentences: "range | set[int]") -> list[Mention]:
        before = self.before
        pools = {
            "person": (before.persons, before.people),
            "thing": (before.things,),
            "several": (before.groups,),
        }[kind]
        return [m for n in sentences for pool in pools for m in pool.get(n, ())]

    def _distinct(self, mentions: Sequence[Mention]) -> list[Mention]:
        """Each once, by what it is called in full; the longest way it was put."""
        found: dict[str, Mention] = {}
        for mention in map(self._in_full, mentions):
            known = found.get(mention.head.lower_)
            if known is None or len(mention.tokens) > len(known.tokens):
                found[mention.head.lower_] = mention
        return list(found.values())

    def _in_full(self, mention: Mention) -> Mention:
        """By the full name that a surname or a description was introduced with."""
        if mention.head.pos_ == "PROPN" and len(mention.tokens) == 1:
            return self.before.full_name(mention.head) or mention
        pointing = self._description(mention.head, ()) if mention.head.pos_ == "NOUN" else None
        return mention if pointing is None or pointing.to is None else pointing.to

    def _named_in_full(self, source: Token) -> Mention | None:
        """The source of a saying by the fullest name it has; None where it is not certain who that is."""
        if _kind(source):
            return self.speaker(source)
        for pool in (self.before.persons, self.before.things, self.before.groups, self.before.people):
            for mention in pool.get(self.before.sentence_of(source.i), ()):
                if mention.head == source:
                    full = self._in_full(mention)
                    is_open = full is mention and source.pos_ == "NOUN" and self._description(source, ()) is not None
                    return None if is_open else full
        return None

    def _last_speaker(self, source: Token) -> Mention | None:
        """Who spoke in the sentence before, for "He added that ..."."""
        here = self.before.sentence_of(source.i)
        if here == 0 or base(source.head) not in lx.SPEECH:
            return None
        subject = subject_of(self.before.sentences[here - 1])
        if subject is None or base(subject.head) not in lx.SPEECH:
            return None
        if subject.pos_ == "PROPN" and subject.ent_type_ in ("", "PERSON"):
            return self._named_in_full(subject)
        return self.speaker(subject) if _kind(subject) == "person" else None

    def _is_top_subject(self, token: Token, order: Sequence[int]) -> bool:
        return token.dep_ in SUBJECTS and not any(
            self.doc[i].pos_ in ("NOUN", "PROPN", "VERB") for i in order[: order.index(token.i)]
        )

    def _surname(self, token: Token) -> Pointing | None:
        alone = child(token, "compound") is None and token.dep_ != "compound"
        if not alone or (token.i > 0 and token.nbor(-1).ent_type_ == "PERSON"):
            return None
        full = self.before.full_name(token)
        return Pointing(range(token.i, token.i + 1), full) if full else None

    def _description(self, token: Token, order: Sequence[int]) -> Pointing | None:
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
            return Pointing(at, None, f"“{words}” could be {_listed(candidates)}.")
        if token.lemma_.lower() not in (VAGUE if len(at) == 2 else OCCASIONS):
            return None
        return Pointing(at, None, f"The text before does not say for certain which one “{words}” is.")

    def _called_before(self, token: Token) -> list[Mention]:
        """What a description may mean: the one in this or the last sentence, if there is just one; else all before."""
        noun, here = token.lemma_.lower(), self.before.sentence_of(token.i)
        fuller = self._fuller(token, noun, here)
        if not fuller and len(core(token)) == 1:
            fuller = self._titled(noun, token, here) or self._classed(noun, token, here) or self._events(noun, here)
        last = [m for m in fuller if m.sentence >= here - 1 and self.before.same_paragraph(m.sentence, here)]
        return list({m.key: m for m in (last or fuller)}.values())

    def _fuller(self, token: Token, noun: str, here: int) -> list[Mention]:
        """Earlier phrases with the same noun that say all that this one says, and more."""
        own = {self.doc[i].lower_ for i in core(token)}
        return [
            m
            for m in self.before.by_noun.get(noun, ())
            if m.head.i < token.i
            and here - m.sentence <= _FAR
            and (m.head.tag_ == token.tag_ or m.head.pos_ == "PROPN")
            and own < {self.doc[i].lower_ for i in m.tokens}
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
                    found.append(self._in_full(mention))
        return found

    def _classed(self, noun: str, token: Token, here: int) -> list[Mention]:
        """ "The group", "the company" for the one organisation that did something just before."""
        if noun not in ORGANISED:
            return []
        sentences = range(max(0, here - _BACK), here + 1)
        return [m for n in sentences for m in self.before.organisations.get(n, ()) if m.head.i < token.i]

    def _events(self, noun: str, here: int) -> list[Mention]:
        """ "The meeting" for "the ministers had met": the sentence just before tells of it."""
        verb_lemma = EVENTS.get(noun)
        if verb_lemma is None or here == 0 or not self.before.same_paragraph(here, here - 1):
            return []
        found = []
        for verb in self.before.sentences[here - 1]:
            subject = child(verb, "nsubj", "nsubjpass") if verb.pos_ == "VERB" and base(verb) == verb_lemma else None
            if subject is not None:
                found.append(self._event(noun, subject))
        return found

    def _event(self, noun: str, subject: Token) -> Mention:
        tokens = tuple(i for i in phrase(subject) if not (self.doc[i].is_punct and i == subject.right_edge.i))
        who = "".join(self.doc[i].text_with_ws for i in tokens).strip()
        if self.doc[tokens[0]].pos_ in ("DET", "NOUN", "ADJ", "NUM"):
            who = who[0].lower() + who[1:]
        return Mention(tokens, subject, self.before.sentence_of(subject.i), f"{noun} of {who}", is_event=True)


def _listed(mentions: Sequence[Mention]) -> str:
    return " or ".join(f"“{mention.words}”" for mention in mentions[:4])


def _kind(token: Token) -> Kind | None:
    word = token.lower_
    return "person" if word in _ONE else "thing" if word in _IT else "several" if word in _MANY else None


def _agree(kind: Kind, source: Token) -> bool:
    """Whether `source` can be called so: a person he or she, an organisation it, several they."""
    if kind == "person":
        return source.ent_type_ == "PERSON" or is_person_noun(source) or source.lower_ in _ONE
    if kind == "thing":
        return source.tag_ in ("NN", "NNP") and source.ent_type_ != "PERSON" and not is_person_noun(source)
    return source.tag_ in ("NNS", "NNPS") or source.lower_ in _MANY


def _is_empty(token: Token) -> bool:
    """The "it" of "it is feared that", "it rained", which stands for nothing."""
    if token.lower_ != "it":
        return False
    verb = token.head
    heavy = child(verb, "ccomp", "xcomp", "csubj", "advcl") is not None and verb.lemma_ in (
        "be",
        "seem",
        "appear",
        "become",
        "take",
    )
    return token.dep_ == "expl" or heavy or base(verb) in GENERIC


def _is_told_which(token: Token) -> bool:
    """Whether the phrase itself says which one ("the man who", "the law on pensions")."""
    return child(token, "relcl", "acl", "appos", "prep", "poss") is not None


def _verb_of(token: Token) -> Token:
    """The verb of the clause that `token` stands in."""
    while token.dep_ != "ROOT" and token.pos_ not in ("VERB", "AUX"):
        token = token.head
    return token
