"""The evidence that findings weigh, for many claims at once: so that a re-check asks the database for it once."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef
from django.db.models.functions import Coalesce

from claims.models import Claim, Evidence, Merge
from claims.services.whose_words import said_at
from claims.status import Stance

WEIGHED_A_SIDE = 100
"""The strongest pieces of evidence on each side that are weighed for one claim, so that copies crowd nobody out."""
LATER_VALUES = 20
SIDES = (Stance.SUPPORTS, Stance.REFUTES)


def weigh_evidence(claims: Collection[UUID], judge: str) -> dict[UUID, list[Evidence]]:
    """Evidence that bears on each claim in what reports say now, the strongest of each side, with whose words it is.

    What was found for any claim that is the same counts. In order of their keys; claims without any are left out.
    """
    kept = {pk: pk for pk in claims} | dict(Merge.objects.filter(kept__in=claims).values_list("claim", "kept"))
    found: defaultdict[UUID, list[Evidence]] = defaultdict(list)
    for row in Evidence.objects.filter(pk__in=_strongest(kept, judge)).with_voice().order_by("pk"):
        found[kept[row.claim_id]].append(row)
    return {pk: _strongest_of(rows) for pk, rows in found.items()}


def _strongest(claims: Collection[UUID], judge: str) -> list[UUID]:
    """Keys of what may count: each claim's strongest, for an index holds the evidence of a claim in that order."""
    current = F("passage__snapshot__report__current")
    now = Evidence.objects.filter(claim=OuterRef("pk"), judge=judge, passage__snapshot=current)
    sides = [now.filter(stance=stance).order_by("not_enough_info", "pk")[:WEIGHED_A_SIDE] for stance in SIDES]
    newest = Coalesce("passage__snapshot__published_at", "passage__snapshot__received_at").desc()
    later = now.filter(later_value=True).order_by(newest, "pk")[:LATER_VALUES]
    parts = [ArraySubquery(rows.values("pk")) for rows in (*sides, later)]
    rows = Claim.objects.filter(pk__in=claims).order_by().values_list(*parts)
    return [pk for row in rows for part in row for pk in part]


def _strongest_of(rows: Iterable[Evidence]) -> list[Evidence]:
    """Of what claims that are the same bring in, as many as count for one; `rows` are in order of their keys."""
    strongest = sorted(rows, key=lambda row: row.not_enough_info)
    newest = sorted(rows, key=lambda row: said_at(row.passage.snapshot), reverse=True)
    wanted = [row for row in newest if row.later_value][:LATER_VALUES]
    for side in SIDES:
        wanted += [row for row in strongest if row.stance == side][:WEIGHED_A_SIDE]
    keys = {row.pk for row in wanted}
    return [row for row in rows if row.pk in keys]
