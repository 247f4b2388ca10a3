"""Closure of "same", inheritance of "different" and "unsure", and what can not stand together."""

from hypothesis import given
from hypothesis import strategies as st

from claims.pipeline.clusters import Edge, clusters, held, in_the_way

NODES = st.integers(0, 6)
VERDICTS = st.sampled_from(["same", "different", "unsure"])
EDGES = st.builds(Edge, NODES, NODES, VERDICTS).filter(lambda edge: edge.one != edge.other)


def edge(pair: str, verdict: str = "same") -> Edge[str]:
    return Edge(pair[0], pair[1], verdict)


def standing(wanted: list[Edge[int]]) -> list[Edge[int]]:
    """Those of `wanted` that are allowed, one after the other, each pair once."""
    edges: list[Edge[int]] = []
    for new in wanted:
        if not in_the_way(edges, new) and not any({e.one, e.other} == {new.one, new.other} for e in edges):
            edges.append(new)
    return edges


def test_same_and_same_is_one_cluster() -> None:
    assert clusters([edge("AB"), edge("BC"), edge("DE", "different")])["A"] == frozenset("ABC")


def test_a_no_is_inherited_so_that_it_is_not_asked_again() -> None:
    edges = [edge("AB", "different"), edge("BC"), edge("DA")]
    assert held(edges, "A", "C") == held(edges, "D", "C") == "different"
    assert held(edges, "A", "E") is None


def test_unsure_is_an_answer_and_forbids_nothing() -> None:
    edges = [edge("AB", "unsure"), edge("BC")]
    assert held(edges, "C", "A") == "unsure"
    assert in_the_way(edges, edge("AC")) == []
    assert held([*edges, edge("AC")], "A", "B") == "same"
    assert held([*edges, edge("CA", "different")], "A", "B") == "different"


def test_what_was_told_apart_is_not_joined_by_a_detour() -> None:
    no = edge("AC", "different")
    assert in_the_way([no, edge("CB")], edge("AB")) == [no]


def test_what_a_chain_joins_is_not_told_apart_and_the_shortest_chain_is_named() -> None:
    edges = [edge("AB"), edge("BC"), edge("CD"), edge("AD")]
    assert in_the_way(edges, edge("AC", "different")) in ([edge("AB"), edge("BC")], [edge("AD"), edge("CD")])
    assert len(in_the_way(edges, edge("DA", "unsure"))) == 1


@given(st.lists(EDGES, max_size=14), st.randoms(use_true_random=False))
def test_the_order_of_judgements_does_not_count(wanted: list[Edge[int]], random: object) -> None:
    edges = standing(wanted)
    shuffled = [Edge(e.other, e.one, e.verdict) for e in edges]
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert clusters(edges) == clusters(shuffled)
    assert all(held(edges, a, b) == held(shuffled, b, a) for a in range(7) for b in range(7))


@given(st.lists(EDGES, max_size=14))
def test_no_two_of_a_cluster_were_told_apart_and_every_judgement_holds(wanted: list[Edge[int]]) -> None:
    edges = standing(wanted)
    for one in edges:
        assert one.verdict in ("unsure", held(edges, one.one, one.other))


@given(st.lists(EDGES, max_size=14), EDGES)
def test_withdrawing_what_is_in_the_way_makes_way(wanted: list[Edge[int]], new: Edge[int]) -> None:
    edges = standing(wanted)
    while blocked := in_the_way(edges, new):
        edges.remove(blocked[0])
    assert new.verdict in ("unsure", held([*edges, new], new.one, new.other))


@given(st.lists(EDGES, max_size=14))
def test_all_of_one_cluster_inherit_the_same_answers(wanted: list[Edge[int]]) -> None:
    edges = standing(wanted)
    for cluster in set(clusters(edges).values()):
        for node in set(range(7)) - cluster:
            assert len({held(edges, member, node) for member in cluster}) == 1
