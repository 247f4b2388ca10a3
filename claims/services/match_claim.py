"""Find the stored claim that a draft says again; nothing is merged on a guess."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.db.models import Exists, F, OuterRef, QuerySet, Window
from django.db.models.functions import Coalesce, RowNumber

from claims.models import Appearance, Claim
from claims.models.claim import Origin
from claims.pipeline.draft import ClaimDraft
from claims.pipeline.match import ClaimText, same_claim, stands_alone, wording_key
from claims.pipeline.voices import is_copy
from claims.search import telling_sentences
from claims.services.particulars import valid_during
from sources.models import Snapshot

SAME_NEWS = timedelta(days=3)
"""Equal words further apart in time may be about two events: every week has a Wednesday meeting."""
STORIES = 20
"""Appearances of a claim that a report is compared with to see whether it copies one of them."""
LOCK, BUCKETS = 0x66636D61, 1024  # "fcma"
SAME_WORDS = 1.0  # equal wordings have equal meanings, as far as embeddings go


def lock_wordings(statements: Iterable[str]) -> None:
    """Until the transaction ends, no other reader matches or writes a claim of one of these wordings.

    So copies that are read at once still meet. Locks are taken in order, so that readers never deadlock.
    """
    buckets = sorted({int(wording_key(statement)[:8], 16) % BUCKETS for statement in statements})
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, bucket) FROM unnest(%s::int[]) AS bucket", [LOCK, buckets])


class StoredClaims:
    """The claims that `drafts` of one snapshot may say again; how often the database is asked does not grow with them.

    Words that do not say by themselves what they are about are matched only within copies of one story.
    """

    def __init__(self, drafts: Sequence[ClaimDraft], snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._language = primary_language(snapshot.report.language)
        self._here = set(snapshot.appearances.values_list("claim", flat=True))
        self.joined: dict[UUID, UUID] = {}
        self._alike: defaultdict[str, dict[UUID, Claim]] = defaultdict(dict)
        for claim in _in_the_news(snapshot, {wording_key(draft.statement) for draft in drafts}):
            self._alike[claim.wording][claim.pk] = claim
        self._stored = {pk for alike in self._alike.values() for pk in alike}
        loose = {wording_key(draft.statement) for draft in drafts if not stands_alone(draft.statement)}
        self._stories = _stories([pk for wording in loose for pk in self._alike[wording]])
        met = {pk for stories in self._stories.values() for pk in stories}
        self._said = telling_sentences([snapshot.pk, *met]) if loose else {}

    def same_as(self, draft: ClaimDraft, condition: str) -> Claim | None:
        """One that says the same and was made within `SAME_NEWS` of the snapshot: a person's, else the oldest.

        There may be more, made by reports too far apart to meet before this one came between them; they are `joined`
        to it, so that in whichever order the reports come, the same ones end as one claim.
        """
        said = ClaimText(draft.statement, draft.polarity, draft.modality, condition)
        alike = self._alike[wording_key(draft.statement)].values()
        same = [claim for claim in alike if claim.pk not in self.joined and self._is_same(claim, said, draft)]
        if not same:
            return None
        kept = next(filter(_is_a_persons, same), same[0])
        others = (one.pk for one in same if one is not kept and one.pk in self._stored and not _is_a_persons(one))
        self.joined.update(dict.fromkeys(others, kept.pk))
        return kept

    def kept(self, claim: Claim) -> Claim:
        """The claim, or the one that it was joined to since."""
        while claim.pk in self.joined:
            claim = self._alike[claim.wording][self.joined[claim.pk]]
        return claim

    def made_here(self, claim: Claim) -> None:
        """From now on the snapshot makes this claim too, whether it is stored or new."""
        self._alike[claim.wording].setdefault(claim.pk, claim)
        self._here.add(claim.pk)

    def _is_same(self, claim: Claim, said: ClaimText, draft: ClaimDraft) -> bool:
        stored = ClaimText(claim.statement, claim.polarity, claim.modality, claim.condition)
        if same_claim(said, stored, SAME_WORDS).verdict != "same" or primary_language(claim.language) != self._language:
            return False
        if _at_another_time(claim, valid_during(draft)):
            return False
        return stands_alone(draft.statement) or self._is_same_story(claim)

    def _is_same_story(self, claim: Claim) -> bool:
        """A report is a copy of itself, also where none of its sentences names anything."""
        if claim.pk in self._here:
            return True
        here = self._said[self._snapshot.pk]
        return any(is_copy(here, self._said[other]) for other in self._stories[claim.pk])


def stored_twice(drafts: Iterable[ClaimDraft], snapshot: Snapshot) -> list[UUID]:
    """Stored claims of one wording that a report which says it again may show to be one."""
    alike: defaultdict[str, list[UUID]] = defaultdict(list)
    wordings = {wording_key(draft.statement) for draft in drafts}
    for pk, wording in _in_the_news(snapshot, wordings).values_list("pk", "wording") if wordings else ():
        alike[wording].append(pk)
    return [pk for same in alike.values() if len(same) > 1 for pk in same]


def _is_a_persons(claim: Claim) -> bool:
    touched = claim.accepted_by_id is not None or claim.edited_by_id is not None
    return claim.origin == Origin.EDITOR or touched or claim.decided_at is not None


def _at_another_time(claim: Claim, said: DateTimeTZRange | None) -> bool:
    """Whether only one says when, or these times have no moment in common.

    If a time that is not known fitted any, two claims of different days would be one or two by what came first.
    """
    stored = claim.valid_during
    if stored is None or said is None:
        return stored is not said
    ends = [(a.upper, b.lower) for a, b in ((stored, said), (said, stored))]
    return any(upper is not None and lower is not None and upper <= lower for upper, lower in ends)


def _in_the_news(snapshot: Snapshot, wordings: Collection[str]) -> QuerySet[Claim]:
    alike = Claim.objects.filter(Exists(_same_news(snapshot)), wording__in=wordings)
    return alike.defer("search").order_by("pk")


def _stories(claim_ids: Sequence[UUID]) -> defaultdict[UUID, list[UUID]]:
    """For each claim the snapshots of its first `STORIES` appearances, in order."""
    numbered = Appearance.objects.filter(claim__in=claim_ids).annotate(
        number=Window(RowNumber(), partition_by="claim", order_by="pk")
    )
    stories: defaultdict[UUID, list[UUID]] = defaultdict(list)
    for claim, snapshot in numbered.filter(number__lte=STORIES).order_by("pk").values_list("claim", "snapshot"):
        stories[claim].append(snapshot)
    return stories


def _same_news(snapshot: Snapshot) -> QuerySet[Appearance]:
    moment: datetime = snapshot.published_at or snapshot.received_at
    said_at = Coalesce(F("snapshot__published_at"), F("snapshot__received_at"))
    return Appearance.objects.alias(said_at=said_at).filter(
        claim=OuterRef("pk"), said_at__range=(moment - SAME_NEWS, moment + SAME_NEWS)
    )


def primary_language(language: str) -> str:
    """The language without its region: en for en-GB."""
    return language.lower().split("-")[0]
