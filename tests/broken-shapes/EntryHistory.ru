# FIX-001: it has no history.
BASE <https://w3id.org/snaglist/id/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>

DELETE WHERE { <FIX-001> skos:changeNote ?value }
