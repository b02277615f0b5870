# SNAG-001-C4: its strategy is an issue.
BASE <https://w3id.org/snaglist/id/>
PREFIX snag: <https://w3id.org/snaglist/ontology#>

DELETE { <SNAG-001-C4> snag:usesStrategy ?value }
INSERT { <SNAG-001-C4> snag:usesStrategy <SNAG-002> }
WHERE { <SNAG-001-C4> snag:usesStrategy ?value }
