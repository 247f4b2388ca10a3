"""How reliable those are whose words pieces of evidence are: the grade that each passage is heard with."""

from collections.abc import Collection
from uuid import UUID

from claims.models import Attribution, Evidence
from claims.pipeline.grades import heard_as
from claims.services.whose_words import said_in
from sources.models import SourceRating
from sources.search.grades import Standing, grades_of


def heard_grades(rows: Collection[Evidence]) -> dict[str, str]:
    """By evidence, what `claims.pipeline.grades` makes of its speaker's and its outlet's grade; without a grade, none.

    Reads what `EvidenceQuerySet.with_voice` fetched. Two queries at most, one while nobody has rated anything.
    """
    if not rows or not SourceRating.objects.exists():
        return {}
    roots = {str(row.pk): _root(row) for row in rows}
    outlets = {str(row.pk): row.passage.snapshot.report.publisher_id for row in rows}
    ids = {root.source_id for root in roots.values() if root} | {*outlets.values()}
    known = grades_of(filter(None, ids))
    heard = {pk: _heard(root, outlets[pk], known) for pk, root in roots.items()}
    return {pk: grade for pk, grade in heard.items() if grade}


def _root(row: Evidence) -> Attribution | None:
    said = said_in(row)
    return next(iter(said.attributions.all()), None) if said else None


def _heard(root: Attribution | None, outlet: UUID | None, known: dict[UUID, Standing]) -> str | None:
    own_words = root is None or root.is_publisher
    speaker = None if root is None else _letter(known, root.source_id)
    return heard_as(speaker, _letter(known, outlet), own_words=own_words)


def _letter(known: dict[UUID, Standing], source: UUID | None) -> str | None:
    standing = known.get(source) if source else None
    return standing.grade if standing else None
