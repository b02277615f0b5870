# SNAG-001-C1-by-I01-Q001: it has two notes.
BASE <https://w3id.org/snaglist/id/>
PREFIX snag: <https://w3id.org/snaglist/ontology#>

INSERT DATA { <SNAG-001-C1-by-I01-Q001> snag:witnessNote "A week."@en , "Seven days."@en }
