# P001: what it has is no finding.
BASE <https://w3id.org/snaglist/id/>
PREFIX snag: <https://w3id.org/snaglist/ontology#>

INSERT DATA { <P001> snag:hasFinding <I01-Q001> }
