# I01-Q001: it answers two turns.
BASE <https://w3id.org/snaglist/id/>
PREFIX snag: <https://w3id.org/snaglist/ontology#>

INSERT DATA { <I01-Q001> snag:promptedBy <I01-T003> }
