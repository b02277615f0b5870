"""The files of the index: the same every time, readable only, shared by threads."""

import hashlib
import os
import random
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from snaglist.index.build import build_index
from snaglist.index.engine import SearchEngine, open_index
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


def test_a_build_leaves_chance_alone(small: Catalogue, tmp_path: Path) -> None:
    random.seed(7)
    expected = random.Random(7).random()
    build_index(small, tmp_path / "index")
    assert random.random() == expected


def test_opening_and_searching_write_nothing(small: Catalogue, tmp_path: Path) -> None:
    build_index(small, tmp_path)
    before = hashes(tmp_path)
    for path in tmp_path.iterdir():
        path.chmod(0o444)
    tmp_path.chmod(0o555)
    try:
        with open_index(tmp_path) as index:
            assert index.search(Query(words="sensor")).total == 5
        assert hashes(tmp_path) == before
    finally:
        tmp_path.chmod(0o755)


def test_threads_find_what_one_finds(index: SearchEngine) -> None:
    words = ["sensor", "camera NOT data", "lib*", '"wrong way"', "data late", "NOT fog", "sensr"]
    queries = [Query(words=words[n % len(words)], page=n % 3 + 1, size=2) for n in range(50)]
    alone = [index.search(query) for query in queries]
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)
    try:
        with ThreadPoolExecutor(8) as pool:
            together = list(pool.map(lambda _: [index.search(q) for q in queries], range(8)))
    finally:
        sys.setswitchinterval(interval)
    assert together == [alone] * 8
