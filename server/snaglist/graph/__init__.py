"""The catalogue as RDF: building it, reasoning over it, checking it, writing it."""
