# instrument/soil-act: it has no title.
BASE <https://w3id.org/snaglist/id/>
PREFIX dcterms: <http://purl.org/dc/terms/>

DELETE WHERE { <instrument/soil-act> dcterms:title ?value }
