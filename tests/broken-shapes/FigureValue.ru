# P001-F1-G1: it has no value.
BASE <https://w3id.org/snaglist/id/>
PREFIX snag: <https://w3id.org/snaglist/ontology#>

DELETE WHERE { <P001-F1-G1> snag:figureValue ?value }
