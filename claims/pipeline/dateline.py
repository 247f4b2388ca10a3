"""Where a story begins after "GENEVA, May 3 (Lumen) -". Pure."""

from spacy.tokens import Span as Sentence

from claims.pipeline.draft import ParsedPart

_DASHES = frozenset({"-", "–", "—", "--"})
_LONGEST = 14


def after_dateline(part: ParsedPart, sentence: Sentence) -> int:
    """The first token of `sentence` that is not its dateline.

    A dateline opens a paragraph with a place in capitals and ends in a dash.
    """
    doc, start = part.doc, sentence.start
    if start not in part.paragraphs or not (doc[start].is_upper and len(doc[start]) > 2):
        return start
    dash = next((i for i in range(start + 1, min(start + _LONGEST, sentence.end)) if doc[i].text in _DASHES), None)
    if dash is None or dash + 1 >= sentence.end or any(t.pos_ == "VERB" for t in doc[start:dash]):
        return start
    return dash + 1
