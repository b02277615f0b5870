"""Addresses of everything; no other module of the web puts an address together."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from urllib.parse import quote, quote_plus, urlencode

from werkzeug.routing import BaseConverter

from snaglist.graph.rdf_formats import RDF_FORMATS, RdfFormat
from snaglist.index.query import PAGE_SIZE, Order, Query
from snaglist.model.catalogue import Thing, entry_id, interview_id
from snaglist.model.edge import INSTRUMENT, Edge, Instrument
from snaglist.model.entry import Claim, Issue, Strategy, is_strategy_id
from snaglist.model.facets import EVIDENCE
from snaglist.model.interview import Interview, Quote, Study, Turn
from snaglist.model.publication import Finding, Publication, publication_id
from snaglist.model.scheme import Concept, ConceptScheme
from snaglist.model.vocabulary import OutsideTerm, Vocabulary
from snaglist.model.witness import Evidence

THING_FORMATS = tuple(f for f in RdfFormat if not RDF_FORMATS[f].named_graphs)
"""The formats of a single thing, which is triples and never quads."""

TOPICS = {
    "phase": "phases",
    "source": "sources",
    "system": "systems",
    "quality": "qualities",
    "stakeholder": "stakeholders",
    "artefact": "artefacts",
}
"""Schemes whose concepts have pages, and also narrow the issues under the scheme's own name."""


TERMS = "terms"
"""The step of an address between the ontology and one of its terms."""

NARROWED = ("issues", "strategies", "categories", "evidence", *TOPICS.values())
"""Where addresses go on saying that only what interviews bear out is shown."""


class IdentifierConverter(BaseConverter):
    """A step of an address that reads like an identifier: ``SNAG-001``, ``I07``, ``I07-Q001``."""

    regex = r"[A-Za-z]{1,8}-?[0-9]{1,4}(?:-[A-Za-z]{1,2}[0-9]{1,4})?"


def has_page(thing: Thing) -> bool:
    """True for things with a page, and JSON, of their own; others are a place on one."""
    if isinstance(thing, Concept):
        return thing.scheme in TOPICS or (thing.scheme == "category" and thing.broader is None)
    return isinstance(thing, Issue | Strategy | Interview | Publication | Vocabulary)


def local_name(thing: Thing) -> str:
    """The end of a thing's IRI: its id, with the scheme or vocabulary before that of a part."""
    return thing.ref if isinstance(thing, Concept | OutsideTerm | Edge | Instrument) else thing.id


LONGEST_CACHED = 60
"""Characters; names and values of ours are shorter, and what strangers send need not be kept."""


@lru_cache(maxsize=4096)
def _quoted_short(text: str) -> str:
    return quote_plus(text)


@lru_cache(maxsize=4096)
def _step_short(text: str) -> str:
    return quote(text, safe="/")


def _quoted(text: str) -> str:
    """A name or a value of a query; a page has hundreds of links, of the same few."""
    return _quoted_short(text) if len(text) <= LONGEST_CACHED else quote_plus(text)


def _step(text: str) -> str:
    """A step of a path."""
    return _step_short(text) if len(text) <= LONGEST_CACHED else quote(text, safe="/")


