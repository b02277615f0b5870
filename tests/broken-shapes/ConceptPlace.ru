# phase/operation: it has no place in its scheme.
BASE <https://w3id.org/snaglist/id/>
PREFIX snag: <https://w3id.org/snaglist/ontology#>

DELETE WHERE { <phase/operation> snag:position ?value }
