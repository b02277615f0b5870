# I01-Q001-position: its start is no whole number.
BASE <https://w3id.org/snaglist/id/>
PREFIX oa: <http://www.w3.org/ns/oa#>

DELETE { <I01-Q001-position> oa:start ?value }
INSERT { <I01-Q001-position> oa:start 97.0 }
WHERE { <I01-Q001-position> oa:start ?value }
