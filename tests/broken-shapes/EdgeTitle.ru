# edge/bees: it has no title.
BASE <https://w3id.org/snaglist/id/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>

DELETE WHERE { <edge/bees> skos:prefLabel ?value }
