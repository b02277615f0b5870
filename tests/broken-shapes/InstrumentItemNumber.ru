# instrument/leaf-list/L2-2025: it has two numbers.
BASE <https://w3id.org/snaglist/id/>
PREFIX dcterms: <http://purl.org/dc/terms/>

INSERT DATA { <instrument/leaf-list/L2-2025> dcterms:identifier "L3:2025" }
