# instrument/leaf-list/L2-2025: it has no label.
BASE <https://w3id.org/snaglist/id/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>

DELETE WHERE { <instrument/leaf-list/L2-2025> rdfs:label ?value }
