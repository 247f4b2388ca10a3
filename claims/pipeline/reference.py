"""What pronouns and bare descriptions in a claim stand for, where the text leaves no doubt; else why not. Pure."""

from collections.abc import Sequence
from typing import Literal

from spacy.tokens import Token

from claims.pipeline import lexicon as lx
from claims.pipeline.antecedents import Antecedents, Mention, is_person_noun, subject_of
from claims.pipeline.descriptions import Descriptions, Pointing, listed
from claims.pipeline.pointing import GENERIC
from claims.pipeline.syntax import SUBJECTS, base, child, children

_BACK = 2
"""Sentences before its own in which a pronoun's antecedent is looked for; further back people are named anew."""
_ONE = frozenset({"he", "him", "his", "she", "her", "himself", "herself"})
_IT = frozenset({"it", "its"})
_MANY = frozenset({"they", "them", "their"})
_SPEAKERS = frozenset({"i", "we", "me", "us", "my", "our", "you", "your"})
_THIS = frozenset({"this", "that", "these", "those"})
_LINKING = frozenset({"be", "seem", "appear", "become", "take"})
_STYLES = frozenset({"excellency", "highness", "holiness", "honour", "honor", "majesty", "royal"})
_OWNED = frozenset({"his", "her", "its", "their"})

Kind = Literal["person", "thing", "several"]


class References:
    """Resolves what one parsed part says; build it once a part."""

    def __init__(self, before: Antecedents) -> None:
        self.before = before
        self.doc = before.doc
        self.descriptions = Descriptions(before)
        self._speakers: dict[int, Mention | None] = {}

    def of(self, order: Sequence[int], told_by: Token | None, quoted: frozenset[int]) -> list[Pointing]:
        """Every pointing among the tokens `order` of a statement that points out of it, in their order.

        `told_by` heads the source whose words these are: "X said he would go" is about X; not so where the words are
        `quoted`, in which X would say "I".
        """
        found = (self._pointing(self.doc[i], order, told_by, i in quoted) for i in order)
        return [pointing for pointing in found if pointing is not None]

    def speaker(self, source: Token) -> Mention | None:
        """Whom a source that is a pronoun, a surname or a bare description means, where it is certain.

        "He added ..." asks the sentence before, and so back; each is answered once, the first of them first.
        """
        asked = [source]
        while asked[-1].i not in self._speakers and (before := self._pronoun_before(asked[-1])) is not None:
            asked.append(before)
        for token in reversed(asked):
            if token.i not in self._speakers:
                self._speakers[token.i] = self._speaker(token)
        return self._speakers[source.i]

    def _speaker(self, source: Token) -> Mention | None:
        kind = _kind(source)
        if kind is None:
            return self.descriptions.meant(source)
        if kind == "person" and (last := self._last_speaker(source)) is not None:
            return last
        candidates = self._candidates(kind, source)
        is_certain = (
            len(candidates) == 1
            and _says_by_itself(candidates[0])
            and (kind != "person" or candidates[0].head.pos_ == "PROPN")
        )
        return candidates[0] if is_certain else None

    def _pointing(self, token: Token, order: Sequence[int], told_by: Token | None, quoted: bool) -> Pointing | None:
        word = token.lower_
        if word in _SPEAKERS and token.pos_ == "PRON":
            reason = f"“{token.text}” is the speaker's own word; say who it is."
            return Pointing(range(token.i, token.i + 1), None, reason)
        kind = _kind(token)
        if kind is not None:
            return self._pronoun(token, kind, order, told_by, quoted)
        if word in _THIS and token.dep_ in SUBJECTS and token.tag_ == "DT":
            reason = f"“{token.text}” points to what was said before; say what."
            return Pointing(range(token.i, token.i + 1), None, reason)
        if token.pos_ == "PROPN":
            return self.descriptions.surname(token)
        return self.descriptions.description(token, order) if token.pos_ == "NOUN" else None

    def _pronoun(
        self, token: Token, kind: Kind, order: Sequence[int], told_by: Token | None, quoted: bool
    ) -> Pointing | None:
        if _is_empty(token) or self._answered(token, kind, order):
            return None
        at = range(token.i, token.i + 1)
        speaks = self._named_in_full(told_by) if told_by is not None else None
        is_own = told_by is not None and not quoted and self._is_top_subject(token, order) and _agree(kind, told_by)
        is_open = told_by is not None and (_tells_a_person(told_by) if not quoted else speaks is None)
        if speaks and is_own and not is_open:
            return Pointing(at, speaks)
        candidates = self._candidates(kind, token)
        if quoted:
            candidates = [m for m in candidates if speaks is None or m.key != speaks.key]
        is_open |= kind == "several" and token.dep_ not in SUBJECTS
        if len(candidates) == 1 and not is_open and _says_by_itself(candidates[0]):
            return Pointing(at, candidates[0])
        return self._unsure(token, candidates)

    def _unsure(self, token: Token, candidates: Sequence[Mention]) -> Pointing:
        at = range(token.i, token.i + 1)
        if not candidates:
            return Pointing(at, None, f"The text before does not say for certain what “{token.text}” stands for.")
        return Pointing(at, None, f"“{token.text}” could be {listed(candidates)}.")

    def _answered(self, token: Token, kind: Kind, order: Sequence[int]) -> bool:
        """Whether the statement itself says, before the pronoun, what it stands for."""
        earlier = order[: order.index(token.i)]
        pool = frozenset(earlier)
        if token.lower_ == "their" and any(_is_several(self.doc[i]) for i in earlier):
            return True
        clause = _verb_of(token)
        for mention in self._pool(kind, {self.before.sentence_of(i) for i in earlier}):
            if mention.head.i not in pool:
                continue
            if token.lower_ in _OWNED or _verb_of(mention.head) != clause:
                return True
        return False

    def _candidates(self, kind: Kind, token: Token) -> list[Mention]:
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
        for mention in map(self.descriptions.in_full, mentions):
            known = found.get(mention.head.lower_)
            if known is None or len(mention.tokens) > len(known.tokens):
                found[mention.head.lower_] = mention
        return list(found.values())

    def _named_in_full(self, source: Token) -> Mention | None:
        """The source of a saying by the fullest name it has; None where it is not certain who that is."""
        if _kind(source):
            return self.speaker(source)
        for pool in (self.before.persons, self.before.things, self.before.groups, self.before.people):
            for mention in pool.get(self.before.sentence_of(source.i), ()):
                if mention.head == source:
                    full = self.descriptions.in_full(mention)
                    is_open = (
                        full is mention
                        and source.pos_ == "NOUN"
                        and self.descriptions.description(source, ()) is not None
                    )
                    return None if is_open else full
        return None

    def _last_speaker(self, source: Token) -> Mention | None:
        """Who spoke in the sentence before, for "He added that ..."."""
        subject = self._speaking_before(source)
        if subject is None:
            return None
        if _is_name(subject):
            return self._named_in_full(subject)
        return self.speaker(subject) if _kind(subject) == "person" else None

    def _pronoun_before(self, source: Token) -> Token | None:
        """The "he" or "she" that spoke in the sentence before the one of such a pronoun."""
        subject = self._speaking_before(source) if _kind(source) == "person" else None
        return subject if subject is not None and not _is_name(subject) and _kind(subject) == "person" else None

    def _speaking_before(self, source: Token) -> Token | None:
        """The subject of the sentence before, where both sentences say that something was said."""
        here = self.before.sentence_of(source.i)
        if here == 0 or base(source.head) not in lx.SPEECH:
            return None
        subject = subject_of(self.before.sentences[here - 1])
        return None if subject is None or base(subject.head) not in lx.SPEECH else subject

    def _is_top_subject(self, token: Token, order: Sequence[int]) -> bool:
        return token.dep_ in SUBJECTS and not any(
            self.doc[i].pos_ in ("NOUN", "PROPN", "VERB") for i in order[: order.index(token.i)]
        )


