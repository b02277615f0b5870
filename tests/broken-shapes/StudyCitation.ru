# sample-study: it has no citation.
BASE <https://w3id.org/snaglist/id/>
PREFIX dcterms: <http://purl.org/dc/terms/>

DELETE WHERE { <sample-study> dcterms:bibliographicCitation ?value }
