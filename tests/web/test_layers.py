"""A graph in layers: whatever the graph, it is drawn, apart, to the right, and always the same."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from snaglist.web.components.layered_graph import Edge, LayeredPart, layered_layout

NODES = st.integers(0, 14)
GRAPHS = st.lists(st.tuples(NODES, NODES), max_size=40)


def apart(part: LayeredPart) -> None:
    rows: dict[int, list[float]] = {}
    for layer, across in (
        *part.places.values(),
        *(b for each in part.bends.values() for b in each),
    ):
        rows.setdefault(layer, []).append(across)
    for row in rows.values():
        row.sort()
        assert all(b - a >= 0.99 for a, b in pairwise(row))
        assert row[0] >= 0


@given(GRAPHS)
def test_any_graph_is_drawn(edges: list[Edge]) -> None:
    parts = layered_layout(edges)
    assert parts == layered_layout(edges)
    drawn = [node for part in parts for node in part.places]
    assert sorted(drawn) == sorted({node for a, b in edges if a != b for node in (a, b)})
    assert {edge for part in parts for edge in part.bends} == {e for e in edges if e[0] != e[1]}
    for part in parts:
        apart(part)
        assert min(layer for layer, _ in part.places.values()) == 0


@given(GRAPHS)
def test_without_a_circle_every_edge_goes_to_the_right(edges: list[Edge]) -> None:
    parts = layered_layout((min(edge), max(edge)) for edge in edges)
    drawn = sum(len(part.bends) for part in parts)
    assert drawn == len({(min(edge), max(edge)) for edge in edges if len(set(edge)) > 1})
    for part in parts:
        for (a, b), bends in part.bends.items():
            layers = [part.places[a][0], *(layer for layer, _ in bends), part.places[b][0]]
            assert layers == list(range(layers[0], layers[-1] + 1))
            assert len(layers) >= 2


@pytest.mark.parametrize(
    ("edges", "layers"),
    [
        ([], []),
        ([(0, 0)], []),
        ([(0, 1), (1, 2)], [{0: 0, 1: 1, 2: 2}]),
        ([(0, 1), (1, 2), (3, 2)], [{0: 0, 1: 1, 3: 1, 2: 2}]),
        ([(0, 1), (2, 3), (3, 4)], [{2: 0, 3: 1, 4: 2}, {0: 0, 1: 1}]),
        ([(0, 1), (1, 0)], [{0: 0, 1: 1}]),
        ([(0, 1), (1, 2), (2, 0)], [{0: 0, 1: 1, 2: 2}]),
    ],
)
def test_layers(edges: list[Edge], layers: list[dict[int, int]]) -> None:
    assert [
        {n: layer for n, (layer, _) in p.places.items()} for p in layered_layout(edges)
    ] == layers


def test_edges_are_untangled() -> None:
    (part,) = layered_layout([(0, 3), (1, 2), (0, 2), (1, 4), (4, 5), (3, 6)])
    order = sorted((2, 3, 4), key=lambda node: part.places[node][1])
    assert order in ([3, 2, 4], [4, 2, 3])


def test_a_long_edge_bends_around_what_stands_between() -> None:
    (part,) = layered_layout([(0, 1), (1, 2), (0, 2)])
    (bend,) = part.bends[0, 2]
    assert bend[0] == 1
    assert abs(bend[1] - part.places[1][1]) >= 0.99
