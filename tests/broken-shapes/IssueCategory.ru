# SNAG-001: its kind is a category.
BASE <https://w3id.org/snaglist/id/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX snag: <https://w3id.org/snaglist/ontology#>

INSERT { ?kind skos:topConceptOf <category> } WHERE { <SNAG-001> snag:hasKind ?kind }
