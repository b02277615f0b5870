# edge/moonlight: a strategy is near it.
BASE <https://w3id.org/snaglist/id/>
PREFIX snag: <https://w3id.org/snaglist/ontology#>

INSERT DATA { <edge/moonlight> snag:nearIssue <FIX-001> }
