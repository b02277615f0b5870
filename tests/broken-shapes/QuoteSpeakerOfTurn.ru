# I01-Q001: somebody else speaks in its turn.
BASE <https://w3id.org/snaglist/id/>
PREFIX snag: <https://w3id.org/snaglist/ontology#>

DELETE { <I01-Q001> snag:spokenBy ?value }
INSERT { <I01-Q001> snag:spokenBy <I01-neighbour> }
WHERE { <I01-Q001> snag:spokenBy ?value }
