"""What a verb of saying or thinking reports, in token indexes: the clause after it, before it, or around it.

The dependency parse finds most; the rest repairs what small parsers get wrong around "X said", by the commas.
"""

from collections.abc import Sequence

from spacy.tokens import Doc, Span, Token

from claims.pipeline import lexicon as lx
from claims.pipeline.syntax import OPENING, SUBJECTS, base, belongs_to_cue, child, children, is_finite, phrase

_STRAY = frozenset({"dobj", "nsubj", "attr", "oprd", "dep", "nmod", "ccomp"})
_PREMODIFIERS = frozenset({"compound", "det", "amod", "poss", "nmod", "nummod", "case"})
_ADVERBIAL = frozenset({"prep", "npadvmod", "advmod", "dative", "dobj", "nsubj"})
_NARRATORS = frozenset({"after", "as", "before", "during", "when", "while", "where", "who", "which"})
_ASIDE_MARKS = frozenset({",", "—", "–", "-"})
_SAME_PERSON = frozenset({("he", "him"), ("she", "her"), ("they", "them"), ("we", "us")})
_ENDS = frozenset({",", ".", ";", "—", "–"})
_COMMAS = frozenset({",", "”", '"', "''", "—", "–"})


def inverted(verb: Token) -> Token | None:
    """The speaker in "..., said X, ..." where the parser took what stands before the comma for the subject."""
    doc, sentence = verb.doc, verb.sent
    if verb.i <= sentence.start or verb.i + 1 >= sentence.end or verb.tag_ not in ("VBD", "VBZ", "VBP"):
        return None
    taken = child(verb, "nsubj")
    if doc[verb.i - 1].text not in _COMMAS:
        return None
    if taken is not None and (taken.i > verb.i or child(taken, "appos", "relcl", "acl") is not None):
        return None
    speaker = doc[verb.i + 1]
    while speaker.head.i > speaker.i and speaker.dep_ in _PREMODIFIERS:
        speaker = speaker.head
    end = speaker.right_edge.i + 1
    closed = end >= sentence.end or doc[end].text in _ENDS or doc[end - 1].text == ","
    return speaker if closed and speaker.pos_ in ("PROPN", "NOUN", "PRON") and speaker.dep_ != "dobj" else None


def around(verb: Token, speaker: Token) -> set[int]:
    """Everything in the sentence before and after ", said X,"."""
    doc, end, last = verb.doc, speaker.right_edge.i + 1, verb.sent.end
    goes_on = end < last and "," in (doc[end].text, doc[end - 1].text)
    return {*range(_after_semicolon(verb), verb.i), *range(end, last if goes_on else end)}


def _after_semicolon(verb: Token) -> int:
    """Where the last of the sentences that semicolons join before `verb` begins."""
    marks = (i for i in range(verb.i - 1, verb.sent.start, -1) if verb.doc[i].text == ";")
    return next(marks, verb.sent.start - 1) + 1


def interrupts(verb: Token) -> bool:
    """Whether "X said" is wedged into, or hung on, the clause it reports ("The plan, she said, will fail")."""
    agent = verb.dep_ == "advcl" and child(verb, "agent") is not None
    if (child(verb, "nsubj") is None and not agent) or verb.tag_ not in ("VBD", "VBZ", "VBP", "VBN"):
        return False
    if verb.dep_ == "advcl":
        mark = child(verb, "mark", "advmod")
        return mark is not None and mark.lower_ == "as"
    return verb.dep_ == "parataxis" or (verb.dep_ in ("dep", "ccomp") and _set_off(verb))


def reported(verb: Token) -> set[int]:
    """What `verb` reports: the clause after it, or everything before ", X said", or both ("A, X said, B")."""
    content: set[int] = set()
    for clause in children(verb, "ccomp"):
        if clause.i > verb.i:
            content |= set() if _is_tag(clause) else _following(verb, clause)
        elif verb.tag_ != "VBG" and (end := _cue_start(verb)) > clause.i and verb.doc[end - 1].is_punct:
            start = max(clause.left_edge.i, _after_semicolon(verb))
            start -= start > verb.sent.start and verb.doc[start - 1].text in OPENING
            content.update(range(start, end), (i for i in phrase(clause) if i > verb.i))
            content.update(_resumed(verb))
    content.update(i for c in children(verb, "conj") if child(c, "mark") is not None for i in phrase(c))
    return content


def unparsed(verb: Token) -> set[int]:
    """The clause after "X said" where the parser saw only its subject: an object or gerund with a finite verb in it."""
    thing = next((c for c in children(verb, "dobj", "xcomp") if c.i > verb.i and child(c, "aux") is None), None)
    if thing is None or not any(is_finite(t) and t.dep_ in ("relcl", "ccomp") for t in thing.subtree):
        return set()
    return set(range(thing.left_edge.i, thing.right_edge.i + 1))


