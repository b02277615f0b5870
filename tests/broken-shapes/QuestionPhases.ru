# SNAG-001-R1: it can be asked in no phase.
BASE <https://w3id.org/snaglist/id/>
PREFIX snag: <https://w3id.org/snaglist/ontology#>

DELETE WHERE { <SNAG-001-R1> snag:askedInPhase ?value }
