# FIX-001: it is defined twice.
BASE <https://w3id.org/snaglist/id/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>

INSERT DATA { <FIX-001> skos:definition "Let somebody ring."@en }
