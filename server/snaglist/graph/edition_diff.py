"""The differences between two editions as RDF, in the terms of Activity Streams 2.0."""

from rdflib import DCTERMS, RDF, Graph, Literal, URIRef

from snaglist.graph.namespaces import AS, SNAG, CatalogueNames, new_graph
from snaglist.graph.triples import non_negative_literal
from snaglist.model.diff import ABOUT, GUIDE_PREFIX, CatalogueDiff, ChangeKind, Difference

ACTIVITIES = {
    ChangeKind.ADDED: AS.Create,
    ChangeKind.CHANGED: AS.Update,
    ChangeKind.RETIRED: AS.Update,
    ChangeKind.REMOVED: AS.Delete,
}
"""A retired entry stays where it was, so that it is updated and not deleted."""


def changes_graph(delta: CatalogueDiff, names: CatalogueNames) -> Graph:
    """A collection of activities, one for each thing that differs; its name has the editions."""
    graph = new_graph(names)
    graph.bind("as", AS)
    name = f"{names.base}/data#changes-{delta.old.digest[:12]}-{delta.new.digest[:12]}"
    whole = URIRef(name)
    graph.add((whole, RDF.type, AS.Collection))
    graph.add((whole, AS.totalItems, non_negative_literal(len(delta.differences))))
    told = f"From {delta.old.version} to {delta.new.version}"
    graph.add((whole, AS.name, Literal(told, lang="en")))
    for difference in delta.differences:
        activity = URIRef(f"{name}-{difference.id.replace('/', '-')}")
        graph.add((whole, AS.items, activity))
        _add(graph, names, activity, difference)
    return graph


def _add(graph: Graph, names: CatalogueNames, activity: URIRef, difference: Difference) -> None:
    # Parts of the guide have no IRI; what changed is the catalogue that they lead through.
    thing = names.thing(ABOUT if difference.id.startswith(GUIDE_PREFIX) else difference.id)
    graph.add((activity, RDF.type, ACTIVITIES[difference.kind]))
    graph.add((activity, AS.object, thing))
    graph.add((activity, AS.name, Literal(f"{difference.id} {difference.kind}", lang="en")))
    for field in difference.fields:
        graph.add((activity, AS.summary, Literal(f"{field.name} differs", lang="en")))
    if difference.kind is ChangeKind.RETIRED:
        graph.add((thing, SNAG.hasStatus, SNAG.statusRetired))
        if difference.why:
            graph.add((activity, AS.content, Literal(difference.why, lang="en")))
    for other in difference.replaced_by:
        graph.add((thing, DCTERMS.isReplacedBy, names.thing(other)))
