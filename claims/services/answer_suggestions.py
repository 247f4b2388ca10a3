"""Say which suggestions are answered by what stands, judged itself or inherited."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from claims.models import Judgement, Merge, Suggestion
from claims.pipeline.clusters import Edge, held

Pair = tuple[UUID, UUID]


def answered(pairs: Iterable[Pair]) -> set[Pair]:
    """Those of the pairs that nobody needs to be asked about."""
    wanted = set(pairs)
    edges = _edges({pk for pair in wanted for pk in pair})
    return {pair for pair in wanted if held(edges, *pair) is not None}


def answer_suggestions(claims: Iterable[UUID]) -> None:
    """Bring the suggestions on these claims up to the judgements that stand."""
    ids = list(claims)
    rows = list(Suggestion.objects.filter(left__in=ids)) + list(Suggestion.objects.filter(right__in=ids))
    told = answered((row.left_id, row.right_id) for row in rows)
    _set([row.pk for row in rows if (row.left_id, row.right_id) in told], is_answered=True)
    _set([row.pk for row in rows if (row.left_id, row.right_id) not in told], is_answered=False)


def _set(ids: Sequence[UUID], *, is_answered: bool) -> None:
    Suggestion.objects.filter(pk__in=ids, is_answered=not is_answered).update(is_answered=is_answered)


def _edges(claims: set[UUID]) -> list[Edge[UUID]]:
    """The standing judgements among all that is held the same as any of the claims."""
    members = Merge.objects.one_with(claims)
    rows = Judgement.objects.standing().filter(left__in=members, right__in=members).order_by()
    return [Edge(left, right, verdict) for left, right, verdict in rows.values_list("left", "right", "verdict")]
