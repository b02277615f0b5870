# SNAG-001-C3: it has no outcome.
BASE <https://w3id.org/snaglist/id/>
PREFIX snag: <https://w3id.org/snaglist/ontology#>

DELETE WHERE { <SNAG-001-C3> snag:hasOutcome ?value }
