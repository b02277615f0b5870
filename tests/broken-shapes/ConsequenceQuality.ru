# SNAG-001-C2: no quality suffers.
BASE <https://w3id.org/snaglist/id/>
PREFIX snag: <https://w3id.org/snaglist/ontology#>

DELETE WHERE { <SNAG-001-C2> snag:impairs ?value }
