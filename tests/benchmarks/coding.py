"""Measure coding in the browser with many interviews: ``coding.py 35 5000``.

Interviews of made-up words, and codings of two coders in each. CPU seconds of a page, beside those
of reading the one file of codings that it shows with PyYAML, which is what it cannot do without.
"""

import argparse
import random
import re
import sys
import tempfile
import time
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

import yaml

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.interviews import write_made_up
from common import ONTOLOGY, SAMPLE, TESTS, overlaid
from web.coding_desk import DAY, TWO, Coding, coding_app, hidden

from snaglist.build.quick_check import load_sources
from snaglist.coding.coder_file import HEAD, coding_line, free_id
from snaglist.sources.coding_forms import CodingForm
from snaglist.web.editing.editor import EXTENSION_KEY
from snaglist.web.serving import warm_up

TURNS = 300
"""Turns of an interview, with an empty line between each two."""

CODERS = ("ana", "ben")


def write_coded(catalog: Path, interviews: int, codings: int, turns: int = TURNS) -> list[str]:
    """Add interviews with so many codings in all; the ids of the interviews."""
    (catalog / "coders.yaml").write_text(TWO)
    names = []
    for number in range(1, interviews + 1):
        name, text = write_made_up(catalog, number, turns)
        names.append(name)
        share = codings * number // interviews - codings * (number - 1) // interviews
        for half, coder in enumerate(CODERS):
            _write_codings(catalog, name, text, coder, (share + half) // 2)
    return names


def _write_codings(catalog: Path, name: str, text: str, coder: str, count: int) -> None:
    chance = random.Random(f"{name} {coder}")
    spoken = [match.span() for match in re.finditer(r"(?<=: ).{30,}", text)]
    places: set[tuple[int, int]] = set()
    while len(places) < count:
        first, last = chance.choice(spoken)
        start = chance.randrange(first, last - 20)
        places.add((start, min(last, start + chance.randint(10, 200))))
    ids: set[str] = set()
    lines = []
    for start, end in sorted(places):
        ids.add(made := free_id((coder, name, start, end, text[start:end]), ids))
        coding = CodingForm(
            id=made,
            at=(start, end),
            exact=text[start:end],
            codes=chance.sample(["SNAG-001", "SNAG-002", "FIX-001"], chance.randint(1, 2)),
            on=DAY,
        )
        lines.append(f"  - {coding_line(coding)}\n")
    folder = catalog / "interviews" / name / "codings"
    folder.mkdir(exist_ok=True)
    digest = sha256(text.encode()).hexdigest()
    head = HEAD.format(interview=name, coder=coder, sha256=digest)
    (folder / f"{coder}.yaml").write_text(head + "".join(lines))


def seconds(work: Callable[[], object]) -> float:
    """CPU seconds of this process."""
    before = time.process_time()
    work()
    return time.process_time() - before


def main() -> None:
    """Print a line for each figure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("interviews", type=int, nargs="?", default=35)
    parser.add_argument("codings", type=int, nargs="?", default=5000)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        catalog = overlaid(Path(folder) / "catalog", TESTS / "no-overlay")
        names = write_coded(catalog, asked.interviews, asked.codings)
        known: Any = _Known(load_sources(SAMPLE, ONTOLOGY, lambda told: None).catalogue)
        app = coding_app(known, catalog)
        editor = app.extensions[EXTENSION_KEY].editor
        start = seconds(editor.counts) + seconds(lambda: warm_up(app))
        ana = Coding(app)
        page, file = f"/code/{names[0]}", catalog / f"interviews/{names[0]}/codings/ana.yaml"
        text = file.read_text()
        peer = min(seconds(lambda: yaml.safe_load(text)) for _ in range(5))

        def show(name: str, taken: float) -> None:
            print(f"{name}: {taken * 1000:.0f} ms CPU, {taken / peer:.1f} times PyYAML")

        show("PyYAML reads the coder's file of one interview", peer)
        show("what snag serve reads first", start)
        show("first page", seconds(lambda: ana.page(page)))
        show("the same page again", min(seconds(lambda: ana.page(page)) for _ in range(5)))
        show("the first page of another interview", seconds(lambda: ana.page(f"/code/{names[1]}")))
        show("the list", min(seconds(lambda: ana.page("/code")) for _ in range(5)))
        shown = hidden(ana.page(page))
        form = {"words": three_words(catalog, names[0]), "code": "SNAG-001"}
        show("saving", seconds(lambda: ana.post(page, shown, **form)))
        show("the page after it", seconds(lambda: ana.page(page)))
        show("the list after it", seconds(lambda: ana.page("/code")))


def three_words(catalog: Path, name: str) -> str:
    """The first words of a participant."""
    text = (catalog / "interviews" / name / "transcript.txt").read_text()
    found = re.search(r"(?<=Participant 1: )\S+ \S+ \S+", text)
    assert found
    return found[0]


class _Known:
    """What the pages of coding need of a snapshot: the catalogue."""

    terms = ()

    def __init__(self, catalogue: object) -> None:
        self.catalogue, self.facet_labels = catalogue, dict[str, object]()


if __name__ == "__main__":
    main()
