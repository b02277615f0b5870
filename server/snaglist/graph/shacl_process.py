"""The shapes, checked in a process of its own while the build goes on.

``python -m snaglist.graph.shacl_process FILE`` reads a pickled question from FILE, what the
reasoner adds from its standard input, and writes the findings to its standard output as JSON.
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
from contextlib import suppress
from pathlib import Path
from types import TracebackType

from rdflib import Graph

from snaglist.graph.namespaces import CatalogueNames, add_triples, new_graph
from snaglist.graph.serialize import merge_graphs
from snaglist.schema.finding import Finding

WORTH_A_PROCESS = 20_000
"""Triples from which on starting a process, half a second, takes less time than it saves."""


class ShapeCheck:
    """The findings of ``check_shapes`` on a graph, looked for beside whatever goes on.

    Use it in a ``with``, whose end stops the process: ``begin`` with what is asserted, ``check``
    with what the reasoner adds to it, wait for ``findings``. A small graph is checked without a
    process.
    """

    def __init__(self, folder: Path, places: Mapping[str, str], names: CatalogueNames) -> None:
        self._folder, self._places, self._names = folder, places, names
        self._asserted = self._inferred = new_graph()
        self._process: subprocess.Popen[bytes] | None = None

    def begin(self, asserted: Graph) -> None:
        """Start the process, which imports what it needs, and reads what is asserted."""
        self._asserted = asserted
        if len(asserted) < WORTH_A_PROCESS:
            return
        self._question = tempfile.TemporaryDirectory(prefix="snaglist-")
        path = Path(self._question.name) / "asserted"
        asked = (list(asserted), str(self._folder), dict(self._places), self._names.base)
        path.write_bytes(pickle.dumps(asked))
        self._process = subprocess.Popen(  # noqa: S603 (our own interpreter and module)
            [sys.executable, "-m", __name__, str(path)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )

    def check(self, inferred: Graph) -> None:
        """Have the process check what was asserted together with this."""
        self._inferred = inferred
        if self._process and self._process.stdin:
            with suppress(OSError):  # it has ended; ``findings`` does its work
                pickle.dump(list(inferred), self._process.stdin)
                self._process.stdin.flush()

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
            for pipe in filter(None, (self._process.stdin, self._process.stdout)):
                with suppress(OSError):  # what it did not read
                    pipe.close()
            self._question.cleanup()

    def findings(self) -> list[Finding]:
        """Wait for the findings; where the process came to grief, look for them here."""
        if self._process:
            output, _ = self._process.communicate()
            if self._process.returncode == 0:
                return [Finding(**found) for found in json.loads(output)]
        # pyshacl is half a second of imports.
        from snaglist.graph.shacl import check_shapes

        data = merge_graphs((self._asserted, self._inferred))
        return check_shapes(data, self._folder, self._places, self._names)


def main() -> None:
    """Answer one question of ``ShapeCheck``."""
    from snaglist.graph.shacl import check_shapes

    gc.disable()  # what there is stays until the end
    asked = Path(sys.argv[1]).read_bytes()
    triples, folder, places, base = pickle.loads(asked)  # noqa: S301 (from our own parent)
    data = add_triples(Graph(), triples)
    add_triples(data, pickle.load(sys.stdin.buffer))  # noqa: S301 (likewise)
    found = check_shapes(data, Path(folder), places, CatalogueNames(base))
    print(json.dumps([dataclasses.asdict(finding) for finding in found]))


if __name__ == "__main__":
    main()
