# P001-F1: it says nothing.
BASE <https://w3id.org/snaglist/id/>
PREFIX snag: <https://w3id.org/snaglist/ontology#>

DELETE WHERE { <P001-F1> snag:text ?value }
