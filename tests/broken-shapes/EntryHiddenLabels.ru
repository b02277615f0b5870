# SNAG-001: a hidden label is one of its other names.
BASE <https://w3id.org/snaglist/id/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>

INSERT DATA { <SNAG-001> skos:hiddenLabel "silent outage"@en }
