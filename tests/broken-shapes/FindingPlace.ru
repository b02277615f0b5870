# P001-F1: it does not say where it stands.
BASE <https://w3id.org/snaglist/id/>
PREFIX snag: <https://w3id.org/snaglist/ontology#>

DELETE WHERE { <P001-F1> snag:placeInSource ?value }
