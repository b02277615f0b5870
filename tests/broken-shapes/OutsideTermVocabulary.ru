# garden/G2: it belongs to no vocabulary.
BASE <https://w3id.org/snaglist/id/>
PREFIX snag: <https://w3id.org/snaglist/ontology#>

DELETE WHERE { <garden/G2> snag:termOf ?value }
