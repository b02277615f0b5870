# SNAG-001-R1: it guards against nothing.
BASE <https://w3id.org/snaglist/id/>
PREFIX snag: <https://w3id.org/snaglist/ontology#>

DELETE WHERE { <SNAG-001-R1> snag:guardsAgainst ?value }
