"""Comunica and sparqljs take the published example queries as they stand.

They are installed with ``npm ci`` in this folder, as ``.ci/run`` does.
"""

import json
import shutil
import subprocess
from pathlib import Path

import pytest
from servers import snag_serve

from snaglist.snapshot.snapshot import Snapshot
from snaglist.snapshot.sparql_engine import open_store
from snaglist.sparql.request import Limits, Request

HERE = Path(__file__).parent


@pytest.mark.thorough
def test_they_ask_the_example_queries(shipped: Snapshot) -> None:
    node = shutil.which("node")
    if node is None or not (HERE / "node_modules").is_dir():
        pytest.skip("the clients are not installed: run npm ci in tests/clients")
    data = str(shipped.folder.parents[1])
    with snag_serve(SNAGLIST_DATA=data) as port:
        base = f"http://127.0.0.1:{port}"
        done = subprocess.run(
            [node, "examples.mjs", f"{base}/sparql", f"{base}/data.ttl"],
            cwd=HERE,
            capture_output=True,
            text=True,
            timeout=300,
        )
    assert done.returncode == 0, done.stderr
    store = open_store(shipped)
    expected = {}
    for example in shipped.facts.examples:
        answer = store.answer(Request(query=example.query), Limits())
        expected[example.name] = len(json.loads(answer.content)["results"]["bindings"])
    assert json.loads(done.stdout) == expected
