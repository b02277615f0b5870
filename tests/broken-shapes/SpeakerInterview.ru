# I01-neighbour: it takes part in nothing.
BASE <https://w3id.org/snaglist/id/>
PREFIX snag: <https://w3id.org/snaglist/ontology#>

DELETE WHERE { <I01-neighbour> snag:takesPartIn ?value }
