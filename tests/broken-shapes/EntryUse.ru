# FIX-001: it does not say when to use it.
BASE <https://w3id.org/snaglist/id/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>

DELETE WHERE { <FIX-001> skos:scopeNote ?value }
