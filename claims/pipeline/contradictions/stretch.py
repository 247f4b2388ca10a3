"""A parsed part of a report, and the setting of what is said at each of its tokens."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from claims.pipeline import lexicon as lx
from claims.pipeline.compare.words import stem, word_set
from claims.pipeline.contradictions.facts import WEAK, Setting
from claims.pipeline.draft import Mention, ParsedPart, Relation, Span, Where
from claims.pipeline.syntax import NEGATIONS, RELATIVE_PRONOUNS, children, is_negated

_CONTENT = frozenset({"NOUN", "PROPN", "VERB", "ADJ"})
LOCATIVES = word_set("in at near outside across inside around")
_UNFIRM = word_set("""
    another additional also again earlier originally initially previously formerly once later until revised updated
    preliminary if unless will would could may might should possible possibly perhaps
    reportedly allegedly typically usually normally often sometimes every each per average
""")
_CLIMBS = word_set("rise rose risen climb climbed")
_REGIONS = word_set("north south east west region province district area half quarter elsewhere abroad")
_TIME_LABELS = frozenset({"DATE", "TIME"})
_UNITS = word_set("day week month quarter half year decade century")
_NO_DATE = word_set("the a an of on in by for at 's ’s")
_WEAK_CLASSES = frozenset({"sources", "reports", "media", "unstated"})
_NESTED_QUOTES = 20


class Stretch:
    """One part of the text or title. `headline` is where its headline ends, as a token; 0 where it has none."""

    def __init__(self, where: Where, text: str, part: ParsedPart, said: Sequence[Relation], headline: int) -> None:
        self.where, self.text, self.part, self.doc, self.headline = where, text, part, part.doc, headline
        told = ((span, _voice(text, r)) for r in said if r.says for span in r.content)
        self._told = sorted(told, key=lambda pair: pair[0])
        self._starts = [span.start for span, _ in self._told]
        self._settings: dict[int, Setting] = {}

    def mention(self, first: int, last: int) -> Mention:
        """The words from token `first` to token `last`, both included."""
        return Mention(self.where, Span(self.part.starts[first], self.part.ends[last]))

    def words(self, mention: Mention) -> str:
        return " ".join(self.text[slice(*mention.span)].split())

    def setting(self, token: Token) -> Setting:
        """Under which terms the clause around `token` is told."""
        head = clause(token)
        known = self._settings.get(head.i)
        if known is None:
            known = self._settings[head.i] = self._setting(head)
        return known

    def _setting(self, head: Token) -> Setting:
        within = list(own_words(head))
        return Setting(
            sentence=(self.where, self.part.starts[head.sent.start]),
            headline=head.i < self.headline,
            voice=self._voice_at(self.part.starts[head.i]),
            firm=_firm(head, within),
            negated=is_negated(head) or any(t.lower_ in NEGATIONS for t in within),
            verb=stem(head.lemma_) if head.pos_ == "VERB" else "",
            stems=frozenset(stem(t.lower_) for t in within if t.pos_ in _CONTENT and not t.is_stop),
            dates=_dates(within),
            places=frozenset(_places(within)),
        )

    def _voice_at(self, start: int) -> str:
        at = bisect_right(self._starts, start) - 1
        for span, voice in reversed(self._told[max(0, at - _NESTED_QUOTES) : at + 1]):
            if start < span.end:
                return voice
        return ""


def clause(token: Token) -> Token:
    """The verb that governs `token`, else the head of its sentence."""
    while token.head.i != token.i and token.pos_ != "VERB":
        token = token.head
    return token


def own_words(head: Token) -> Iterator[Token]:
    """The words under `head`, without those of clauses that it only reports."""
    waiting = [head]
    while waiting:
        token = waiting.pop()
        yield token
        waiting.extend(c for c in token.children if c.dep_ not in ("ccomp", "relcl", "parataxis"))


def core(head: Token | None) -> frozenset[str]:
    """The stems of a noun, of what stands before it and of what it is "of"; none for a pronoun."""
    if head is None or head.pos_ not in ("NOUN", "PROPN"):
        return frozenset()
    before = (t for t in children(head, "amod", "compound", "nmod", "poss", "nummod") if t.ent_type_ != "DATE")
    owned = (t for of in children(head, "prep") if of.lower_ == "of" for t in of.subtree if t.pos_ in _CONTENT)
    return frozenset(stem(t.lower_) for t in (head, *before, *owned))


def _voice(text: str, relation: Relation) -> str:
    speaker = relation.speaker
    if speaker.name:
        return speaker.name.casefold()
    if speaker.unnamed_class in _WEAK_CLASSES:
        return WEAK + speaker.unnamed_class
    return " ".join(text[slice(*span)] for span in relation.source).casefold() or WEAK


def _firm(head: Token, within: Sequence[Token]) -> bool:
    words = {t.lower_ for t in within if not (t.text == "May" and t.pos_ == "PROPN")}
    places = {t.lower_ for t in within if t.ent_type_ not in _TIME_LABELS}
    return not (
        words & (_UNFIRM | lx.CONDITIONS)
        or places & _REGIONS
        or (words & _CLIMBS and any(t.lower_ == "to" for t in children(head, "prep")))
        or any(t.lower_ == "had" for t in children(head, "aux"))
        or any(t.pos_ == "PRON" and t.lower_ not in RELATIVE_PRONOUNS for t in children(head, "nsubj"))
        or "?" in words
        or (head.dep_ in ("xcomp", "ccomp", "advcl", "pcomp") and head.tag_ in ("VB", "VBG"))
    )


def _dates(within: Sequence[Token]) -> frozenset[str]:
    """The words of its dates: "fourth" of "the fourth quarter", which its unit alone would not tell from the third."""
    words = {t.lower_ for t in within if t.ent_type_ in _TIME_LABELS and t.text.isalnum()} - _NO_DATE
    return frozenset(words - _UNITS or words)


def _places(within: Sequence[Token]) -> Iterator[str]:
    for token in within:
        named = token.pos_ == "PROPN" and token.ent_type_ not in ("DATE", "TIME")
        if named and token.dep_ == "pobj" and token.head.lower_ in LOCATIVES:
            yield stem(token.lower_)
