"""The persons, things and groups that one parsed part speaks of, for later words to point back to. Pure."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from spacy.tokens import Doc, Span, Token

from claims.pipeline import lexicon as lx
from claims.pipeline.dateline import after_dateline
from claims.pipeline.draft import ParsedPart
from claims.pipeline.speaker import name_tokens
from claims.pipeline.syntax import SUBJECTS, child, children, object_of, phrase

_CORE = frozenset({"compound", "amod", "nmod", "nummod", "poss", "quantmod"})
_WHICH = frozenset({"of", "between", "on", "for", "in"})
_LONGEST = 30
_PERSON_ENDINGS = ("er", "or", "ist", "man", "woman", "ian", "ant", "ee")
_PERSONS = frozenset(
    "aide boss boy chief clerk coach envoy girl guard guest guide head hero judge king monk nurse pilot priest spy "
    "thief witness youth".split()
)
_NO_PERSONS = frozenset(
    "number water paper order member matter weather letter offer power tower centre center border river summer winter "
    "december november october september quarter chapter answer fire computer error sector factor doctor's mirror "
    "favor color honor terror horror corridor budget plant restaurant government committee".split()
)
_NO_SURNAMES = lx.ORGANISATIONS | lx.GOVERNMENTS | lx.DOCUMENTS
_NO_THINGS = frozenset({"DATE", "TIME", "PERSON", "CARDINAL", "ORDINAL", "PERCENT", "MONEY", "QUANTITY"})


@dataclass(frozen=True, slots=True)
class Mention:
    """A noun phrase: `tokens` of its core (no clause, no article), its head word, and where it stands.

    An event is named after who took part ("meeting of the ministers"): its `tokens` and `head` are theirs.
    """

    tokens: tuple[int, ...]
    head: Token
    sentence: int
    words: str
    is_event: bool = False

    @property
    def key(self) -> str:
        return self.words.casefold()


class Antecedents:
    """What was spoken of in `part`; each question is about what stands before a token."""

    def __init__(self, part: ParsedPart) -> None:
        self.doc: Doc = part.doc
        self.sentences: Sequence[Span] = list(part.doc.sents)
        self._firsts = [s.start for s in self.sentences]
        self._paragraphs = part.paragraphs
        self._datelines = frozenset(i for s in self.sentences for i in range(s.start, after_dateline(part, s)))

    def sentence_of(self, token: int) -> int:
        return bisect_right(self._firsts, token) - 1

    def same_paragraph(self, one: int, two: int) -> bool:
        """Whether two sentences, by number, stand in one paragraph."""
        ends = [bisect_right(self._paragraphs, self._firsts[n]) for n in (one, two)]
        return ends[0] == ends[1]

    @cached_property
    def persons(self) -> dict[int, list[Mention]]:
        """Named persons by sentence, and names of two words that nobody labelled, which may be persons too."""
        labelled = list(self._named("PERSON"))
        taken = {mention.head.i for mention in labelled}
        others = (m for mentions in self._by_last_name.values() for m in mentions if m.head.i not in taken)
        return self._by_sentence(m for m in (*labelled, *others))

    @cached_property
    def people(self) -> dict[int, list[Mention]]:
        """Single persons that are not named ("the driver"), by sentence."""
        return self._by_sentence(self._mention(t) for t in self.doc if _is_unnamed_person(t))

    @cached_property
    def things(self) -> dict[int, list[Mention]]:
        """Whatever is one and no person, by sentence."""
        return self._by_sentence(self._mention(t) for t in self.doc if _is_thing(t))

    @cached_property
    def groups(self) -> dict[int, list[Mention]]:
        """Whatever is several, by sentence."""
        return self._by_sentence(
            self._mention(t)
            for t in self.doc
            if t.tag_ in ("NNS", "NNPS") and _heads(t) and t.ent_type_ not in _NO_THINGS
        )

    @cached_property
    def organisations(self) -> dict[int, list[Mention]]:
        """Named organisations and groups that do something, or are no more than a name, by sentence."""
        return self._by_sentence(
            m
            for m in (*self._named("ORG", "NORP"), *map(self._mention, filter(_is_bare_name, self.doc)))
            if m.head.dep_ in SUBJECTS | {"pobj"} and (m.head.dep_ != "pobj" or m.head.head.dep_ == "agent")
        )

    @cached_property
    def by_noun(self) -> dict[str, list[Mention]]:
        """Phrases that say more than "the X", by the lemma of their head."""
        found: dict[str, list[Mention]] = {}
        for token in self.doc:
            if token.pos_ in ("NOUN", "PROPN") and _heads(token):
                mention = self._mention(token)
                if len(mention.tokens) > 1:
                    found.setdefault(token.lemma_.lower(), []).append(mention)
        return found

    def full_name(self, surname: Token) -> Mention | None:
        """The longer name that a bare surname was introduced with, where only one had it; no place's name."""
        if surname.ent_type_ in ("GPE", "LOC", "DATE"):
            return None
        longer = {m.key: m for m in self._by_last_name.get(surname.lower_, ()) if m.head.i < surname.i}
        return next(iter(longer.values())) if len(longer) == 1 else None

    @cached_property
    def _by_last_name(self) -> dict[str, list[Mention]]:
        """Names that may be persons', by their last word; one that is labelled as a firm's only if of two words."""
        found: dict[str, list[Mention]] = {}
        for token in self.doc:
            if token.tag_ == "NNP" and token.ent_type_ in ("", "PERSON", "ORG") and _heads(token):
                run = tuple(t.i for t in name_tokens(token) if t.pos_ == "PROPN")
                is_one = len(run) == 2 if token.ent_type_ == "ORG" else len(run) > 1
                if is_one and token.lower_ not in _NO_SURNAMES:
                    found.setdefault(token.lower_, []).append(self._of(run, token))
        return found

    @cached_property
    def _labels(self) -> dict[str, str]:
        """For each name the label it mostly has in this part: taken alone, a town may be taken for a person."""
        seen: dict[str, Counter[str]] = {}
        for entity in self.doc.ents:
            seen.setdefault(entity.root.lower_, Counter())[entity.label_] += 1
        return {name: labels.most_common(1)[0][0] for name, labels in seen.items()}

    def _named(self, *labels: str) -> Iterator[Mention]:
        for token in self.doc:
            if token.ent_type_ in labels and self._labels.get(token.lower_) in labels and _heads(token):
                run = name_tokens(token)
                if run:
                    yield self._of(tuple(t.i for t in run), token)

    def _mention(self, head: Token) -> Mention:
        return self._of(core(head), head)

    def _of(self, tokens: tuple[int, ...], head: Token) -> Mention:
        words = "".join(self.doc[i].text_with_ws for i in tokens).strip()
        return Mention(tokens, head, self.sentence_of(head.i), words)

    def _by_sentence(self, mentions: Iterator[Mention]) -> dict[int, list[Mention]]:
        found: dict[int, list[Mention]] = {}
        for mention in mentions:
            if mention.head.i not in self._datelines:
                found.setdefault(mention.sentence, []).append(mention)
        return found


