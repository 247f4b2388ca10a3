"""Paragraphs that open with who speaks and a colon: "Minister: talks have failed", "RUIZ: We are ready." Pure."""

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from claims.pipeline import lexicon as lx
from claims.pipeline.draft import ParsedPart
from claims.pipeline.frame import Frame
from claims.pipeline.quotes import paragraphs
from claims.pipeline.syntax import base

_LONGEST_LABEL = 6
_FEWEST_WORDS = 3
_SPEAKING = frozenset({"PERSON", "ORG", "NORP"})
_NOTICES = frozenset(
    {"correction", "editor", "exclusive", "note", "photos", "related", "update", "updated", "video", "watch"}
)
_SIGNS = frozenset({"Q", "A"})


def labelled(part: ParsedPart) -> Iterator[Frame]:
    """A frame for each paragraph that opens with a speaker's name and a colon; the rest of it is the content."""
    for paragraph in paragraphs(part):
        colon = next((i for i in paragraph[1 : _LONGEST_LABEL + 1] if part.doc[i].text == ":"), None)
        if colon is None or paragraph.stop - colon <= _FEWEST_WORDS:
            continue
        speaker = _speaker(part.doc, paragraph.start, colon)
        if speaker is not None:
            yield Frame(part.doc[colon], (colon,), (speaker,), tuple(range(colon + 1, paragraph.stop)))


def _speaker(doc: Doc, start: int, colon: int) -> Token | None:
    label = [t for t in doc[start:colon] if not t.is_punct]
    if not label or not all(t.text[0].isupper() or t.lower_ in ("of", "the") for t in label):
        return None
    last = label[-1]
    if last.lower_ in _NOTICES or any(t.pos_ in ("VERB", "AUX") for t in label):
        return None
    names = any(t.ent_type_ in _SPEAKING for t in label) or (last.is_upper and len(last) > 1) or last.text in _SIGNS
    return last if names or base(last) in lx.DOCUMENTS or _named_again(last) else None


def _named_again(word: Token) -> bool:
    """Whether the text that follows has `word` for a name: short headlines give the tagger too little to see one."""
    return any(t.lower_ == word.lower_ and t.ent_type_ in _SPEAKING for t in word.doc[word.i + 1 :])
