"""Which stretches of a sentence are whose: the publisher's own, or someone's through a chain of speakers. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Span as Sentence
from spacy.tokens import Token

from claims.pipeline.dateline import after_dateline
from claims.pipeline.draft import ParsedPart, Relation, Span
from claims.pipeline.split import Assertion, assertions, with_antecedent
from claims.pipeline.syntax import is_finite

_LONGEST_CHAIN = 8


@dataclass(frozen=True, slots=True)
class Attributed:
    """An assertion that `relation` makes, or the publisher itself where it is None."""

    assertion: Assertion
    relation: Relation | None

    @property
    def tokens(self) -> tuple[int, ...]:
        """Its own words in the sentence, as token indexes, ascending."""
        return self.assertion.own

    @property
    def head(self) -> Token:
        """The word on which the others hang."""
        return self.assertion.head


def outward(relation: Relation, said: Sequence[Relation]) -> tuple[Relation, ...]:
    """The chain from `relation` outward: who says it, then who says that they said it, and so on."""
    chain = [relation]
    while len(chain) < _LONGEST_CHAIN:
        around = [r for r in said if r.says and _holds(r, chain[-1]) and r not in chain]
        if not around:
            break
        chain.append(min(around, key=lambda r: sum(s.end - s.start for s in r.content)))
    return tuple(chain)


def attributed(part: ParsedPart, sentence: Sentence, here: Sequence[Relation]) -> list[Attributed]:
    """What is asserted in `sentence`, innermost first apart; what merely reports another's words is not repeated.

    "X said that Y" is one stretch, Y. "Z, who says that Y, left" is two: "Z left", the publisher's, and Y, said by Z.
    """
    words = range(after_dateline(part, sentence), sentence.end)
    whole = (Attributed(a, None) for a in assertions(sentence.root, words))
    found = [*whole, *_contents(part, sentence, words, here)]
    own = [one for one in found if not any(_speaks_for(part, one, other) for other in found if other is not one)]
    # Two misread contents may hold each other; the sentence must not vanish for it.
    return own or [min(found, key=lambda one: len(one.tokens))]


def _contents(part: ParsedPart, sentence: Sentence, words: range, here: Sequence[Relation]) -> Iterator[Attributed]:
    for relation in here:
        tokens = tuple(i for i in words if _within(part.starts[i], relation.content))
        if any(is_finite(sentence.doc[i]) for i in tokens):
            head = _head(sentence, tokens)
            yield from (Attributed(with_antecedent(a), relation) for a in assertions(head, tokens))


def _head(sentence: Sentence, tokens: Sequence[int]) -> Token:
    """The topmost word among `tokens`; a finite verb before any other."""
    inside = set(tokens)
    doc = sentence.doc
    tops = [doc[i] for i in tokens if doc[i].head.i not in inside or doc[i].head.i == i]
    return min(tops, key=lambda t: (not is_finite(t), t.is_punct, t.i), default=doc[tokens[0]])


def _speaks_for(part: ParsedPart, outer: Attributed, inner: Attributed) -> bool:
    """Whether `outer` says no more than that somebody says `inner`: its head is in the saying or in what is said."""
    relation = inner.relation
    if relation is None or relation is outer.relation:
        return False
    if outer.relation is not None and not _holds(outer.relation, relation):
        return False
    return _within(part.starts[outer.head.i], (*relation.cue, *relation.content))


def _holds(outer: Relation, inner: Relation) -> bool:
    """Whether the content of `outer` has the words by which `inner` is attributed in it, or cites `inner` for it.

    Asked for each pair of a part's relations, where generators would cost more than what they compare.
    """
    if outer is inner:
        return False
    if inner.is_cited and not outer.is_cited and outer.content == inner.content:
        return True
    for cue in inner.cue:  # noqa: SIM110
        if not _within(cue.start, outer.content):
            return False
    return True


def _within(offset: int, spans: Sequence[Span]) -> bool:
    for start, end in spans:  # noqa: SIM110
        if start <= offset < end:
            return True
    return False
