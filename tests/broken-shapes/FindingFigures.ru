# P001-F1: what it has is no figure.
BASE <https://w3id.org/snaglist/id/>
PREFIX snag: <https://w3id.org/snaglist/ontology#>

INSERT DATA { <P001-F1> snag:hasFigure <I01-Q001> }
