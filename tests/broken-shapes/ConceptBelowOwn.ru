# phase/operation: it stands below a category.
BASE <https://w3id.org/snaglist/id/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>

INSERT DATA { <phase/operation> skos:broader <category/data> }
