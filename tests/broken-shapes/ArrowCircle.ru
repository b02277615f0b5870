# SNAG-001, SNAG-002: each leads to the other.
BASE <https://w3id.org/snaglist/id/>
PREFIX snag: <https://w3id.org/snaglist/ontology#>

INSERT DATA {
    <SNAG-002> snag:mayLeadTo <SNAG-001> .
    <SNAG-002-to-SNAG-001> a snag:CausalLink ;
        snag:fromIssue <SNAG-002> ;
        snag:toIssue <SNAG-001> ;
        snag:text "Who looks away finds out late."@en ;
        snag:concludedByEditors true .
}
