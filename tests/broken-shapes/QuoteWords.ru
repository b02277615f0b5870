# I01-Q001: it has no selector by words.
BASE <https://w3id.org/snaglist/id/>
PREFIX oa: <http://www.w3.org/ns/oa#>

DELETE DATA { <I01-Q001> oa:hasSelector <I01-Q001-words> }
