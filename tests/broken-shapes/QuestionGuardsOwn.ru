# SNAG-001-R1: it guards against a claim of another issue.
BASE <https://w3id.org/snaglist/id/>
PREFIX snag: <https://w3id.org/snaglist/ontology#>

DELETE { <SNAG-001-R1> snag:guardsAgainst ?value }
INSERT { <SNAG-001-R1> snag:guardsAgainst <SNAG-002-C1> }
WHERE { <SNAG-001-R1> snag:guardsAgainst ?value }
