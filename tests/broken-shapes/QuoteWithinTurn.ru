# I01-Q002: it ends one code point after its turn.
BASE <https://w3id.org/snaglist/id/>
PREFIX oa: <http://www.w3.org/ns/oa#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

DELETE { <I01-Q002-position> oa:start ?start ; oa:end ?end }
INSERT {
    <I01-Q002-position> oa:start "152"^^xsd:integer ; oa:end "186"^^xsd:integer
}
WHERE { <I01-Q002-position> oa:start ?start ; oa:end ?end }
