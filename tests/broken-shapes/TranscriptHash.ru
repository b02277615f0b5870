# I01-transcript: its hash has three digits.
BASE <https://w3id.org/snaglist/id/>
PREFIX spdx: <http://spdx.org/rdf/terms#>

DELETE { ?checksum spdx:checksumValue ?value }
INSERT { ?checksum spdx:checksumValue "abc" }
WHERE { <I01-transcript> spdx:checksum ?checksum . ?checksum spdx:checksumValue ?value }
