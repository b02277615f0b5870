"""A directed graph in layers, so that arrows go to the right and seldom cross.

After Sugiyama, Tagawa and Toda, Methods for visual understanding of hierarchical system structures
(1981): layers by the longest way, bends where an arrow passes a layer, order by barycentres. Places
within a layer are the least squares that keep the order and a distance of 1, found by pooling
adjacent violators (Barlow and others, Statistical inference under order restrictions, 1972).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import fmean

SWEEPS = 12
"""How often layers are ordered by their neighbours, to and fro."""

Edge = tuple[int, int]


@dataclass(frozen=True, slots=True)
class LayeredPart:
    """What hangs together: layer and place of each node, and the bends of each edge in order.

    Layers count from 0; places are 0 or more, two in the same layer at least 1 apart. A bend has a
    layer and a place as a node has.
    """

    places: Mapping[int, tuple[int, float]]
    bends: Mapping[Edge, Sequence[tuple[int, float]]]


def layered_layout(edges: Iterable[Edge]) -> list[LayeredPart]:
    """The parts of a graph, the largest first; edges from a node to itself are left out."""
    kept = list(dict.fromkeys((a, b) for a, b in edges if a != b))
    parts = [_part(part) for part in _parts(kept)]
    return sorted(parts, key=lambda part: (-len(part.places), min(part.places)))


def _parts(edges: Sequence[Edge]) -> list[list[Edge]]:
    """The edges, those that hang together in one list."""
    home: dict[int, int] = {}

    def root(node: int) -> int:
        while home.setdefault(node, node) != node:
            node = home[node]
        return node

    for a, b in edges:
        home[root(b)] = root(a)
    found: dict[int, list[Edge]] = {}
    for edge in edges:
        found.setdefault(root(edge[0]), []).append(edge)
    return list(found.values())


def _part(edges: list[Edge]) -> LayeredPart:
    layers = _layers(edges)
    chains = {edge: _chain(edge, layers, at) for at, edge in enumerate(edges)}
    for chain in chains.values():
        step = 1 if layers[chain[-1]] > layers[chain[0]] else -1
        for at, bend in enumerate(chain[1:-1], start=1):
            layers[bend] = layers[chain[0]] + step * at
    links = [pair for chain in chains.values() for pair in pairwise(chain)]
    near: dict[int, list[int]] = {node: [] for node in layers}
    for a, b in links:
        near[a].append(b)
        near[b].append(a)
    across = _places(_ordered(layers, near, links), near)
    return LayeredPart(
        places={node: (layers[node], across[node]) for edge in edges for node in edge},
        bends={
            edge: [(layers[bend], across[bend]) for bend in chain[1:-1]]
            for edge, chain in chains.items()
        },
    )


def _layers(edges: Sequence[Edge]) -> dict[int, int]:
    """The layer of each node: one beyond the last of those that lead to it.

    Of a circle, the edge that closes it is not counted. What nothing leads to comes just before
    what it leads to.
    """
    onward: dict[int, list[int]] = {}
    for a, b in edges:
        onward.setdefault(a, []).append(b)
        onward.setdefault(b, [])
    order = _finished(onward)
    position = {node: at for at, node in enumerate(order)}
    forward = [(a, b) for a, b in edges if position[a] < position[b]]
    layers = dict.fromkeys(order, 0)
    for a, b in sorted(forward, key=lambda edge: position[edge[0]]):
        layers[b] = max(layers[b], layers[a] + 1)
    led_to = {b for _, b in forward}
    for node in order:
        after = [layers[b] for a, b in forward if a == node]
        if node not in led_to and after:
            layers[node] = min(after) - 1
    return layers


def _finished(onward: Mapping[int, Sequence[int]]) -> list[int]:
    """The nodes in an order in which every edge goes forward, but for those that close a circle."""
    done: list[int] = []
    seen: set[int] = set()
    for start in onward:
        if start in seen:
            continue
        seen.add(start)
        open_ends = [(start, iter(onward[start]))]
        while open_ends:
            node, rest = open_ends[-1]
            following = next((each for each in rest if each not in seen), None)
            if following is None:
                done.append(node)
                open_ends.pop()
            else:
                seen.add(following)
                open_ends.append((following, iter(onward[following])))
    return done[::-1]


def _chain(edge: Edge, layers: Mapping[int, int], number: int) -> list[int]:
    """The nodes of an edge with a bend, numbered below zero, for every layer between them."""
    between = max(abs(layers[edge[1]] - layers[edge[0]]) - 1, 0)
    return [edge[0], *(-1 - number * 1000 - at for at in range(between)), edge[1]]


def _ordered(
    layers: Mapping[int, int], near: Mapping[int, Sequence[int]], links: Sequence[Edge]
) -> list[list[int]]:
    """The nodes of each layer in the order with the fewest crossings that was come by."""
    rows: list[list[int]] = [[] for _ in range(max(layers.values()) + 1)]
    for node, layer in layers.items():
        rows[layer].append(node)
    best, fewest = [list(row) for row in rows], _crossings(rows, links)
    for sweep in range(SWEEPS):
        turned = sweep % 2
        for at in range(len(rows))[:: -1 if turned else 1]:
            beside = at + 1 if turned else at - 1
            if 0 <= beside < len(rows):
                place = {node: here for here, node in enumerate(rows[beside])}
                middle = {node: _barycentre(near[node], place) for node in rows[at]}
                rows[at].sort(key=middle.__getitem__)
        crossings = _crossings(rows, links)
        if crossings < fewest:
            best, fewest = [list(row) for row in rows], crossings
    return best


def _barycentre(near: Sequence[int], place: Mapping[int, int]) -> float:
    """The mean place of neighbours in the layer beside; what has none there goes to the end."""
    places = [place[node] for node in near if node in place]
    return fmean(places) if places else float(len(place))


def _crossings(rows: Sequence[Sequence[int]], links: Sequence[Edge]) -> int:
    place = {node: at for row in rows for at, node in enumerate(row)}
    layer = {node: at for at, row in enumerate(rows) for node in row}
    spans = [tuple(sorted(link, key=layer.__getitem__)) for link in links]
    total = 0
    for at, (a, b) in enumerate(spans):
        for c, d in spans[at + 1 :]:
            if layer[a] == layer[c] and (place[a] - place[c]) * (place[b] - place[d]) < 0:
                total += 1
    return total


def _places(rows: Sequence[Sequence[int]], near: Mapping[int, Sequence[int]]) -> dict[int, float]:
    """A place for every node, near those it is joined to, in the order of its layer."""
    across = {node: float(at) for row in rows for at, node in enumerate(row)}
    for sweep in range(SWEEPS):
        for row in rows if sweep % 2 else rows[::-1]:
            wanted = [fmean([across[other] for other in near[node]]) for node in row]
            across.update(zip(row, _apart(wanted), strict=True))
    least = min(across.values())
    return {node: place - least for node, place in across.items()}


def _apart(wanted: Sequence[float]) -> list[float]:
    """The places nearest to those wanted that ascend by at least 1."""
    pools: list[tuple[float, int]] = []
    for at, place in enumerate(wanted):
        mean, count = place - at, 1
        while pools and pools[-1][0] > mean:
            other, more = pools.pop()
            mean, count = (mean * count + other * more) / (count + more), count + more
        pools.append((mean, count))
    flat = [mean for mean, count in pools for _ in range(count)]
    return [round(place + at, 3) for at, place in enumerate(flat)]
