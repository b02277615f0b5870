# SNAG-001-C1, SNAG-001-C2: one has a contradicting witness as if it said so, one a quote without a link.
BASE <https://w3id.org/snaglist/id/>
PREFIX snag: <https://w3id.org/snaglist/ontology#>

DELETE DATA { <SNAG-001-C1-by-I01-Q001> snag:withStance snag:stanceSupports } ;
INSERT DATA {
    <SNAG-001-C1-by-I01-Q001> snag:withStance snag:stanceContradicts .
    <SNAG-001-C2> snag:witnessedBy <I01-Q004> .
}
