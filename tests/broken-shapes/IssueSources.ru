# SNAG-001: it does not say where its data comes from.
BASE <https://w3id.org/snaglist/id/>
PREFIX snag: <https://w3id.org/snaglist/ontology#>

DELETE WHERE { <SNAG-001> snag:drawsOn ?value }
