# edge/bees: it says what goes wrong twice.
BASE <https://w3id.org/snaglist/id/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>

INSERT DATA { <edge/bees> skos:definition "They sting."@en }
