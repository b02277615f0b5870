# I01-Q001: nobody picked it out.
BASE <https://w3id.org/snaglist/id/>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX oa: <http://www.w3.org/ns/oa#>

DELETE { ?annotation dcterms:creator ?value }
WHERE { ?annotation oa:hasTarget <I01-Q001> ; dcterms:creator ?value }
