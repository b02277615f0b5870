# FIX-001: its only claim is gone.
BASE <https://w3id.org/snaglist/id/>

DELETE WHERE { <FIX-001-C1> ?predicate ?value } ;
DELETE WHERE { ?thing ?predicate <FIX-001-C1> }
