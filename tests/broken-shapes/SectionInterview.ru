# I02-opening: it belongs to no interview.
BASE <https://w3id.org/snaglist/id/>
PREFIX snag: <https://w3id.org/snaglist/ontology#>

DELETE WHERE { <I02-opening> snag:sectionOf ?value }
