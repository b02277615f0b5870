# I01-T003: it belongs to no interview.
BASE <https://w3id.org/snaglist/id/>
PREFIX snag: <https://w3id.org/snaglist/ontology#>

DELETE WHERE { <I01-T003> snag:turnOf ?value }
