# I01-Q001: it is from no interview.
BASE <https://w3id.org/snaglist/id/>
PREFIX snag: <https://w3id.org/snaglist/ontology#>

DELETE WHERE { <I01-Q001> snag:quotedFrom ?value }
