"""No word of an interview leaves that may not, in any byte of anything that is made of it."""

import gzip
import html
import json
import re
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from common import ONTOLOGY, TESTS, overlaid
from hypothesis import given
from hypothesis import strategies as st
from interviews.second_interview import QUOTES, SECRETS, TEXT, add_second_interview
from prebuilt import put_built
from reasoners import known_entailed
from runner import fine, snag

from snaglist.build.current import open_current
from snaglist.model.access import Access
from snaglist.model.masking import has_words, masked
from snaglist.snapshot.snapshot import Snapshot
from snaglist.snapshot.sparql_engine import open_engine
from snaglist.sources.loader import load_catalogue
from snaglist.web.app import create_app
from snaglist.web.static_site import write_site

ADDRESSES = [
    "/interviews/I02", "/interviews/I02.json", "/interviews/I02.ttl", "/interviews/I02.nt",
    "/interviews/I02.jsonld", "/interviews/I02.rdf", "/interviews/I02/quotes.json",
    "/interviews/I02/transcript.txt", "/interviews", "/interviews.json", "/gaps", "/gaps.json",
    "/about", "/about.json", "/search?q=frost", "/search.json?q=alarm",
    "/search?q=newspapers&type=turn", "/search.json?q=sky&type=turn", "/issues/SNAG-001",
    "/issues/SNAG-001.json", "/issues/SNAG-001.jsonld", "/id/I02-T002", "/id/I02-T003",
    "/evidence.json?rows=quotes", "/evidence.csv?rows=quotes", "/suggest.json?q=newspa",
    "/collection.json?id=I02-Q001&id=SNAG-001", "/collection.ttl?id=I02-Q001", "/id/I02.nt",
    "/compare.json?id=SNAG-001&id=FIX-002", "/cite/I02-Q001.json", "/search.csv?q=frost",
    "/interviews.ttl", "/changes.atom", "/issues-by-interview", "/co-occurrence.json",
]  # fmt: skip


