# I01-D1: it is not named.
BASE <https://w3id.org/snaglist/id/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>

DELETE WHERE { <I01-D1> rdfs:label ?value }
