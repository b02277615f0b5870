"""What a build counts, for those who want to know how much there is before they fetch it."""

from collections import Counter

from snaglist.build.dumps import graphs_by_part
from snaglist.build.pipeline import CheckedCatalogue
from snaglist.dataset.distributions import DatasetPart
from snaglist.dataset.publication import BuildFacts, Linkset
from snaglist.dataset.terms_of_use import interview_terms
from snaglist.graph.ontology import metadata
from snaglist.graph.statistics import Triple, count_statistics, main_classes
from snaglist.graph.vocabularies import RELATIONS
from snaglist.model.catalogue import Catalogue


def count_facts(made: CheckedCatalogue) -> BuildFacts:
    """Count what was made."""
    flat = {
        part: set[Triple]().union(*graphs.values()) for part, graphs in graphs_by_part(made).items()
    }
    flat[DatasetPart.ONTOLOGY] = set(made.ontology)
    main = main_classes(flat[DatasetPart.ASSERTED], made.ontology)
    entries, things = made.catalogue.entries, str(made.names.things)
    dates = sorted(change.on.isoformat() for entry in entries for change in entry.history)
    return BuildFacts(
        parts={
            part.value: count_statistics(
                triples, things, main if part is DatasetPart.EVERYTHING else ()
            )
            for part, triples in flat.items()
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
