# SNAG-001-N1: it points to a phase.
BASE <https://w3id.org/snaglist/id/>
PREFIX snag: <https://w3id.org/snaglist/ontology#>

DELETE { <SNAG-001-N1> snag:seeInstead ?value }
INSERT { <SNAG-001-N1> snag:seeInstead <phase/operation> }
WHERE { <SNAG-001-N1> snag:seeInstead ?value }
