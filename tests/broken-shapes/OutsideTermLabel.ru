# garden/G1: it has no label.
BASE <https://w3id.org/snaglist/id/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>

DELETE WHERE { <garden/G1> skos:prefLabel ?value }
