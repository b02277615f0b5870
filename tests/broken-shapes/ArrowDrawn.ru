# SNAG-001-to-SNAG-002: it is inferred, and the direct link says it was told.
BASE <https://w3id.org/snaglist/id/>
PREFIX snag: <https://w3id.org/snaglist/ontology#>

DELETE DATA { <SNAG-001> snag:mayLeadTo <SNAG-002> } ;
INSERT DATA { <SNAG-001> snag:leadsDirectlyTo <SNAG-002> }
