# FIX-001: it is retired for no reason.
BASE <https://w3id.org/snaglist/id/>
PREFIX snag: <https://w3id.org/snaglist/ontology#>

DELETE { <FIX-001> snag:hasStatus ?value }
INSERT { <FIX-001> snag:hasStatus snag:statusRetired }
WHERE { <FIX-001> snag:hasStatus ?value }
