# FIX-001: it has no kind.
BASE <https://w3id.org/snaglist/id/>
PREFIX snag: <https://w3id.org/snaglist/ontology#>

DELETE WHERE { <FIX-001> snag:hasKind ?value }
