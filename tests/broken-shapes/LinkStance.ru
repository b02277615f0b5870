# SNAG-001-C1-by-I01-Q001: its stance is the one that was deprecated.
BASE <https://w3id.org/snaglist/id/>
PREFIX snag: <https://w3id.org/snaglist/ontology#>

DELETE { <SNAG-001-C1-by-I01-Q001> snag:withStance ?value }
INSERT { <SNAG-001-C1-by-I01-Q001> snag:withStance snag:stanceReservation }
WHERE { <SNAG-001-C1-by-I01-Q001> snag:withStance ?value }
