# P001: nobody made it.
BASE <https://w3id.org/snaglist/id/>
PREFIX dc: <http://purl.org/dc/elements/1.1/>

DELETE WHERE { <P001> dc:creator ?value }
