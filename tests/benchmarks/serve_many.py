"""Serve a catalogue of many quotes, search and pages only: ``serve_many.py FOLDER QUOTES PORT``.

The graph is left out, as reasoning over it is another benchmark; the index is kept in the folder.
"""

import sys
from pathlib import Path
from types import SimpleNamespace
from typing import cast

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.many import many

from snaglist.index.documents import labels
from snaglist.index.engine import open_index
from snaglist.settings import shipped_folder
from snaglist.snapshot.snapshot import Snapshot
from snaglist.sources.loader import load_catalogue
from snaglist.web.app import create_app
from snaglist.web.serving import bind, serve, warm_up


def main() -> None:
    """Serve the index that ``search.py`` has built."""
    folder, quotes, port = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    catalogue = many(load_catalogue(shipped_folder("catalog")), quotes)
    index = open_index(folder)
    known = SimpleNamespace(
        catalogue=catalogue,
        index=index,
        search=index.search,
        suggest=index.suggest,
        facet_labels=labels(catalogue),
        terms=(),
    )
    app = create_app(cast(Snapshot, known))
    warm_up(app)
    serve(app, bind("127.0.0.1", port), threads=16)


if __name__ == "__main__":
    main()
