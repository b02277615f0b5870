# I01-Q001: nobody says it.
BASE <https://w3id.org/snaglist/id/>
PREFIX snag: <https://w3id.org/snaglist/ontology#>

DELETE WHERE { <I01-Q001> snag:spokenBy ?value }
