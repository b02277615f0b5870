# SNAG-001-M1: it gives no reason.
BASE <https://w3id.org/snaglist/id/>
PREFIX snag: <https://w3id.org/snaglist/ontology#>

DELETE WHERE { <SNAG-001-M1> snag:text ?value }
