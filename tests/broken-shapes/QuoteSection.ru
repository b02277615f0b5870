# I01-Q001: it stands in no section.
BASE <https://w3id.org/snaglist/id/>
PREFIX snag: <https://w3id.org/snaglist/ontology#>

DELETE WHERE { <I01-Q001> snag:inSection ?value }
