# SNAG-001: its kind is one of another category.
BASE <https://w3id.org/snaglist/id/>
PREFIX snag: <https://w3id.org/snaglist/ontology#>

DELETE { <SNAG-001> snag:hasCategory ?value }
INSERT { <SNAG-001> snag:hasCategory <category/trust> }
WHERE { <SNAG-001> snag:hasCategory ?value }
