# P001-F1: it has no kind of evidence.
BASE <https://w3id.org/snaglist/id/>
PREFIX snag: <https://w3id.org/snaglist/ontology#>

DELETE WHERE { <P001-F1> snag:hasEvidenceKind ?value }
