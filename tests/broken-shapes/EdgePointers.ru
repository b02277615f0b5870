# edge/moonlight: it points nowhere.
BASE <https://w3id.org/snaglist/id/>
PREFIX snag: <https://w3id.org/snaglist/ontology#>

DELETE WHERE { <edge/moonlight> snag:pointsTo ?item }
