# instrument/soil-act: nobody knows which version it was.
BASE <https://w3id.org/snaglist/id/>
PREFIX owl: <http://www.w3.org/2002/07/owl#>

DELETE WHERE { <instrument/soil-act> owl:versionInfo ?value }
