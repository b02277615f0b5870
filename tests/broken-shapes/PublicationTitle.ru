# P001: it has no title.
BASE <https://w3id.org/snaglist/id/>
PREFIX dcterms: <http://purl.org/dc/terms/>

DELETE WHERE { <P001> dcterms:title ?value }
