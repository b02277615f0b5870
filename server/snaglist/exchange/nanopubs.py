"""Claims as nanopublications: what is claimed, what it rests on, and who published it, in TriG.

A nanopublication is made to be copied and kept for ever, and carries one licence. The words of a
quote are somebody else's, and may be withdrawn; so a quote is named and never repeated here.
"""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rdflib import DCTERMS, PROV, RDFS, XSD, Graph, Literal, URIRef

from snaglist.errors import NotFoundError
from snaglist.graph.agents import agent_iri, agent_name
from snaglist.graph.dump_writer import DumpSerializer
from snaglist.graph.entries import add_statement, add_witness_links
from snaglist.graph.jsonld_context import JsonLdContext
from snaglist.graph.labels import add_labels
from snaglist.graph.namespaces import NP, SNAG, CatalogueNames, new_graph
from snaglist.graph.rdf_formats import RdfFormat
from snaglist.graph.schemes import CATALOGUE
from snaglist.graph.triples import SubjectWriter, english, plain_literal, thing_iri, witness_link
from snaglist.model.catalogue import Catalogue, interview_id
from snaglist.model.entry import Claim, Entry
from snaglist.model.publication import Finding, Publication
from snaglist.model.references import full_reference

DIGEST_LENGTH = 16
"""How many hexadecimal digits of the hash of what is said are in a name."""

PARTS = ("Head", "assertion", "provenance", "pubinfo")
"""The graphs of a nanopublication, as its guidelines name them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Nanopublication:
    """A claim with its four graphs, by name; ``iri`` changes with what is said in it."""

    claim: str
    iri: URIRef
    graphs: dict[URIRef, Graph]

    @property
    def digest(self) -> str:
        """The end of the name: what tells this version of the claim from others."""
        return str(self.iri).rpartition("/")[2]


def nanopublication(catalogue: Catalogue, claim_id: str) -> Nanopublication:
    """The nanopublication of a claim of an entry that is in use.

    Raises ``NotFoundError`` for whatever is no such claim.
    """
    known = {claim.id: (entry, claim) for entry, claim in _claims(catalogue)}
    if claim_id not in known:
        raise NotFoundError(claim_id, tuple(known))
    return _made(catalogue, *known[claim_id])


def nanopublications(catalogue: Catalogue) -> Iterator[Nanopublication]:
    """Those of all claims of entries in use, in the order of the catalogue."""
    for entry, claim in _claims(catalogue):
        yield _made(catalogue, entry, claim)


def write_nanopublications(names: CatalogueNames, made: Iterable[Nanopublication]) -> bytes:
    """Nanopublications as TriG."""
    graphs = {name: graph for each in made for name, graph in each.graphs.items()}
    prefixes = {**names.prefixes, "np": str(NP)}
    context = JsonLdContext({}, names.things)
    return DumpSerializer(graphs, context, prefixes=prefixes).write(RdfFormat.TRIG)


def _claims(catalogue: Catalogue) -> Iterator[tuple[Entry, Claim]]:
    for entry in catalogue.entries:
        if not entry.retired:
            yield from ((entry, claim) for claim in entry.claims)


def _made(catalogue: Catalogue, entry: Entry, claim: Claim) -> Nanopublication:
    names = CatalogueNames.of(catalogue.about)
    assertion = names.resolve(_assertion(entry, claim))
    support = names.resolve(_support(catalogue, claim))
    lines = sorted(" ".join(each.n3() for each in triple) for triple in (*assertion, *support))
    digest = hashlib.sha256("\n".join(lines).encode()).hexdigest()[:DIGEST_LENGTH]
    iri = URIRef(f"{names.base}/nanopub/{claim.id}/{digest}")
    parts = {part: URIRef(f"{iri}#{part}") for part in PARTS}
    head = new_graph()
    (
        SubjectWriter(head, iri, NP.Nanopublication)
        .add(NP.hasAssertion, parts["assertion"])
        .add(NP.hasProvenance, parts["provenance"])
        .add(NP.hasPublicationInfo, parts["pubinfo"])
    )
    creator = names.thing(agent_name(catalogue.about.creator))
    (
        SubjectWriter(support, parts["assertion"])
        .add(PROV.wasAttributedTo, creator)
        .add(PROV.wasDerivedFrom, *(names.thing(w.ref) for w in claim.witnesses if w.says_so))
    )
    return Nanopublication(
        claim=claim.id,
        iri=iri,
        graphs={
            parts["Head"]: head,
            parts["assertion"]: assertion,
            parts["provenance"]: support,
            parts["pubinfo"]: names.resolve(_publication_info(catalogue, entry, claim, iri)),
        },
    )


def _assertion(entry: Entry, claim: Claim) -> Graph:
    graph = new_graph()
    add_statement(graph, claim)
    SubjectWriter(graph, thing_iri(claim.id)).add(SNAG.claimOf, thing_iri(entry.id))
    SubjectWriter(graph, thing_iri(entry.id)).add(RDFS.label, english(entry.title))
    add_labels(graph)
    return graph


def _support(catalogue: Catalogue, claim: Claim) -> Graph:
    """How each witness stands to the claim, and where it is found."""
    graph = new_graph()
    add_witness_links(graph, claim.id, claim)
    for witness in claim.witnesses:
        link = thing_iri(witness_link(claim.id, witness.ref))
        graph.add((thing_iri(claim.id), SNAG.hasWitnessLink, link))
        if witness.quote:
            quote = SubjectWriter(graph, thing_iri(witness.quote), SNAG.Quote)
            quote.add(SNAG.quotedFrom, thing_iri(interview_id(witness.quote)))
        if witness.finding:
            _add_finding(graph, catalogue, catalogue.find(Finding, witness.finding))
    add_labels(graph)
    return graph


def _add_finding(graph: Graph, catalogue: Catalogue, finding: Finding) -> None:
    publication = catalogue.find(Publication, finding.publication)
    (
        SubjectWriter(graph, thing_iri(finding.id), SNAG.Finding)
        .add(SNAG.findingOf, thing_iri(publication.id))
        .add(SNAG.text, english(finding.text))
    )
    SubjectWriter(graph, thing_iri(publication.id)).add(
        DCTERMS.bibliographicCitation, plain_literal(full_reference(publication))
    )


def _publication_info(catalogue: Catalogue, entry: Entry, claim: Claim, iri: URIRef) -> Graph:
    graph, about = new_graph(), catalogue.about
    changed = max(change.on for change in entry.history)
    (
        SubjectWriter(graph, iri)
        .add(RDFS.label, english(f"{claim.id}: a claim of {about.title}, {about.edition}"))
        .add(DCTERMS.created, Literal(changed, datatype=XSD.date))
        .add(DCTERMS.creator, agent_iri(about.creator))
        .add(DCTERMS.license, URIRef(about.licence))
        .add(DCTERMS.isVersionOf, thing_iri(claim.id))
        .add(PROV.wasDerivedFrom, CATALOGUE)
    )
    return graph
