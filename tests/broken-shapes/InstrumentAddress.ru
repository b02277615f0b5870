# instrument/leaf-list: it is in two places.
BASE <https://w3id.org/snaglist/id/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>

INSERT DATA { <instrument/leaf-list> rdfs:seeAlso <https://example.org/leaves> }
