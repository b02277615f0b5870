# What the sample lacks and a rule needs, to be broken by the files beside this one.
BASE <https://w3id.org/snaglist/id/>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX snag: <https://w3id.org/snaglist/ontology#>
PREFIX spdx: <http://spdx.org/rdf/terms#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

INSERT DATA {
    # A second interview, and in the first a second participant.
    <I02> a snag:Interview ;
        dcterms:identifier "I02" ;
        dcterms:title "A gardener on a hose"@en ;
        snag:consentNote "Nobody was asked, nobody was there."@en ;
        snag:fromDomain <domain/gardening> ;
        snag:partOfStudy <sample-study> .
    <I02-transcript> a snag:Transcript ;
        spdx:checksum <I02-transcript-checksum> ;
        snag:transcriptOf <I02> .
    <I02-transcript-checksum> a spdx:Checksum ;
        spdx:checksumValue "0000000000000000000000000000000000000000000000000000000000000000"^^xsd:hexBinary .
    <I02-opening> a snag:Section ; rdfs:label "Opening question"@en ; snag:sectionOf <I02> .
    <I02-interviewee> a snag:Participant ; rdfs:label "gardener"@en ; snag:takesPartIn <I02> .
    <I01-neighbour> a snag:Participant ; rdfs:label "neighbour"@en ; snag:takesPartIn <I01> .

    # A topic declined.
    <I01-D1> a snag:DeclinedTopic ; rdfs:label "Frost"@en ; snag:witnessedBy <I01-Q004> .

    # A detection.
    <SNAG-001> snag:hasClaim <SNAG-001-C4> .
    <SNAG-001-C4> a snag:Detection ;
        snag:text "The bell tells."@en ;
        snag:hasWitnessLink <SNAG-001-C4-by-I01-Q003> ;
        snag:usesStrategy <FIX-001> ;
        snag:witnessedBy <I01-Q003> .
    <SNAG-001-C4-by-I01-Q003> a snag:WitnessLink ;
        snag:witness <I01-Q003> ;
        snag:withStance snag:stanceSupports .
}
