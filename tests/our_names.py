"""The names that things and graphs have in this project's catalogue, and in those of the tests."""

from snaglist.graph.namespaces import OURS

ID = OURS.things
PREFIXES = OURS.prefixes
CATALOGUE_GRAPH = OURS.catalogue_graph
INFERRED_GRAPH = OURS.inferred_graph
