# SNAG-001: it is not in the class of its kind.
BASE <https://w3id.org/snaglist/id/>
PREFIX snag: <https://w3id.org/snaglist/ontology#>

DELETE DATA { <SNAG-001> a snag:CompletenessIssue }
