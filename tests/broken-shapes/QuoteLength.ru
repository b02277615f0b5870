# I01-Q001: its words are shorter than its place.
BASE <https://w3id.org/snaglist/id/>
PREFIX oa: <http://www.w3.org/ns/oa#>

DELETE { <I01-Q001-words> oa:exact ?value }
INSERT { <I01-Q001-words> oa:exact "The thermometer died" }
WHERE { <I01-Q001-words> oa:exact ?value }
