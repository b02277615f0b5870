# I01-Q001-position: it starts at its end.
BASE <https://w3id.org/snaglist/id/>
PREFIX oa: <http://www.w3.org/ns/oa#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

DELETE { <I01-Q001-position> oa:start ?value }
INSERT { <I01-Q001-position> oa:start "148"^^xsd:integer }
WHERE { <I01-Q001-position> oa:start ?value }
