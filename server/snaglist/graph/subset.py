"""A part of the catalogue that stands by itself: some of its things, and whatever these need.

What ``describe_thing`` says of one thing names others of which it has no more than the label. Here
nothing is named that is not described, so that the shapes of the whole hold for the part as well.
"""

from collections.abc import Iterable, Iterator

from rdflib import SKOS, Graph, URIRef

from snaglist.graph.describe import parts_of
from snaglist.graph.namespaces import SNAG, CatalogueNames, new_graph
from snaglist.graph.quadstore import QuadStore
from snaglist.model.catalogue import Catalogue, entry_id
from snaglist.model.entry import Claim, Issue, Strategy
from snaglist.model.interview import Quote, Turn
from snaglist.model.publication import Finding

INVERSES = frozenset(
    (
        SKOS.hasTopConcept,
        SKOS.narrower,
        SNAG.hasFinding,
        SNAG.hasMapping,
        SNAG.hasQuote,
        SNAG.hasTurn,
        SNAG.reportsEntry,
    )
)
"""Properties that lead from a whole to all its parts: a quote needs its interview, which then
needs none of its other quotes."""

TO_TURNS = frozenset((SNAG.inTurn, SNAG.promptedBy))
"""The properties by which a quote needs a turn."""


def subset_graph(catalogue: Catalogue, store: QuadStore, identifiers: Iterable[str]) -> Graph:
    """These things with their parts, and what those name: interviews, publications, concepts.

    A claim comes with its entry, an issue with the strategies that its claims name; arrows to
    issues that are not among them are left out. Raises ``NotFoundError`` for an unknown identifier.
    """
    chosen = dict.fromkeys(_with_needed(catalogue, identifiers))
    names = CatalogueNames.of(catalogue.about)
    own = {names.thing(part) for name in chosen for part in _parts(catalogue, name, chosen)}
    whole, described, waiting = new_graph(), set[URIRef](), own
    while waiting:
        found = store.about_all(waiting)
        described |= waiting
        whole += found
        waiting = {
            named
            for _, prop, named in found
            if isinstance(named, URIRef)
            and named not in described
            and (named in own or _needed(catalogue, URIRef(str(prop)), named))
        }
    return _without_names_of_others(whole, store)


def _with_needed(catalogue: Catalogue, identifiers: Iterable[str]) -> Iterator[str]:
    for name in identifiers:
        thing = catalogue.thing(name)
        yield name
        if isinstance(thing, Claim):
            yield entry_id(name)
            thing = catalogue.thing(entry_id(name))
        if isinstance(thing, Issue):
            yield from (claim.strategy for claim in thing.claims if claim.strategy)


def _parts(catalogue: Catalogue, name: str, chosen: Iterable[str]) -> Iterator[str]:
    """A thing and its parts, but arrows from or to an issue that is not chosen."""
    yield name
    thing = catalogue.thing(name)
    left_out: tuple[str, ...] = ()
    if isinstance(thing, Issue):
        origins = (issue.id for issue, _ in catalogue.led_to_by.get(name, ()))
        arrows = [(source, name) for source in origins]
        arrows += [(name, arrow.issue) for arrow in thing.leads_to]
        left_out = tuple(f"{a}-to-{b}" for a, b in arrows if not {a, b} <= set(chosen))
    for part in parts_of(catalogue, thing):
        if not any(part == arrow or part.startswith(f"{arrow}-") for arrow in left_out):
            yield part


def _needed(catalogue: Catalogue, prop: URIRef, found: URIRef) -> bool:
    """Whether what is named has to be described, too: not if it is said to be of something else."""
    if prop in INVERSES:
        return False
    name = str(found).removeprefix(CatalogueNames.of(catalogue.about).things)
    thing = catalogue.things.get(name)
    if isinstance(thing, Turn):
        return prop in TO_TURNS
    if isinstance(thing, Issue | Strategy | Claim | Quote | Finding):
        return False
    return thing is not None or not _is_part_of_entry(catalogue, name)


def _is_part_of_entry(catalogue: Catalogue, name: str) -> bool:
    """Whether this is an arrow, a link to a witness, a boundary or a mapping of some entry."""
    owner = "-".join(name.split("-")[:2])
    return isinstance(catalogue.things.get(owner), Issue | Strategy)


def _without_names_of_others(graph: Graph, store: QuadStore) -> Graph:
    """The same without triples that name what the store describes and the graph does not."""
    here, kept = set(graph.subjects()), new_graph()
    elsewhere = {
        found
        for found in set(graph.objects()) - here
        if isinstance(found, URIRef) and store.speaks_of(found)
    }
    for triple in graph:
        if triple[2] not in elsewhere:
            kept.add(triple)
    return kept
