# FIX-001: its title has 71 characters.
BASE <https://w3id.org/snaglist/id/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>

DELETE { <FIX-001> skos:prefLabel ?value }
INSERT { <FIX-001> skos:prefLabel "Hang a bell on the dial, and one more bell beside it, in case one fall."@en }
WHERE { <FIX-001> skos:prefLabel ?value }
