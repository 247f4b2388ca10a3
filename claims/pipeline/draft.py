"""What a reading yields before it is stored: plain values, offsets in code points over the text, end-exclusive."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, NamedTuple, Protocol

from spacy.tokens import Doc

SpeakerKind = Literal["person", "organisation", "government", "document", "collective", "unnamed"]
UnnamedClass = Literal["", "sources", "officials", "reports", "media", "unstated"]
Quotation = Literal["direct", "paraphrase", "mixed"]
Modality = Literal["asserted", "expected", "planned", "possible"]
Polarity = Literal["asserted", "negated"]
Outcome = Literal["claim", "left_out", "unread"]
Approximation = Literal["exact", "about", "at least", "at most", "more than", "less than", "between"]
Anchor = Literal["", "published", "stated"]
Conflict = Literal["count", "list", "membership", "quantity", "date", "polarity"]
Where = Literal["text", "title"]
EntityKind = Literal["person", "organisation", "place", "event", "group"]


class Span(NamedTuple):
    """Characters `start` to `end` of the text that was read."""

    start: int
    end: int


class ParsedPart(Protocol):
    """A parsed stretch of the text: token `i` of `doc` lies at `starts[i]` to `ends[i]` of the whole text.

    `paragraphs` are the tokens that begin a paragraph, the first one among them.
    """

    @property
    def doc(self) -> Doc: ...
    @property
    def starts(self) -> Sequence[int]: ...
    @property
    def ends(self) -> Sequence[int]: ...
    @property
    def paragraphs(self) -> Sequence[int]: ...


@dataclass(frozen=True, slots=True)
class Speaker:
    """Whose words these are said to be.

    `name` has no title, role or possessive ("Dmitry Medvedev"); `role` is what stood beside it ("former Russian prime
    minister"). Both are empty for an unnamed source, whose `unnamed_class` says how it was called.
    """

    name: str = ""
    role: str = ""
    kind: SpeakerKind = "unnamed"
    unnamed_class: UnnamedClass = ""


@dataclass(frozen=True, slots=True)
class Relation:
    """One attribution in the text: who (source), by which words (cue), says or holds what (content).

    `source` is empty where the text names nobody ("reportedly", "it is believed that"). `channel` is where it was said
    ("op-ed", "Twitter"), or empty. `says` is true for a clause that is put forward as true or false, false for an
    attitude or wish towards a thing ("criticised the plan"). `is_cited` is true for whom another speaker of the same
    content has it from ("X, citing Y, said ...": Y).
    """

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    speaker: Speaker
    channel: str = ""
    quotation: Quotation = "paraphrase"
    modality: Modality = "asserted"
    is_denial: bool = False
    says: bool = True
    is_cited: bool = False


@dataclass(frozen=True, slots=True)
class Resolution:
    """`span` ("the group") stands for what the text calls by name at `antecedent`; the statement says `words`."""

    span: Span
    antecedent: Span
    words: str


@dataclass(frozen=True, slots=True)
class Quantity:
    """A stated number: from `value` to `high` where it is a range; `unit` as a singular noun or symbol ("km", "%")."""

    span: Span
    value: float
    unit: str = ""
    approximation: Approximation = "exact"
    high: float | None = None


@dataclass(frozen=True, slots=True)
class When:
    """A time expression as the half-open interval `start` to `end`, aware; None is open on that side.

    `anchor` tells from what it was reckoned: the publication date ("on Saturday"), nothing but its own words ("11
    September 2021"), or nothing at all: then `start` and `end` are None and it waits for an editor.
    """

    span: Span
    start: datetime | None = None
    end: datetime | None = None
    anchor: Anchor = ""


@dataclass(frozen=True, slots=True)
class Unsettled:
    """What an editor has to settle: words whose meaning the text leaves open, and why."""

    span: Span
    reason: str


@dataclass(frozen=True, slots=True)
class ClaimDraft:
    """One assertion: the exact characters that make it and who says so.

    `chain` runs from the original speaker outward; the publisher's own hop is not in it. `pieces` are the words of the
    claim within `span`, which also covers what stands between them. `condition` lies inside `span` and its words stay
    in `statement`. `happened` is the one of `times` that says when. `worth` is from 0 (nobody would check it) to 1, the
    sum of `features`.
    """

    span: Span
    statement: str
    polarity: Polarity = "asserted"
    modality: Modality = "asserted"
    condition: Span | None = None
    chain: tuple[Relation, ...] = ()
    pieces: tuple[Span, ...] = ()
    resolutions: tuple[Resolution, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    times: tuple[When, ...] = ()
    happened: When | None = None
    unsettled: tuple[Unsettled, ...] = ()
    worth: float = 0.0
    features: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class NamedEntity:
    """One named thing of the text and every place that names it, in order.

    `name` is the fullest way the text has of naming it, without title, role, article or possessive; `aliases` are its
    other names ("Hameed"), `acronyms` those that the text introduces beside the name.
    """

    name: str
    kind: EntityKind
    mentions: tuple[Span, ...]
    aliases: tuple[str, ...] = ()
    acronyms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SentenceFate:
    """What became of one sentence; `reason` says why it was left out or could not be read."""

    span: Span
    outcome: Outcome
    reason: str = ""


class Mention(NamedTuple):
    """Words of the report: `span` counts in its text or in the headline that came beside it."""

    where: Where
    span: Span


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Places of one report that can not all be right; `reason` is a sentence for an editor, with the words quoted.

    `mentions`, two or more, stand in the order of reading, the headline first.
    """

    kind: Conflict
    reason: str
    mentions: tuple[Mention, ...]


@dataclass(frozen=True, slots=True)
class ReadingDraft:
    """Everything read in one text, in the order of the text; `note` tells what an editor should know of how.

    `contradictions` and `entities` are None where the reader did not look for them.
    """

    claims: tuple[ClaimDraft, ...]
    relations: tuple[Relation, ...]
    sentences: tuple[SentenceFate, ...]
    note: str = ""
    contradictions: tuple[Contradiction, ...] | None = None
    entities: tuple[NamedEntity, ...] | None = None
