# FIX-001: it has no status.
BASE <https://w3id.org/snaglist/id/>
PREFIX snag: <https://w3id.org/snaglist/ontology#>

DELETE WHERE { <FIX-001> snag:hasStatus ?value }
