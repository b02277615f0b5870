# I01-neighbour: it has no label.
BASE <https://w3id.org/snaglist/id/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>

DELETE WHERE { <I01-neighbour> rdfs:label ?value }
