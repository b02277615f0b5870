# SNAG-001-C2: a quality feels it.
BASE <https://w3id.org/snaglist/id/>
PREFIX snag: <https://w3id.org/snaglist/ontology#>

DELETE { <SNAG-001-C2> snag:feltBy ?value }
INSERT { <SNAG-001-C2> snag:feltBy <quality/completeness> }
WHERE { <SNAG-001-C2> snag:feltBy ?value }