def core(head: Token) -> tuple[int, ...]:
    """The words that say which one it is: what stands before `head` but the article, and an "of" or "in" after it."""
    before = {i for c in children(head, *_CORE) if c.i < head.i for i in phrase(c)}
    of = next((p for p in children(head, "prep") if p.lower_ in _WHICH and p.i == head.i + 1), None)
    after = set() if of is None or object_of(of) is None else set(_unclaused(of))
    found = sorted(before | {head.i} | after)
    return tuple(found) if len(found) <= _LONGEST else (head.i,)


def _unclaused(token: Token) -> Iterator[int]:
    """The words of a phrase up to the first clause in it."""
    for i in phrase(token):
        word = token.doc[i]
        is_dash = word.text in ("–", "—", "-", "(", ":") and word.i > 0 and bool(word.nbor(-1).whitespace_)
        if is_dash or word.dep_ in ("relcl", "acl"):
            return
        yield i


def is_person_noun(token: Token) -> bool:
    word = token.lemma_.lower()
    return word not in _NO_PERSONS and (word in lx.TITLES or word in _PERSONS or word.endswith(_PERSON_ENDINGS))


def _is_unnamed_person(token: Token) -> bool:
    """A person called by what they are, and not by a name beside it ("her deputy, Ivo Marek")."""
    named = token.dep_ == "appos" or child(token, "appos") is not None
    return token.tag_ == "NN" and _heads(token) and not token.ent_type_ and is_person_noun(token) and not named


def _is_thing(token: Token) -> bool:
    if token.tag_ not in ("NN", "NNP") or not _heads(token) or token.ent_type_ in _NO_THINGS:
        return False
    return not (token.tag_ == "NN" and is_person_noun(token))


def _is_bare_name(token: Token) -> bool:
    return token.pos_ == "PROPN" and not token.ent_type_ and _heads(token)


def _heads(token: Token) -> bool:
    """Whether `token` heads a phrase of its own, and is not a word before another noun."""
    return token.pos_ in ("NOUN", "PROPN") and token.dep_ not in ("compound", "amod", "nmod", "npadvmod", "quantmod")


def subject_of(sentence: Span) -> Token | None:
    """The subject of the main clause."""
    return child(sentence.root, *SUBJECTS)
