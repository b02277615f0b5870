# SNAG-001-to-SNAG-002: it is marked as told and has no quotes.
BASE <https://w3id.org/snaglist/id/>
PREFIX snag: <https://w3id.org/snaglist/ontology#>

DELETE { <SNAG-001-to-SNAG-002> snag:inferred ?value }
INSERT { <SNAG-001-to-SNAG-002> snag:inferred false }
WHERE { <SNAG-001-to-SNAG-002> snag:inferred ?value }
