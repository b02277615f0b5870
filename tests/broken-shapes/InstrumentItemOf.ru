# instrument/soil-act/Art.-4-1: it is an item of nothing.
BASE <https://w3id.org/snaglist/id/>
PREFIX snag: <https://w3id.org/snaglist/ontology#>

DELETE WHERE { <instrument/soil-act/Art.-4-1> snag:itemOf ?instrument }
