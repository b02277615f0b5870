"""What a build counts, for those who want to know how much there is before they fetch it."""

from collections import Counter
from collections.abc import Mapping

from rdflib import Graph, URIRef

from snaglist.build.dumps import concluded_parts, stated_parts
from snaglist.build.pipeline import CheckedCatalogue, StatedCatalogue
from snaglist.dataset.distributions import DatasetPart
from snaglist.dataset.publication import BuildFacts, Linkset
from snaglist.dataset.terms_of_use import interview_terms
from snaglist.graph.namespaces import ONTOLOGY
from snaglist.graph.ontology import metadata
from snaglist.graph.statistics import Statistics, Triple, count_statistics, main_classes
from snaglist.graph.vocabularies import RELATIONS
from snaglist.model.catalogue import Catalogue


def count_stated(stated: StatedCatalogue) -> dict[str, Statistics]:
    """Count what is in each part that needs no reasoner, the ontology included."""
    parts = {**stated_parts(stated), DatasetPart.ONTOLOGY: {ONTOLOGY: stated.ontology}}
    things = str(stated.names.things)
    return {
        part.value: count_statistics(_triples(graphs), things) for part, graphs in parts.items()
    }


def count_facts(made: CheckedCatalogue, stated: Mapping[str, Statistics]) -> BuildFacts:
    """Count what was made; ``stated`` has what ``count_stated`` counted."""
    flat = {part: _triples(graphs) for part, graphs in concluded_parts(made).items()}
    main = main_classes(_triples(made.asserted), made.ontology)
    entries, things = made.catalogue.entries, str(made.names.things)
    dates = sorted(change.on.isoformat() for entry in entries for change in entry.history)
    return BuildFacts(
        parts={
            **stated,
            **{
                part.value: count_statistics(
                    triples, things, main if part is DatasetPart.EVERYTHING else ()
                )
                for part, triples in flat.items()
            },
        },
        graphs={str(name): len(made.graphs[name]) for name in sorted(made.graphs)},
        created=dates[0] if dates else None,
        modified=dates[-1] if dates else None,
        thing=entries[0].id if entries else None,
        examples=made.examples,
        ontology=metadata(made.ontology),
        linksets=_linksets(made.catalogue),
        terms=interview_terms(made.catalogue),
    )


def _triples(graphs: Mapping[URIRef, Graph]) -> set[Triple]:
    return set[Triple]().union(*graphs.values())


def _linksets(catalogue: Catalogue) -> dict[str, Linkset]:
    """The vocabularies that links lead out to, by id; what is named here is no outside."""
    found = {}
    for vocabulary in catalogue.vocabularies:
        relations = Counter(each.relation for each in vocabulary.mappings if each.to is not None)
        if vocabulary.namespace and relations:
            found[vocabulary.id] = Linkset(
                title=vocabulary.title,
                homepage=vocabulary.homepage,
                namespace=vocabulary.namespace,
                links={str(RELATIONS[one]): relations[one] for one in RELATIONS if relations[one]},
            )
    return found
