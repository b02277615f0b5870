# SNAG-001-M1: its relation is none of a mapping.
BASE <https://w3id.org/snaglist/id/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX snag: <https://w3id.org/snaglist/ontology#>

DELETE { <SNAG-001-M1> snag:mappingRelation ?value }
INSERT { <SNAG-001-M1> snag:mappingRelation skos:broader }
WHERE { <SNAG-001-M1> snag:mappingRelation ?value }
