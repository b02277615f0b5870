# FIX-001: its only claim is gone, and the link to its witness.
BASE <https://w3id.org/snaglist/id/>

DELETE WHERE { <FIX-001-C1> ?predicate ?value } ;
DELETE WHERE { <FIX-001-C1-by-I01-Q003> ?predicate ?value } ;
DELETE WHERE { ?thing ?predicate <FIX-001-C1> }
