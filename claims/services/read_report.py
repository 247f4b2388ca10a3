"""Read a snapshot: its claims, where they stand in the text, and who says so."""

from collections.abc import Iterable, Mapping
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from claims.engines.protocols import Reader, ReportText
from claims.models import Reading, Recheck
from claims.pipeline.draft import ClaimDraft, ReadingDraft, Span
from claims.pipeline.reread import changes
from claims.services.forget_claims import forget
from claims.services.link_mentions import link_draft, link_mentions
from claims.services.match_claim import lock_wordings, stored_twice
from claims.services.note_contradictions import note_contradictions
from claims.services.places import lock_report, places
from claims.services.plan_work import find_anew, plan_claim_rechecks, plan_snapshot_rechecks
from claims.services.shelf import Shelf
from sources.engines.embedding import Embedder
from sources.models import Snapshot
from sources.services.work import carry_out


def read_report(reading_id: UUID, reader: Reader, embedder: Embedder, judge: str) -> list[Recheck]:
    """Store what the snapshot claims, once; the re-checks this calls for, [] if it is done or another has it."""
    planned: list[Recheck] = []
    carry_out(Reading, reading_id, lambda reading: planned.extend(_read(reading, reader, embedder, judge)))
    return planned


def _read(reading: Reading, reader: Reader, embedder: Embedder, judge: str) -> list[Recheck]:
    """A snapshot that was read before keeps what is read again, and all that people did to it."""
    snapshot = reading.snapshot
    draft = draft_of(snapshot, reader)
    # Slow work comes before the first lock, so that neither another reading nor a new version of the report waits for
    # it; what people did meanwhile is seen under the locks.
    meanings = _embed(changes(places(snapshot.pk), draft.claims).fresh, embedder, {})
    draft, links = link_draft(draft, snapshot)
    lock_report(snapshot)
    find_anew(snapshot.pk)  # if it was read before: other words may be whose they are now
    changed = changes(places(snapshot.pk), draft.claims)
    meanings = _embed(changed.fresh, embedder, meanings)
    lock_wordings([*(claim.statement for claim in changed.fresh), *(place.statement for place in changed.gone)])
    forget((place.key for place in changed.gone), stored_twice(changed.fresh, snapshot))
    shelf = Shelf(reading, embedder.name)
    shelf.renew([(place.key, claim) for place, claim in changed.kept])
    fresh = shelf.store(changed.fresh, np.array([meanings[claim.statement] for claim in changed.fresh]))
    note_contradictions(reading, draft.contradictions)
    if draft.entities is not None:
        link_mentions(snapshot, links)
    _count(reading, draft)
    return [*plan_snapshot_rechecks(snapshot.pk, reading.sentences, judge), *plan_claim_rechecks(fresh, judge)]


def draft_of(snapshot: Snapshot, reader: Reader) -> ReadingDraft:
    """What `reader` finds in a snapshot; nothing is stored."""
    passages = snapshot.passages.order_by("position").values_list("start", "end")
    sentences = [Span(*passage) for passage in passages]
    published, title = snapshot.published_there, snapshot.title
    return reader.read(ReportText(snapshot.text, sentences, snapshot.report.language, published, title))


def _embed(
    claims: Iterable[ClaimDraft], embedder: Embedder, known: Mapping[str, NDArray[np.float32]]
) -> Mapping[str, NDArray[np.float32]]:
    """`known` vectors by statement, and those of statements that are not among them."""
    missing = [statement for statement in dict.fromkeys(claim.statement for claim in claims) if statement not in known]
    return {**known, **dict(zip(missing, embedder.embed(missing), strict=True))}


def _count(reading: Reading, draft: ReadingDraft) -> None:
    reading.note = draft.note
    outcomes = [fate.outcome for fate in draft.sentences]
    reading.claims_found = len(draft.claims)
    reading.sentences = len(outcomes)
    reading.sentences_claimed = outcomes.count("claim")
    reading.sentences_left_out = outcomes.count("left_out")
    reading.fates = [[*fate.span, fate.outcome, fate.reason] for fate in draft.sentences]
