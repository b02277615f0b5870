# I02: its transcript is of no interview.
BASE <https://w3id.org/snaglist/id/>
PREFIX snag: <https://w3id.org/snaglist/ontology#>

DELETE WHERE { <I02-transcript> snag:transcriptOf ?value }
