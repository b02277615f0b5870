# SNAG-001-to-SNAG-002: it ends nowhere. The direct link has to go too, or ArrowDrawn fires.
BASE <https://w3id.org/snaglist/id/>
PREFIX snag: <https://w3id.org/snaglist/ontology#>

DELETE WHERE { <SNAG-001-to-SNAG-002> snag:toIssue ?value } ;
DELETE DATA { <SNAG-001> snag:mayLeadTo <SNAG-002> }
