"""What follows from judgements: which claims are one, and which pairs need no asking any more. Pure.

"Same" is closed under chaining: A = B and B = C make one cluster of the three. "Different" and "unsure" are inherited
by clusters: after A ≠ B and B = C nobody is asked about A and C. "Unsure" forbids nothing, but it is an answer.
"""

from collections import defaultdict, deque
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

N = TypeVar("N", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Edge(Generic[N]):
    """A standing judgement, "same", "different" or "unsure", between two nodes; the order of the two does not count."""

    one: N
    other: N
    verdict: str

    def joins(self, ones: frozenset[N], others: frozenset[N]) -> bool:
        return (self.one in ones and self.other in others) or (self.one in others and self.other in ones)


def clusters(edges: Iterable[Edge[N]]) -> dict[N, frozenset[N]]:
    """For each node that an edge names its cluster, itself among it."""
    groups: dict[N, set[N]] = {}
    for edge in edges:
        one, other = (groups.setdefault(node, {node}) for node in (edge.one, edge.other))
        if edge.verdict == "same" and one is not other:
            one |= other
            groups.update(dict.fromkeys(other, one))
    frozen = {id(group): frozenset(group) for group in groups.values()}
    return {node: frozen[id(group)] for node, group in groups.items()}


def held(edges: Sequence[Edge[N]], one: N, other: N) -> str | None:
    """What is held of the pair, judged itself or inherited; None where it may be asked. "Different" outweighs "unsure".

    Contradicting edges, which `in_the_way` keeps out, are read as "same".
    """
    ones, others = _both(edges, one, other)
    if other in ones:
        return "same"
    between = {edge.verdict for edge in edges if edge.joins(ones, others)}
    return "different" if "different" in between else "unsure" if between else None


def in_the_way(edges: Sequence[Edge[N]], new: Edge[N]) -> list[Edge[N]]:
    """Edges of which one has to be withdrawn before `new` can stand beside `edges`; none where it can.

    Two clusters that were told apart can't become one; two nodes that a chain makes one can't be told apart.
    """
    if new.verdict == "same":
        ones, others = _both(edges, new.one, new.other)
        return [edge for edge in edges if edge.verdict == "different" and edge.joins(ones, others)]
    return _chain(edges, new.one, new.other)


def _both(edges: Iterable[Edge[N]], one: N, other: N) -> tuple[frozenset[N], frozenset[N]]:
    found = clusters(edges)
    return found.get(one, frozenset({one})), found.get(other, frozenset({other}))


def _chain(edges: Iterable[Edge[N]], start: N, end: N) -> list[Edge[N]]:
    """The shortest chain of "same" from one node to another, in order; empty where there is none."""
    beside: defaultdict[N, list[tuple[N, Edge[N]]]] = defaultdict(list)
    for edge in edges:
        if edge.verdict == "same":
            beside[edge.one].append((edge.other, edge))
            beside[edge.other].append((edge.one, edge))
    came: dict[N, list[Edge[N]]] = {start: []}
    waiting = deque([start])
    while waiting and end not in came:
        node = waiting.popleft()
        for neighbour, edge in beside[node]:
            if neighbour not in came:
                came[neighbour] = [*came[node], edge]
                waiting.append(neighbour)
    return came.get(end, [])
