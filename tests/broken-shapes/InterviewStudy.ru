# I01: it belongs to no study.
BASE <https://w3id.org/snaglist/id/>
PREFIX snag: <https://w3id.org/snaglist/ontology#>

DELETE WHERE { <I01> snag:partOfStudy ?value }
