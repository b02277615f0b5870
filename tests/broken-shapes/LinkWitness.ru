# SNAG-001-C9-by-nobody: it links to no quote.
BASE <https://w3id.org/snaglist/id/>
PREFIX snag: <https://w3id.org/snaglist/ontology#>

INSERT DATA {
    <SNAG-001-C1> snag:hasWitnessLink <SNAG-001-C9-by-nobody> .
    <SNAG-001-C9-by-nobody> a snag:WitnessLink ; snag:withStance snag:stanceSupports .
}
