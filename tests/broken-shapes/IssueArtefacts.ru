# SNAG-001: it affects nothing.
BASE <https://w3id.org/snaglist/id/>
PREFIX snag: <https://w3id.org/snaglist/ontology#>

DELETE WHERE { <SNAG-001> snag:affects ?value }
