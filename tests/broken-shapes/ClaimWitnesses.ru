# SNAG-001-C1: its one witness contradicts it.
BASE <https://w3id.org/snaglist/id/>
PREFIX snag: <https://w3id.org/snaglist/ontology#>

DELETE DATA {
    <SNAG-001-C1> snag:witnessedBy <I01-Q001> .
    <SNAG-001-C1-by-I01-Q001> snag:withStance snag:stanceSupports .
} ;
INSERT DATA {
    <SNAG-001-C1> snag:contradictedBy <I01-Q001> .
    <SNAG-001-C1-by-I01-Q001> snag:withStance snag:stanceContradicts .
}