@dataclass(frozen=True, slots=True)
class Urls:
    """Makes addresses below ``root``, which is empty unless the app is mounted somewhere.

    With ``told``, addresses of entries, their lists and what they are sorted by show only what
    interviews bear out.
    """

    root: str = ""
    told: bool = False

    def path(self, *parts: str, anchor: str = "") -> str:
        """``/a/b#anchor``, quoted."""
        found = f"{self.root}/{'/'.join(map(_step, parts))}"
        return f"{found}#{quote(anchor)}" if anchor else found

    def listing(self, name: str, chosen: Mapping[str, str | Sequence[str]]) -> str:
        """A page of a list with choices: ``/issues?category=data&phase=maintenance``."""
        if self.told and name in NARROWED:
            chosen = {EVIDENCE: Evidence.TOLD.value, **chosen}
        query = "&".join(
            f"{_quoted(key)}={_quoted(value)}"
            for key, values in chosen.items()
            if values
            for value in ((values,) if isinstance(values, str) else values)
        )
        return self.path(name) + (f"?{query}" if query else "")

    def of(self, thing: Thing) -> str:
        """The page on which a thing is read, down to its place there."""
        match thing:
            case Issue():
                return self.entry(thing.id)
            case Strategy():
                return self.entry(thing.id)
            case Claim():
                return self.claim(thing.id)
            case Publication():
                return self.publication(thing.id)
            case Finding():
                return self.finding(thing.id)
            case Interview():
                return self.path("interviews", thing.id)
            case Quote() | Turn():
                return self.place(thing.id)
            case Study():
                return self.path("interviews", anchor=thing.id)
            case ConceptScheme():
                return self.path("ontology", anchor=f"scheme-{thing.id}")
            case Concept():
                return self.concept(thing)
            case Vocabulary():
                return self.vocabulary(thing.id)
            case OutsideTerm():
                return self.vocabulary(thing.vocabulary, thing.id)
            case Edge():
                return self.path("edges", anchor=thing.id)
            case Instrument():
                return self.path("edges", anchor=f"{INSTRUMENT}-{thing.id}")

    def entry(self, identifier: str) -> str:
        """The page of an issue or strategy."""
        kind = "strategies" if is_strategy_id(identifier) else "issues"
        return self._narrowed(self.path(kind, identifier))

    def _narrowed(self, address: str) -> str:
        return f"{address}?{EVIDENCE}={Evidence.TOLD.value}" if self.told else address

    def publication(self, identifier: str) -> str:
        """The page of a publication."""
        return self.path("publications", identifier)

    def finding(self, identifier: str) -> str:
        """Where a publication is said to find it: ``P001-F1`` is ``/publications/P001#F1``."""
        work = publication_id(identifier)
        return f"{self.publication(work)}#{identifier.removeprefix(f'{work}-')}"

    def claim(self, identifier: str) -> str:
        """Where an entry makes a claim: ``SNAG-004-C2`` is ``/issues/SNAG-004#C2``."""
        entry = entry_id(identifier)
        return f"{self.entry(entry)}#{identifier.removeprefix(f'{entry}-')}"

    def place(self, identifier: str) -> str:
        """The place of a quote or turn in its interview."""
        return self.path("interviews", interview_id(identifier), anchor=identifier)

    def concept(self, concept: Concept) -> str:
        """The page of a concept, else the entries that it sorts."""
        if concept.scheme == "category":
            if concept.broader:
                return self.listing("issues", {"kind": concept.id})
            return self._narrowed(self.path("categories", concept.id))
        if concept.scheme == "strategy-kind":
            return self.listing("strategies", {"strategy-kind": concept.id})
        if concept.scheme in TOPICS:
            return self._narrowed(self.path(TOPICS[concept.scheme], concept.id))
        if concept.scheme == "evidence":
            return self.listing("publications", {"evidence-kind": concept.id})
        if concept.scheme == "domain":
            return self.path("interviews")
        return self.path("ontology", anchor=concept.ref)

    def term(self, name: str) -> str:
        """The page of a term of the ontology; apart from versions, which are right below it."""
        return self.path("ontology", TERMS, name)

    def vocabulary(self, identifier: str, term: str = "") -> str:
        """The page of a vocabulary that others keep, down to one of its terms."""
        return self.path("vocabularies", identifier, anchor=term)

    def data(self, thing: Thing, suffix: str) -> str:
        """A thing in another format: ``/issues/SNAG-001.ttl``, ``/id/I07-Q001.ttl``."""
        page = replace(self, told=False).of(thing)
        if isinstance(thing, Issue | Strategy | Interview):
            return f"{page}.{suffix}"
        if suffix == "json" and has_page(thing):
            return f"{page}.json"
        return f"{self.path('id', local_name(thing))}.{suffix}"

    def formats(self, thing: Thing) -> dict[str, str]:
        """Every format of a thing's data, by title."""
        return {
            RDF_FORMATS[f].title: self.data(thing, RDF_FORMATS[f].suffix) for f in THING_FORMATS
        }

    def search(self, words: str, filters: Mapping[str, Iterable[str]]) -> str:
        """The first page of a search."""
        return self.query(
            Query(words=words, filters={name: tuple(values) for name, values in filters.items()})
        )

    def sparql(self, query: str, *more: tuple[str, str]) -> str:
        """The page of a query, or with ``("format", "csv")`` a file of its answer."""
        return f"{self.path('sparql')}?{urlencode([('query', query), *more])}"

    def versions(self, identifier: str) -> str:
        """The versions of an entry: ``/issues/SNAG-001/versions``."""
        return f"{replace(self, told=False).entry(identifier)}/versions"

    def version(self, identifier: str, digest: str) -> str:
        """One of them, by the beginning of its hash."""
        return f"{self.versions(identifier)}/{digest}"

    def compare(self, ids: Iterable[str], suffix: str = "") -> str:
        """Entries side by side: ``/compare?id=SNAG-001&id=SNAG-004``."""
        return self.listing(f"compare{suffix}", {"id": tuple(ids)})

    def collection(self, ids: Iterable[str], suffix: str = "") -> str:
        """A collection, or with ``.ttl`` a file of it: ``/collection?id=SNAG-001&id=I07-Q001``."""
        return self.listing(f"collection{suffix}", {"id": tuple(ids)})

    def review(
        self, token: str, *parts: str, chosen: Mapping[str, str | Sequence[str]] | None = None
    ) -> str:
        """A page of a review, for whoever has this token: ``/reviews/TOKEN/issues/SNAG-001``."""
        return self.listing("/".join(("reviews", token, *parts)), chosen or {})

    def query(self, query: Query, suffix: str = "") -> str:
        """A page of a search, as a file where ``suffix`` names a format; defaults are left out."""
        chosen: dict[str, str | Sequence[str]] = {"q": query.words, **query.filters}
        chosen["sort"] = "" if query.order is Order.RELEVANCE else query.order.value
        chosen["exact"] = "yes" if query.exact else ""
        chosen["page"] = str(query.page) if query.page > 1 else ""
        chosen["size"] = str(query.size) if query.size != PAGE_SIZE else ""
        return self.listing(f"search.{suffix}" if suffix else "search", chosen)
