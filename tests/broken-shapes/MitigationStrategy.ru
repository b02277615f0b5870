# SNAG-001-C3: it uses no strategy.
BASE <https://w3id.org/snaglist/id/>
PREFIX snag: <https://w3id.org/snaglist/ontology#>

DELETE WHERE { <SNAG-001-C3> snag:usesStrategy ?value }
