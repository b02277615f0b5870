# I01-D1: it has no witness.
BASE <https://w3id.org/snaglist/id/>
PREFIX snag: <https://w3id.org/snaglist/ontology#>

DELETE WHERE { <I01-D1> snag:witnessedBy ?value }
