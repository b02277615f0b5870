"""What a build counts, for those who want to know how much there is before they fetch it."""

from snaglist.build.dumps import parts
from snaglist.build.pipeline import Made
from snaglist.dataset.distributions import Part
from snaglist.dataset.publication import Facts
from snaglist.graph.ontology import metadata
from snaglist.graph.statistics import Triple, count, main_classes


def gather(made: Made) -> Facts:
    """Count what was made."""
    flat = {part: set[Triple]().union(*graphs.values()) for part, graphs in parts(made).items()}
    flat[Part.ONTOLOGY] = set(made.ontology)
    main = main_classes(flat[Part.ASSERTED], made.ontology)
    entries = made.catalogue.entries
    dates = sorted(change.on.isoformat() for entry in entries for change in entry.history)
    return Facts(
        parts={
            part.value: count(triples, main if part is Part.EVERYTHING else ())
            for part, triples in flat.items()
        },
        graphs={str(name): len(made.graphs[name]) for name in sorted(made.graphs)},
        created=dates[0] if dates else None,
        modified=dates[-1] if dates else None,
        thing=entries[0].id if entries else None,
        examples=made.examples,
        ontology=metadata(made.ontology),
    )
