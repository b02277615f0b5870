"""Measure ``snag check`` and ``/gaps`` with many interviews: ``interviews.py 35``.

The shipped catalogue, and beside its interview others of made-up words: 160 turns each, about what
the transcripts of the published study have. Times are CPU seconds of the process and its children.
"""

import argparse
import os
import resource
import shutil
import subprocess
import sys
import tempfile
from hashlib import sha256
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.many import Words
from common import ONTOLOGY

from snaglist.build.quick_check import load_sources
from snaglist.settings import shipped_folder

TURNS, LONGEST = 160, 70
"""Turns of an interview, and the most words of one."""

METADATA = """\
id: {id}
title: Made up
study: cote-2023
date: "2026"
participants: [{{speaker: participant-1, person: made-up, role: participant}}]
domains: [company]
speakers:
  - {{id: interviewer-1, role: interviewer, label: Interviewer 1, labels: [Interviewer 1]}}
  - {{id: participant-1, role: participant, label: Participant 1, labels: [Participant 1]}}
sections: [{{id: interview, title: Interview, line: 1}}]
licence: Made up.
consent: Made up.
transcription: Made up.
"""


def write_many(folder: Path, interviews: int) -> Path:
    """The shipped catalogue in a new folder, with this many interviews in all."""
    shutil.copytree(shipped_folder("catalog"), folder)
    for number in range(1, interviews):
        write_made_up(folder, number)
    return folder


def write_made_up(catalog: Path, number: int, turns: int = TURNS) -> tuple[str, str]:
    """An interview of made-up words in a catalogue; its id and its transcript."""
    words, name = Words(5_000, seed=number), f"I{100 + number}"
    said = (
        f"{('Interviewer', 'Participant')[turn % 2]} 1: "
        + " ".join(words.one() for _ in range(words.random.randint(3, LONGEST)))
        for turn in range(turns)
    )
    text = "\n\n".join(said) + "\n"
    place = catalog / "interviews" / name
    place.mkdir()
    (place / "transcript.txt").write_text(text)
    (place / "interview.yaml").write_text(METADATA.format(id=name))
    digest = sha256(text.encode()).hexdigest()
    (place / "quotes.yaml").write_text(f"interview: {name}\ntranscript_sha256: {digest}\nquotes:\n")
    return name, text


def cpu_seconds(*words: str) -> float:
    """What ``snag`` with these words takes, children included."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    subprocess.run([sys.executable, "-m", "snaglist", *words], check=True, env=environment)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def page_bytes(catalog: Path) -> int:
    """How long the page of gaps is; it needs nothing of a snapshot but the catalogue."""
    from types import SimpleNamespace

    from snaglist.web.app import create_app

    catalogue = load_sources(catalog, ONTOLOGY, lambda told: None).catalogue
    known = SimpleNamespace(catalogue=catalogue, facet_labels={}, terms=())
    client = create_app(known).test_client()  # type: ignore[arg-type]
    return len(client.get("/gaps").data)


def main() -> None:
    """Print a line for each figure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("interviews", type=int, nargs="?", default=35)
    parser.add_argument("--whole", action="store_true", help="Also the check with the reasoner.")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        catalog = write_many(Path(folder) / "catalog", asked.interviews)
        settings = ("--catalog", str(catalog), "--data", f"{folder}/data")
        print(f"check --quick: {cpu_seconds('check', '--quick', *settings):.2f} s CPU")
        print(f"/gaps: {page_bytes(catalog) / 1000:.0f} kB")
        if asked.whole:
            print(f"check: {cpu_seconds('check', *settings):.1f} s CPU")


if __name__ == "__main__":
    main()
