# SNAG-001-to-SNAG-002: it is marked as told and has no quotes. The direct link is the told one, or ArrowDrawn fires.
BASE <https://w3id.org/snaglist/id/>
PREFIX snag: <https://w3id.org/snaglist/ontology#>

DELETE { <SNAG-001-to-SNAG-002> snag:concludedByEditors ?value }
INSERT { <SNAG-001-to-SNAG-002> snag:concludedByEditors false }
WHERE { <SNAG-001-to-SNAG-002> snag:concludedByEditors ?value } ;
DELETE DATA { <SNAG-001> snag:mayLeadTo <SNAG-002> } ;
INSERT DATA { <SNAG-001> snag:leadsDirectlyTo <SNAG-002> }
