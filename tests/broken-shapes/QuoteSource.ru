# I01-Q001: it is from no transcript.
BASE <https://w3id.org/snaglist/id/>
PREFIX oa: <http://www.w3.org/ns/oa#>

DELETE WHERE { <I01-Q001> oa:hasSource ?value }