@pytest.fixture(scope="module")
def catalog(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample with an interview of which the quotes alone may leave."""
    folder = overlaid(tmp_path_factory.mktemp("access") / "sample", TESTS / "no-overlay")
    set_access(add_second_interview(folder), "access: quotes-only\nagreed: {to: [quotes]}\n")
    return folder


def set_access(folder: Path, lines: str) -> None:
    with (folder / "interview.yaml").open("a", encoding="utf-8") as file:
        file.write(lines)


@pytest.fixture(scope="module")
def built(
    catalog: Path, sample_knowledge: Snapshot, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Snapshot]:
    reason = known_entailed(sample_knowledge)
    data = tmp_path_factory.mktemp("data")
    known = open_current(data, catalog, ONTOLOGY, lambda message: None, reason)
    yield known
    known.close()


WORD = r"[^\W_]+(?:['’][^\W_]+)*"


def runs_outside(text: str, quotes: Iterable[str]) -> set[str]:
    """Each eight words in a row of a transcript that are not all in quotes of it."""
    places = [(text.index(words), text.index(words) + len(words)) for words in quotes]
    words = list(re.finditer(WORD, text))
    quoted = [any(start <= w.start() and w.end() <= end for start, end in places) for w in words]
    return {
        " ".join(word[0].casefold() for word in words[at : at + 8])
        for at in range(len(words) - 7)
        if not all(quoted[at : at + 8])
    }


SECRET_RUNS = runs_outside(TEXT, QUOTES)


def leaks(
    content: bytes, secrets: Iterable[str] = SECRETS, runs: Iterable[str] = SECRET_RUNS
) -> set[str]:
    """Secret words, and runs of eight words, of the transcript outside its quotes."""
    found = {word for word in secrets if word.encode("utf-16-le") in content}
    for form in unpacked(content):
        text = form.decode("utf-8", errors="replace")
        found |= {word for word in secrets if word in text.casefold()}
        plain = html.unescape(text).replace("\\n", " ").replace("%20", " ")
        words = f" {' '.join(re.findall(WORD, plain.casefold()))} "
        found |= {run for run in runs if f" {run} " in words}
    return found


def unpacked(content: bytes) -> Iterator[bytes]:
    yield content
    if content[:2] == b"\x1f\x8b":
        yield gzip.decompress(content)
    else:
        try:
            yield zlib.decompress(content)
        except zlib.error:
            return


def test_the_test_sees_a_leak() -> None:
    first = TEXT.split("\n")[1]
    assert leaks(TEXT.encode()) >= set(SECRETS)
    assert leaks(gzip.compress(b"x zorblatt y")) == {"zorblatt"}
    assert len(leaks(json.dumps(first).encode())) > 5
    assert not any(leaks(words.encode()) for words in QUOTES)


def files_of(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def test_no_file_of_a_snapshot_has_more(built: Snapshot) -> None:
    paths = files_of(built.folder)
    assert len(paths) > 30
    assert {path.name: leaks(path.read_bytes()) for path in paths if leaks(path.read_bytes())} == {}
    # What may leave is there.
    dumps = b"".join(path.read_bytes() for path in (built.folder / "dumps").glob("*.nq"))
    assert QUOTES[0].encode() in dumps


def test_no_page_and_no_data_have_more(built: Snapshot) -> None:
    client = create_app(built).test_client()
    for address in ADDRESSES:
        answer = client.get(address, follow_redirects=True)
        assert answer.status_code == 200, address
        assert leaks(answer.data) == set(), address
    page = client.get("/interviews/I02").text
    assert QUOTES[1] in page
    assert "Only the quotes of this interview may be read." in page
    text = client.get("/interviews/I02/transcript.txt").text
    assert len(text) == len(TEXT)
    start = TEXT.index(QUOTES[2])
    assert text[start : start + len(QUOTES[2])] == QUOTES[2]
    told = json.loads(client.get("/interviews/I02.json").data)
    assert told["access"] == "quotes-only"
    assert told["agreed"] == {"to": ["quotes"], "on": None, "until": None}


def test_no_answer_to_a_query_has_more(built: Snapshot) -> None:
    engine = open_engine(built)
    client = create_app(built, engine).test_client()
    query = "SELECT DISTINCT ?o { GRAPH ?g { ?s ?p ?o FILTER isLiteral(?o) } }"
    for form in ("text/csv", "application/sparql-results+json"):
        answer = client.get("/sparql", query_string={"query": query}, headers={"Accept": form})
        assert answer.status_code == 200
        assert QUOTES[0] in answer.text
        assert leaks(answer.data) == set(), form
    engine.close()


@pytest.mark.thorough
def test_no_file_of_a_static_site_has_more(built: Snapshot, tmp_path: Path) -> None:
    write_site(create_app(built), tmp_path / "site", dumps=True)
    paths = files_of(tmp_path / "site")
    assert any(QUOTES[0].encode() in path.read_bytes() for path in paths)
    assert {path.name: leaks(path.read_bytes()) for path in paths if leaks(path.read_bytes())} == {}


@pytest.mark.thorough
def test_no_command_prints_more(catalog: Path, built: Snapshot, tmp_path: Path) -> None:
    put_built(built, tmp_path / "data", catalog)
    here: dict[str, Any] = {
        "SNAGLIST_CATALOG": str(catalog),
        "SNAGLIST_DATA": str(tmp_path / "data"),
    }
    for words in (
        ("show", "I02", "--json"), ("show", "I02-T002"), ("show", "I02-Q002", "--json"),
        ("search", "newspapers"), ("search", "alarm", "--json", "--type", "turn"),
        ("query", "SELECT * { GRAPH ?g { ?s ?p ?o } }"), ("export", "--format", "csv"),
        ("export",), ("stats", "--json"),
    ):  # fmt: skip
        assert leaks(fine(*words, **here).encode()) == set(), words
    # A word that may not leave leads to nothing, as one that nobody said does.
    for word in SECRETS:
        found = json.loads(fine("search", word, "--exact", "--json", **here))
        assert found["total"] == 0


def test_withheld_has_no_word_at_all(sample: Path) -> None:
    set_access(add_second_interview(sample), "access: withheld\nagreed: {to: []}\n")
    (interview,) = (each for each in load_catalogue(sample).interviews if each.id == "I02")
    assert not has_words(interview.transcript)
    assert len(interview.transcript) == len(TEXT)
    assert [quote.id for quote in interview.quotes] == ["I02-Q001", "I02-Q002", "I02-Q003"]
    for quote in interview.quotes:
        selector = quote.selector
        assert not has_words(selector.exact + selector.prefix + selector.suffix)
        assert len(selector.exact) == selector.end - selector.start
    told = repr(interview)
    assert not [
        word for words in QUOTES for word in words.split() if len(word) > 6 and word in told
    ]


@pytest.mark.parametrize("access", ["quotes-only", "withheld", "open"])
def test_words_that_may_not_leave_may_not_be_written_elsewhere(sample: Path, access: str) -> None:
    folder = add_second_interview(sample)
    set_access(folder, f"access: {access}\n")
    (issue,) = sample.glob("issues/SNAG-002*")
    secret = "They said: in the WHAT about frost and who looked at the zorblatt leaves."
    with issue.open("a", encoding="utf-8") as file:
        file.write(f"One line.\n{secret} {QUOTES[1]}.\n")
    path = folder / "quotes.yaml"
    gloss = "when the sky is clear and hums fernaklotz interviewer1 did anybody come"
    path.write_text(path.read_text().replace("coder: Nobody", f"gloss: {gloss}\n    coder: N", 1))
    done = snag("check", "--quick", "--catalog", sample)
    assert done.code == (access != "open")
    found = re.findall(r"(\S+):(\d+): here are words of I02 that may not leave", done.err)
    if access != "open":
        line = len(issue.read_text().split("\n")) - 1
        assert (f"sample/issues/{issue.name}", str(line)) in found
        assert "sample/interviews/I02/quotes.yaml" in {name for name, _ in found}
        assert len(found) == 2


def test_open_is_what_it_was(sample: Path) -> None:
    first = load_catalogue(sample).interviews[0]
    assert first.access is Access.OPEN
    assert first.transcript == (sample / "interviews/I01/transcript.txt").read_text()


@given(st.text(alphabet="ab \n…é", max_size=40), st.lists(st.integers(0, 40), max_size=6))
def test_masking_keeps_places_and_nothing_else(text: str, edges: list[int]) -> None:
    edges = sorted(min(edge, len(text)) for edge in edges)
    kept = list(zip(edges[::2], edges[1::2], strict=False))
    found = masked(text, kept)
    assert len(found) == len(text)
    for at, (letter, left) in enumerate(zip(text, found, strict=True)):
        if letter == "\n" or any(start <= at < end for start, end in kept):
            assert left == letter
        else:
            assert left in " …"


def test_a_server_says_what_was_withdrawn(
    sample: Path, sample_knowledge: Snapshot, tmp_path: Path
) -> None:
    add_second_interview(sample)
    fine("interview", "withdraw", "I02", "--catalog", sample, "--today", "2026-12-01")
    reason = known_entailed(sample_knowledge)
    known = open_current(tmp_path / "data", sample, ONTOLOGY, lambda message: None, reason)
    client = create_app(known).test_client()
    for address in (
        "/interviews/I02",
        "/interviews/i02.json",
        "/id/I02-Q001",
        "/I02",
        "/id/FIX-002",
    ):
        answer = client.get(address, follow_redirects=True)
        assert answer.status_code == 410, address
        assert "was withdrawn on 2026-12-01" in answer.text
    for path in files_of(known.folder):
        assert leaks(path.read_bytes()) == set(), path
        assert QUOTES[0].encode() not in path.read_bytes(), path
    known.close()
