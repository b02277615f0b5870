# I01-Q001-words: it has no exact text.
BASE <https://w3id.org/snaglist/id/>
PREFIX oa: <http://www.w3.org/ns/oa#>

DELETE WHERE { <I01-Q001-words> oa:exact ?value }
