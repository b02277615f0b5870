"""Catalogues that are read once a process, however many tests look at them; nobody changes them."""

from functools import cache
from pathlib import Path

from rdflib import Graph, URIRef

from snaglist.graph.named_graphs import catalogue_graphs
from snaglist.graph.serialize import merge_graphs
from snaglist.model.catalogue import Catalogue
from snaglist.sources.loader import load_catalogue


@cache
def loaded(folder: Path) -> Catalogue:
    """The catalogue of a folder that no test writes to."""
    return load_catalogue(folder)


@cache
def loaded_graphs(folder: Path) -> dict[URIRef, Graph]:
    """Its graphs by name, without the ontology and without what follows."""
    return catalogue_graphs(loaded(folder))


@cache
def loaded_triples(folder: Path) -> Graph:
    """The triples of all of them."""
    return merge_graphs(loaded_graphs(folder).values())