def astray(verb: Token) -> set[int]:
    """The clause that "that" opens after "said at a meeting on Friday", where the parser hung it on a noun between."""
    if base(verb) not in lx.ADDRESSING and child(verb, "dobj", "xcomp", "nsubjpass") is not None:
        return set()
    for mark in verb.doc[verb.i + 1 : verb.right_edge.i + 1]:
        if mark.lower_ in ("that", "whether") and mark.dep_ == "mark" and mark.head.i > mark.i:
            return set(range(mark.i, mark.head.right_edge.i + 1))
        if mark.pos_ in ("VERB", "AUX") or mark.text in (",", ";", ":"):
            break
    return set()


def gerund(verb: Token) -> set[int]:
    """The "having lost ships" of "reported having lost ships"."""
    clause = child(verb, "xcomp")
    if clause is None or clause.i < verb.i or "VBG" not in {clause.tag_, *(a.tag_ for a in children(clause, "aux"))}:
        return set()
    return set(phrase(clause))


def wedged(verb: Token) -> set[int]:
    """All but ", the minister said," or a closing ", the minister said on Monday", where the parser saw no clause."""
    start, sentence, doc = _cue_start(verb), verb.sent, verb.doc
    if start == verb.i or start <= sentence.start or doc[start - 1].text not in _COMMAS:
        return set()
    end = _past_adverbials(verb)
    first = _after_semicolon(verb)
    if (end < sentence.end and not doc[end].is_punct) or not _makes_a_clause(doc[first:start]):
        return set()
    return {*range(first, start), *range(end, sentence.end)}


def _makes_a_clause(before: Span) -> bool:
    """Whether the words before ", the minister said" can be what is said, not just "On Monday," or "As it rained,"."""
    verbs = [t for t in before if t.dep_ not in ("relcl", "acl") and is_finite(t) and child(t, *SUBJECTS) is not None]
    return any(t.dep_ != "advcl" for t in verbs)


def _following(verb: Token, clause: Token) -> set[int]:
    """The reported `clause` after `verb`, with what the parser left hanging beside it and without what is not in it."""
    content = set(phrase(clause))
    if child(clause, "mark") is not None or not _is_parted(verb):
        content = {i for i in content if i > verb.i}  # "In May she said it had failed" tells when she said it
    if base(verb) not in lx.ADDRESSING:
        between = (c for c in verb.rights if c.i < clause.i and c.dep_ in _STRAY)
        content.update(i for thing in between for i in phrase(thing))
    for token in children(clause, "advcl", "conj", "ccomp", "parataxis"):
        if child(token, "mark") is not None and token.dep_ == "conj":
            continue
        if _adds(token) or _is_tag(token) or belongs_to_cue(token) or _is_done_by_teller(verb, token):
            start = token.left_edge.i - (verb.doc[token.left_edge.i - 1].dep_ == "cc")
            content = {i for i in content if i < start}
    content -= set(_passed_on(verb, clause))
    last = max(content, default=verb.i)
    if last + 1 < verb.sent.end and verb.doc[last + 1].text in (":", ";") and verb.dep_ == "ROOT":
        content.update(range(last + 1, verb.sent.end))
    return content


def _is_done_by_teller(verb: Token, joined: Token) -> bool:
    """Whether `verb`'s subject does what `joined` tells: "told her she was late and freed her".

    She who was late would free herself, so the one that "her" means is not who freed her.
    """
    own, clause = child(joined, *SUBJECTS), joined.head
    doer, done_to = child(clause, *SUBJECTS), child(joined, "dobj", "dative")
    if joined.dep_ != "conj" or own is not None or joined.tag_ != verb.tag_ or doer is None or done_to is None:
        return False
    return (doer.lower_, done_to.lower_) in _SAME_PERSON


def passed_on(word: Token) -> Token | None:
    """The saying that a closing ", according to Y" passes on in "X said that Z, according to Y"; parsers hang it on Z.

    None where it comments on nothing that is said, or on a clause that it stands before or inside.
    """
    clause = word.head
    while clause.dep_ in ("acomp", "advmod", "attr", "conj", "dobj", "pobj", "prep", "xcomp"):
        clause = clause.head
    saying = clause.head
    reported = clause.dep_ == "ccomp" and saying.i < clause.i < word.i and base(saying) in lx.SPEECH
    closes = word.i > 0 and word.nbor(-1).text == "," and word.right_edge.i == clause.right_edge.i
    return saying if word.lower_ == "according" and reported and closes and is_finite(saying) else None