def _kind(token: Token) -> Kind | None:
    word = token.lower_
    return "person" if word in _ONE else "thing" if word in _IT else "several" if word in _MANY else None


def _is_name(subject: Token) -> bool:
    return subject.pos_ == "PROPN" and subject.ent_type_ in ("", "PERSON")


def _is_several(token: Token) -> bool:
    """Whether "their" later in the same statement may be of what `token` heads: several, or one that is many."""
    if token.dep_ not in SUBJECTS:
        return False
    return token.tag_.endswith("S") or child(token, "conj") is not None or token.ent_type_ in ("NORP", "ORG", "GPE")


def _says_by_itself(mention: Mention) -> bool:
    """Whether what a word points to is not itself told by another pointing ("their ministers")."""
    return not any(mention.head.doc[i].tag_ == "PRP$" for i in mention.tokens)


def _tells_a_person(source: Token) -> bool:
    """Whether the saying has a listener who may be meant as well: "the judge told her she ..."."""
    listeners = children(source.head, "dobj", "dative")
    return any(t.lower_ in _ONE or t.ent_type_ == "PERSON" or (t.tag_ == "NN" and is_person_noun(t)) for t in listeners)


def _agree(kind: Kind, source: Token) -> bool:
    """Whether `source` can be called so: a person he or she, an organisation it, several they."""
    if kind == "person":
        may_be = source.tag_ == "NNP" and source.ent_type_ in ("", "PERSON")
        return may_be or is_person_noun(source) or source.lower_ in _ONE
    if kind == "thing":
        return source.tag_ in ("NN", "NNP") and source.ent_type_ != "PERSON" and not is_person_noun(source)
    return source.tag_ in ("NNS", "NNPS") or source.lower_ in _MANY


def _is_empty(token: Token) -> bool:
    """The "it" of "it is feared that", "it rained", the "his" of "His Excellency", which stand for nothing."""
    if token.dep_ == "poss" and token.head.lower_ in _STYLES:
        return True
    if token.lower_ != "it":
        return False
    verb = token.head
    heavy = child(verb, "ccomp", "xcomp", "csubj", "advcl") is not None and verb.lemma_ in _LINKING
    return token.dep_ == "expl" or heavy or base(verb) in GENERIC


def _verb_of(token: Token) -> Token:
    """The verb of the clause that `token` stands in."""
    while token.dep_ != "ROOT" and token.pos_ not in ("VERB", "AUX"):
        token = token.head
    return token
