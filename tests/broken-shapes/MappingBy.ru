# SNAG-001-M1: nobody made it.
BASE <https://w3id.org/snaglist/id/>
PREFIX dcterms: <http://purl.org/dc/terms/>

DELETE WHERE { <SNAG-001-M1> dcterms:creator ?value }
