# garden: it does not say in which version it was looked up.
BASE <https://w3id.org/snaglist/id/>
PREFIX owl: <http://www.w3.org/2002/07/owl#>

DELETE WHERE { <garden> owl:versionInfo ?value }
