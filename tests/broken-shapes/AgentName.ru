# agent/a-gardener: it has a second name.
BASE <https://w3id.org/snaglist/id/>
PREFIX foaf: <http://xmlns.com/foaf/0.1/>

INSERT DATA { <agent/a-gardener> foaf:name "A. Gardener" }
