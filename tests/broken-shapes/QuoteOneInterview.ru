# I01-Q001: it stands in a section of another interview.
BASE <https://w3id.org/snaglist/id/>
PREFIX snag: <https://w3id.org/snaglist/ontology#>

DELETE { <I01-Q001> snag:inSection ?value }
INSERT { <I01-Q001> snag:inSection <I02-opening> }
WHERE { <I01-Q001> snag:inSection ?value }
