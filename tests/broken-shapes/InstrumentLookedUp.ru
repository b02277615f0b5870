# instrument/leaf-list: it was looked at on no day.
BASE <https://w3id.org/snaglist/id/>
PREFIX snag: <https://w3id.org/snaglist/ontology#>

DELETE WHERE { <instrument/leaf-list> snag:lookedUp ?day }
