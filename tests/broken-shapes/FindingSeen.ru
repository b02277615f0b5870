# P001-F1: its source was seen in a way that there is not.
BASE <https://w3id.org/snaglist/id/>
PREFIX snag: <https://w3id.org/snaglist/ontology#>

DELETE WHERE { <P001-F1> snag:sourceSeen ?value } ;
INSERT DATA { <P001-F1> snag:sourceSeen "hearsay" }
