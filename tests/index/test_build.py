"""The files of the index: the same every time, readable only, shared by threads."""

import hashlib
import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from snaglist.index.build import build_index
from snaglist.index.engine import open_index
from snaglist.index.query import Query
from snaglist.model.catalogue import Catalogue

BUILD = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from conftest import make_catalogue
from snaglist.index.build import build_index
build_index(make_catalogue(), Path(sys.argv[2]))
"""


def hashes(folder: Path) -> dict[str, str]:
    return {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.iterdir())
    }


def test_same_catalogue_same_bytes(folder: Path, tmp_path: Path) -> None:
    here = Path(__file__).parent
    for seed in ("1", "2"):
        made = tmp_path / seed
        environment = os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)}
        subprocess.run(
            [sys.executable, "-c", BUILD, str(here), str(made)], env=environment, check=True
        )
        assert hashes(made) == hashes(folder)


def test_opening_and_searching_write_nothing(small: Catalogue, tmp_path: Path) -> None:
    build_index(small, tmp_path)
    before = hashes(tmp_path)
    for path in tmp_path.iterdir():
        path.chmod(0o444)
    tmp_path.chmod(0o555)
    try:
        with open_index(tmp_path) as index:
            assert index.search(Query(words="sensor")).total == 4
        assert hashes(tmp_path) == before
    finally:
        tmp_path.chmod(0o755)


def test_no_file_holds_a_pickle(folder: Path) -> None:
    paths = sorted(folder.iterdir())
    assert {path.suffix for path in paths} == {".npy", ".json"}
    for path in paths:
        if path.suffix == ".json":
            json.loads(path.read_text(encoding="utf-8"))
        else:
            assert np.load(path, allow_pickle=False).dtype.kind in "iuf"


def test_a_catalogue_with_nothing_in_it(small: Catalogue, tmp_path: Path) -> None:
    build_index(replace(small, interviews=(), issues=(), strategies=(), studies=()), tmp_path)
    with open_index(tmp_path) as index:
        for words in ("sensor", "s*", '"wrong way"', "title:sensor", "type:issue", "NOT fog", ""):
            for filters in ({}, {"type": ("issue",)}):
                found = index.search(Query(words=words, filters=filters))
                assert (found.total, found.hits) == (0, ())
        assert index.suggest("sensor", 5) == ()


def test_an_index_that_lacks_a_file_says_so(small: Catalogue, tmp_path: Path) -> None:
    build_index(small, tmp_path)
    (tmp_path / "stems.text.npy").unlink()
    with pytest.raises(OSError, match="stems"):
        open_index(tmp_path)


WORDS = (
    "sensor",
    "camera NOT data",
    "lib*",
    '"wrong way"',
    "data late",
    "NOT fog",
    "sensr",
    "quote:mount*",
    "speaker:engineer AND feed",
    'turn:"the model"',
)


def test_threads_find_what_one_finds(folder: Path) -> None:
    queries = [Query(words=WORDS[n % len(WORDS)], page=n % 3 + 1, size=2) for n in range(60)]
    with open_index(folder) as serial:
        alone = [serial.search(query) for query in queries]
    assert sum(len(found.hits) for found in alone) > len(queries)
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)
    try:
        # Fresh, so that the threads meet in everything that is remembered.
        with open_index(folder) as shared, ThreadPoolExecutor(8) as pool:
            ways = [[*range(n * 7, len(queries)), *range(n * 7)] for n in range(8)]
            together = list(pool.map(lambda way: [shared.search(queries[n]) for n in way], ways))
    finally:
        sys.setswitchinterval(interval)
    for way, found in zip(ways, together, strict=True):
        assert found == [alone[n] for n in way]
