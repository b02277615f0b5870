"""The names of the graph: ontology, things, named graphs, and the vocabularies reused."""

from rdflib import DC, DCTERMS, FOAF, OWL, PROV, RDF, RDFS, SKOS, XSD, Graph, Namespace, URIRef

ONTOLOGY = URIRef("https://w3id.org/snaglist/ontology")
SNAG = Namespace("https://w3id.org/snaglist/ontology#")
ID = Namespace("https://w3id.org/snaglist/id/")
BIBO = Namespace("http://purl.org/ontology/bibo/")
CITO = Namespace("http://purl.org/spar/cito/")
DQV = Namespace("http://www.w3.org/ns/dqv#")
FABIO = Namespace("http://purl.org/spar/fabio/")
NP = Namespace("http://www.nanopub.org/nschema#")
OA = Namespace("http://www.w3.org/ns/oa#")
SDO = Namespace("https://schema.org/")
SPDX = Namespace("http://spdx.org/rdf/terms#")
VANN = Namespace("http://purl.org/vocab/vann/")
AS = Namespace("https://www.w3.org/ns/activitystreams#")

CATALOGUE_GRAPH = URIRef("https://w3id.org/snaglist/graph/catalogue")
PUBLICATIONS_GRAPH = URIRef("https://w3id.org/snaglist/graph/publications")
INFERRED_GRAPH = URIRef("https://w3id.org/snaglist/graph/inferred")

PREFIXES: dict[str, Namespace | type] = {
    "bibo": BIBO,
    "cito": CITO,
    "dc": DC,
    "dcterms": DCTERMS,
    "dqv": DQV,
    "fabio": FABIO,
    "foaf": FOAF,
    "id": ID,
    "oa": OA,
    "owl": OWL,
    "prov": PROV,
    "rdf": RDF,
    "rdfs": RDFS,
    "schema": SDO,
    "skos": SKOS,
    "snag": SNAG,
    "spdx": SPDX,
    "vann": VANN,
    "xsd": XSD,
}


def interview_graph(interview: str) -> URIRef:
    """The named graph of one interview."""
    return URIRef(f"https://w3id.org/snaglist/graph/{interview}")


def bind(graph: Graph) -> Graph:
    """Give the graph our prefixes, in one order, and return it."""
    for prefix, namespace in PREFIXES.items():
        graph.bind(prefix, str(namespace) if isinstance(namespace, Namespace) else namespace)
    return graph


def new_graph() -> Graph:
    """An empty graph with our prefixes; its order of iteration is the order of insertion."""
    return bind(Graph(store="SimpleMemory", bind_namespaces="none"))
