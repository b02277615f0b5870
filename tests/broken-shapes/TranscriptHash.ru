# I01-transcript: its hash has three digits.
BASE <https://w3id.org/snaglist/id/>
PREFIX snag: <https://w3id.org/snaglist/ontology#>

DELETE { <I01-transcript> snag:sha256 ?value }
INSERT { <I01-transcript> snag:sha256 "abc" }
WHERE { <I01-transcript> snag:sha256 ?value }
