"""Words of time that place nothing: parts of names, anniversaries, and days that come again and again."""

from spacy.tokens import Span, Token

from claims.pipeline.line import Line
from claims.pipeline.times.dates import WHICH

_NAMES = frozenset("WORK_OF_ART ORG PERSON FAC EVENT PRODUCT LAW GPE".split())
_NAMED_DAYS = frozenset("black good bloody easter palm ash super holy maundy cyber shrove".split())
_AGAIN = frozenset("every each any most a an one some alternate other first second third fourth fifth last".split())
_MODIFIERS = frozenset("compound nmod amod nummod".split())


def places_nothing(line: Line, start: int, end: int, preposition: str, bare: bool) -> bool:
    """Whether the words of time at `start` to `end` say no time ("Saturday Night Live", "every Saturday").

    A date that only describes a noun behind it is taken for its name ("the June 4 movement"); not so right behind a
    preposition, where the parser errs more often than a name begins, unless no day follows it ("in Sept. 11 files").
    """
    words = line.tokens[0].doc[line.tokens[start].i : line.tokens[end - 1].i + 1]
    before = _before(words, 1)
    describes = line.word(start + 1) == "-"  # "a fourth-quarter loss"
    if before is not None and ((before.lower_ in _AGAIN and not describes) or _is_named_day(before, words[0])):
        return True
    return _is_anniversary(words) or _is_name(words, line.word(start) in WHICH, preposition, bare)


def _is_name(words: Span, has_which: bool, preposition: str, bare: bool) -> bool:
    if any(token.ent_type_ in _NAMES for token in words) and not has_which:
        return True
    root = words.root
    describes = root.dep_ in _MODIFIERS and root.head.i >= words.end and root.ent_type_ != "TIME"
    if preposition:
        return describes and (root.text.isdigit() if bare else preposition == "in")
    return describes and not has_which and any(token.pos_ in ("PROPN", "NUM") for token in words)


def _is_named_day(before: Token, day: Token) -> bool:
    """ "Black Friday", "Bloody Sunday", a newspaper called "Today"."""
    if before.lower_ in _NAMED_DAYS:
        return True
    if day.lower_ in ("today", "tonight", "tomorrow") and day.text[0].isupper():
        return before.text[0].isupper()
    titled = before.text.istitle() and not before.is_sent_start and before.lower_ not in WHICH
    return titled and before.head == day and before.dep_ in ("compound", "amod")


def _is_anniversary(words: Span) -> bool:
    before = _before(words, 1)
    of = 2 if before is not None and before.lower_ == "the" else 1
    one, two = _before(words, of), _before(words, of + 1)
    return one is not None and two is not None and one.lower_ == "of" and two.lower_ in ("anniversary", "anniversaries")


def _before(words: Span, back: int) -> Token | None:
    return words.doc[words.start - back] if words.start >= back else None
