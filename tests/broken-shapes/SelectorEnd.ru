# I01-Q001-position: it has no end.
BASE <https://w3id.org/snaglist/id/>
PREFIX oa: <http://www.w3.org/ns/oa#>

DELETE WHERE { <I01-Q001-position> oa:end ?value }
