# SNAG-001: it asks only one question.
BASE <https://w3id.org/snaglist/id/>
PREFIX snag: <https://w3id.org/snaglist/ontology#>

DELETE DATA { <SNAG-001> snag:asks <SNAG-001-R1> }
