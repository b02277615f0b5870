# SNAG-001-C1-by-I01-Q001: a second claim has it. That claim has to have the plain property too, or WitnessPlain fires.
BASE <https://w3id.org/snaglist/id/>
PREFIX snag: <https://w3id.org/snaglist/ontology#>

INSERT DATA {
    <SNAG-001-C2> snag:hasWitnessLink <SNAG-001-C1-by-I01-Q001> ; snag:witnessedBy <I01-Q001> .
}
