# SNAG-001-C1: a second entry makes the claim.
BASE <https://w3id.org/snaglist/id/>
PREFIX snag: <https://w3id.org/snaglist/ontology#>

INSERT DATA { <SNAG-002> snag:hasClaim <SNAG-001-C1> }
