# FIX-001: it belongs to no phase.
BASE <https://w3id.org/snaglist/id/>
PREFIX snag: <https://w3id.org/snaglist/ontology#>

DELETE WHERE { <FIX-001> snag:hasPhase ?value }
