"""A label for everything: ``rdfs:label`` in English, beside what else says what a thing is.

Clients that know no vocabulary but RDF's own find a word for each thing, links and selectors
included. The label is the name that a thing has, or the beginning of what it says, or else what it
is and its id; never the words of a quote, which may be in any language and are not ours.
"""

from textwrap import shorten

from rdflib import DCTERMS, FOAF, RDF, RDFS, SKOS, Graph, Literal
from rdflib.term import Node

from snaglist.graph.namespaces import LOCAL, OA, SNAG, SPDX

NAMES = (SKOS.prefLabel, DCTERMS.title, FOAF.name, SNAG.text)
"""What names a thing, the best first."""

LONGEST = 100
"""How many characters of what a thing says are its label."""

KINDS = {
    SNAG.Quote: "Quote",
    SNAG.Turn: "Turn",
    SNAG.WitnessLink: "Witness link",
    SNAG.Redaction: "Redaction",
    OA.Annotation: "Annotation",
    OA.TextQuoteSelector: "Words",
    OA.TextPositionSelector: "Position",
    SPDX.Checksum: "Checksum",
}
"""What things without a name are called, before their ids."""


def add_labels(graph: Graph) -> None:
    """Give each thing of the graph that has a class and no label a label."""
    typed = dict.fromkeys(graph.subjects(RDF.type, None))
    for thing in [each for each in typed if (each, RDFS.label, None) not in graph]:
        graph.add((thing, RDFS.label, Literal(_label(graph, thing), lang="en")))


def _label(graph: Graph, thing: Node) -> str:
    for predicate in NAMES:
        values = [value for value in graph.objects(thing, predicate) if isinstance(value, Literal)]
        # In English where there is a choice; a name of a person or an organisation has no language.
        values.sort(key=lambda value: (value.language != "en", str(value)))
        if values:
            return shorten(str(values[0]), LONGEST, placeholder=" …")
    local = str(thing).removeprefix(LOCAL)
    classes = set(graph.objects(thing, RDF.type))
    kind = next((name for term, name in KINDS.items() if term in classes), None)
    return f"{kind} {local}" if kind else local
