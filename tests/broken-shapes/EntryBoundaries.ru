# FIX-001: it does not say when not to use it.
BASE <https://w3id.org/snaglist/id/>
PREFIX snag: <https://w3id.org/snaglist/ontology#>

DELETE WHERE { <FIX-001> snag:hasBoundary ?value }
