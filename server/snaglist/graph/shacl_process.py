"""The shapes, checked in a process of its own while the build goes on.

``python -m snaglist.graph.shacl_process`` reads a pickled question from its standard input and
writes the findings to its standard output as JSON.
"""

import dataclasses
import gc
import json
import os
import pickle
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType

from rdflib import Graph

from snaglist.graph.namespaces import CatalogueNames, add_triples
from snaglist.schema.finding import Finding

WORTH_A_PROCESS = 20_000
"""Triples from which on starting a process, half a second, takes less time than it saves."""


class ShapeCheck:
    """The findings of ``check_shapes`` on a graph, looked for beside whatever goes on.

    Use it in a ``with``, whose end stops the process. A small graph is checked without one.
    """

    def __init__(
        self, data: Graph, folder: Path, places: Mapping[str, str], names: CatalogueNames
    ) -> None:
        self._asked = (data, folder, places, names)
        self._process: subprocess.Popen[bytes] | None = None
        if len(data) >= WORTH_A_PROCESS:
            self._start()

    def _start(self) -> None:
        data, folder, places, names = self._asked
        with tempfile.TemporaryFile() as question:
            pickle.dump((list(data), str(folder), dict(places), names.base), question)
            question.seek(0)
            self._process = subprocess.Popen(  # noqa: S603 (our own interpreter and module)
                [sys.executable, "-m", __name__],
                stdin=question,
                stdout=subprocess.PIPE,
                env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )

    def __enter__(self) -> "ShapeCheck":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._process:
            self._process.kill()
            self._process.wait()
            assert self._process.stdout is not None
            self._process.stdout.close()

    def findings(self) -> list[Finding]:
        """Wait for the findings; where the process came to grief, look for them here."""
        if self._process:
            output, _ = self._process.communicate()
            if self._process.returncode == 0:
                return [Finding(**found) for found in json.loads(output)]
        # pyshacl is half a second of imports.
        from snaglist.graph.shacl import check_shapes

        return check_shapes(*self._asked)


def main() -> None:
    """Answer one question of ``ShapeCheck``."""
    from snaglist.graph.shacl import check_shapes

    gc.disable()  # what there is stays until the end
    triples, folder, places, base = pickle.load(sys.stdin.buffer)  # noqa: S301 (from our own parent)
    data = add_triples(Graph(), triples)
    found = check_shapes(data, Path(folder), places, CatalogueNames(base))
    print(json.dumps([dataclasses.asdict(finding) for finding in found]))


if __name__ == "__main__":
    main()