def _passed_on(verb: Token, clause: Token) -> range:
    """The closing ", according to Y" of the reported `clause`, which is not what `verb` reports."""
    words = (t for t in clause.subtree if t.lower_ == "according" and passed_on(t) == verb)
    return next((range(w.i - 1, w.right_edge.i + 1) for w in words), range(0))


def _is_parted(verb: Token) -> bool:
    """Whether a comma follows "she said on Monday", so that the words before it may belong to what she said."""
    end = _past_adverbials(verb)
    return end < verb.sent.end and verb.doc[end].text == ","


def _resumed(verb: Token) -> range:
    """The B of "A, X said on Monday, B": what goes on after the comma, unless the narrator or X's doing goes on."""
    doc, last = verb.doc, verb.sent.end
    comma = _past_adverbials(verb)
    if comma + 2 >= last or doc[comma].text != "," or _is_passed_on(verb):
        return range(0)
    first = doc[comma + 1]
    if first.tag_ in ("VBG", "VBN", "WP", "WDT", "WRB") or first.lower_ in _NARRATORS:
        return range(0)
    joined = next((c for c in children(verb, "conj") if c.i > comma), None)
    if first.dep_ == "cc" and (joined is None or base(joined) in lx.STANCE or child(joined, "nsubj") is None):
        return range(0)
    return range(comma + 1, last)


def _is_passed_on(verb: Token) -> bool:
    """Whether another's ", the agency reported" is what follows "Z, X wrote"."""
    return verb.dep_ == "ccomp" and verb.i < verb.head.i and base(verb.head) in lx.SPEECH


def _past_adverbials(verb: Token) -> int:
    """The token after "said on Monday" or "told reporters in Lisbon"."""
    end = verb.i + 1
    for extra in verb.rights:
        if extra.left_edge.i == end and extra.dep_ in _ADVERBIAL:
            end = extra.right_edge.i + 1
    return end


def _is_tag(clause: Token) -> bool:
    """Whether `clause` only names who reports what stands before it: ", the agency stated in a report"."""
    return (
        base(clause) in lx.SPEECH
        and child(clause, "nsubj") is not None
        and child(clause, "ccomp", "dobj", "xcomp") is None
        and _set_off(clause)
        and clause.i > clause.head.i
    )


def _adds(token: Token) -> bool:
    """A closing ", adding that ..." which the parser hung on the reported clause, though the speaker does it."""
    return (
        token.dep_ == "advcl"
        and token.tag_ == "VBG"
        and base(token) in lx.SPEECH | lx.CITING
        and token.i > token.head.i
        and _set_off(token)
    )


def _set_off(clause: Token) -> bool:
    """Whether a comma, a dash or a closing quotation mark parts `clause` from what stands before it."""
    first = clause.left_edge
    return first.text in _COMMAS or (first.i > 0 and first.nbor(-1).text in _COMMAS)


def _cue_start(verb: Token) -> int:
    """Where "the minister said" begins, its subject before it: the nearest, for a dateline is one to the parser."""
    subjects = (s.left_edge.i for s in children(verb, "nsubj") if s.i < verb.i)
    speaker = apposed(verb)
    return max(subjects, default=verb.i if speaker is None else speaker.left_edge.i)


def apposed(verb: Token) -> Token | None:
    """The speaker in "..., a local engineer said" whom the parser took for an apposition to the noun before."""
    if verb.i <= verb.sent.start or verb.tag_ not in ("VBD", "VBZ") or child(verb, *SUBJECTS) is not None:
        return None
    token = verb.nbor(-1)
    while token.right_edge.i == verb.i - 1 and token.dep_ != "ROOT":
        if token.dep_ == "appos" and token.left_edge.i > 0 and token.left_edge.nbor(-1).text in _COMMAS:
            return token
        token = token.head
    return None


def aside(content: Sequence[int], doc: Doc, quoted: frozenset[int]) -> range:
    """The narrator's ", which cost him the vote" or ", a charge he denies" that closes a paraphrase; else empty."""
    inside, last = frozenset(content), content[-1]
    for token in (doc[i] for i in content):
        start = token.left_edge.i
        closes = token.right_edge.i >= last and token.head.i in inside and start - 1 in inside
        if closes and doc[start - 1].text in _ASIDE_MARKS and _tells_more(token) and last not in quoted:
            return range(start - 1, last + 1)
    return range(0)


def _tells_more(token: Token) -> bool:
    """Whether `token` heads a clause or an apposition that adds to a noun and does not pick it out or list it."""
    if token.dep_ == "appos":
        return child(token, "conj", "cc") is None and token.head.dep_ != "conj"
    return token.dep_ == "relcl" and token.left_edge.tag_ in ("WDT", "WP", "WP$", "WRB", "IN")
