# P001-F1-G1: it does not say what it counts.
BASE <https://w3id.org/snaglist/id/>
PREFIX snag: <https://w3id.org/snaglist/ontology#>

DELETE WHERE { <P001-F1-G1> snag:text ?value }
