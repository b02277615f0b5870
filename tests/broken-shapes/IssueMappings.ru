# SNAG-001: it is not mapped.
BASE <https://w3id.org/snaglist/id/>
PREFIX snag: <https://w3id.org/snaglist/ontology#>

DELETE WHERE { <SNAG-001> snag:hasMapping ?value }
