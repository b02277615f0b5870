# SNAG-001-to-SNAG-002: the direct link is missing.
BASE <https://w3id.org/snaglist/id/>
PREFIX snag: <https://w3id.org/snaglist/ontology#>

DELETE DATA { <SNAG-001> snag:leadsDirectlyTo <SNAG-002> }
