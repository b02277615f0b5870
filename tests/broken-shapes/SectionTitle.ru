# I01-opening: it has no title.
BASE <https://w3id.org/snaglist/id/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>

DELETE WHERE { <I01-opening> rdfs:label ?value }
