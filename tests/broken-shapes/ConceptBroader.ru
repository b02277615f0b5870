# category/completeness: it stands below two concepts.
BASE <https://w3id.org/snaglist/id/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>

INSERT DATA { <category/completeness> skos:broader <category/trust> }
