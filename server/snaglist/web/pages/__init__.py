"""The pages, a module for each: its routes, what it says, and the JSON of it.

Where a new bit of a page goes: find the page's address in ``docs/web.md`` and the module here that
has its route. Add a key to the page's ``TypedDict`` and its value to the function that returns it
(both are then in the JSON, and mypy holds one against the other), show it in the template that the
route names, and add the key to ``docs/web.md``. What a second page shows as well moves to
``snaglist.web.components``; a page imports no other, but for the parts that ``search`` and
``gaps`` are cut into.

| module | pages |
|---|---|
| ``home`` | the start page |
| ``sitemap`` | ``/sitemap.xml``, ``/robots.txt`` |
| ``entries`` | issues and strategies: lists, and each entry |
| ``topics`` | categories, phases, sources, systems and whatever else entries are sorted by |
| ``interviews`` | the list, the reader, quotes and transcript |
| ``search``, with ``search_hits``, ``search_downloads``, ``search_help`` | the search |
| ``evidence_table``, with ``evidence_downloads`` | one table of all that there is, and its files |
| ``about`` | how the catalogue is made, and what its words mean; short addresses |
| ``agreement``, ``occurrence``, ``suggested_passages`` | for who codes and counts |
| ``maps`` | the map of chains, the matrix of categories and phases |
| ``gaps`` with ``gap_words``, ``edges``, ``guide``, ``questions`` | one page each |
| ``changes``, ``ontology`` | one page each |
| ``data`` | dumps, their description, the JSON-LD context |
| ``sparql`` | the endpoint and its page |
| ``readiness`` | ``/healthz`` and ``/readyz``, for whoever watches the server |

Things as RDF, their lasting names and their citations are in ``snaglist.web.linked_data``.
"""
