# SNAG-001-to-SNAG-002: it is not said whether it is inferred.
BASE <https://w3id.org/snaglist/id/>
PREFIX snag: <https://w3id.org/snaglist/ontology#>

DELETE WHERE { <SNAG-001-to-SNAG-002> snag:concludedByEditors ?value }
