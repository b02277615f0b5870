# P001: it has no reference.
BASE <https://w3id.org/snaglist/id/>
PREFIX dcterms: <http://purl.org/dc/terms/>

DELETE WHERE { <P001> dcterms:bibliographicCitation ?value }
