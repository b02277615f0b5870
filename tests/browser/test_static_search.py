"""The search of the site as files finds what the server's does, or says that it cannot."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from benchmarks.evaluation import read_judged
from common import THOROUGH
from playwright.sync_api import Browser

import snaglist.web
from snaglist.index.analysis import stem_of_word, words
from snaglist.index.documents import documents
from snaglist.index.parser import parse, ranked_terms
from snaglist.index.query import DocumentType, Query
from snaglist.index.user_query import parse_user_query
from snaglist.index.words import word_spans
from snaglist.snapshot.snapshot import Snapshot
from snaglist.web.app import create_app
from snaglist.web.site import current_site
from snaglist.web.static_search import search_script

GOLDEN = Path(__file__).parents[1] / "golden" / "searches.yaml"
SCRIPTS = Path(snaglist.web.__file__).parent / "static"

Evaluate = Callable[[str, Any], Any]


@pytest.fixture(scope="module")
def evaluate(
    browser: Browser, shipped: Snapshot, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Evaluate]:
    """Evaluates a function in a page with the scripts and the texts of the shipped catalogue."""
    folder = tmp_path_factory.mktemp("scripts")
    with create_app(shipped).test_request_context("/search"):
        script = search_script(current_site(), lambda path: f"{path.strip('/')}.html")
        (folder / "texts.js").write_text(script, encoding="utf-8")
    for name in ("words.js", "search.js"):
        (folder / name).write_bytes((SCRIPTS / name).read_bytes())
    scripts = "".join(f"<script src={name}.js></script>" for name in ("texts", "words", "search"))
    (folder / "page.html").write_text(f"<meta charset=utf-8>{scripts}", encoding="utf-8")
    page = browser.new_page()
    problems: list[str] = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.goto((folder / "page.html").as_uri())
    assert problems == []
    yield page.evaluate
    page.close()


def there(evaluate: Evaluate, queries: Sequence[str]) -> list[dict[str, Any]]:
    """What the script finds for each query: identifiers, best first, and what it leaves out."""
    answers: list[dict[str, Any]] = evaluate(
        """queries => queries.map((query) => {
          const { hits, dropped, signs } = search(query);
          return { ids: hits.map((hit) => hit.thing.id), dropped, signs };
        })""",
        list(queries),
    )
    return answers


def here(shipped: Snapshot, typed: str) -> list[str]:
    """What the server finds by nothing but what was typed, turns left out."""
    found = shipped.search(Query(words=typed, exact=True, size=10_000))
    return [hit.id for hit in found.hits if hit.type is not DocumentType.TURN]


CASES = (
    "sensor",
    "SENSORS’",
    "sensor -data",
    '-"open source" data',
    "!sensor data",
    '"open source"',
    "“business metric”",
    "calib*",
    "sens* -data",
    "open-source",
    "data-drift",
    "sensor/camera",
    "k-means",
    "R&D",
    "C++",
    "can't",
    "it's",
    "doesnt work",
    "I'm not sure",
    "snag-1",
    "SNAG 001",
    "FIX14",
    "i7q1",
    "fix 14 bugs",
    "SNAG-999",
    "SNAG-001-C1 sensor",
    "https://example.org/id/SNAG-001",
    "http://localhost:8000/interviews/I07#I07-Q001",
    "optimizing optimises",
    "ｓｅｎｓｏｒ",
    "sen\u00adsor",
    "sénsor",
    "传感器",
    "-sensor",
    "the of",
    "?!",
    "10ms 1,000",
    "x" * 65,
    " ".join(f"word{n}" for n in range(60)) + " sensor",
)


@pytest.mark.thorough
@pytest.mark.repeated
def test_the_script_finds_what_the_server_finds(evaluate: Evaluate, shipped: Snapshot) -> None:
    known = {each.id for each in documents(shipped.catalogue, shipped.terms)}
    golden = read_judged(GOLDEN, known)
    asked = golden if THOROUGH else golden[::3]
    queries = [*(each.words for each in asked), *CASES]
    wrong: dict[str, list[str]] = {}
    first = 0
    for typed, found in zip(queries, there(evaluate, queries), strict=True):
        expected = here(shipped, typed)
        if set(found["ids"]) != set(expected):
            wrong[typed] = sorted(set(found["ids"]) ^ set(expected))[:5]
        first += found["ids"][:1] == expected[:1]
        assert found["signs"] == [], typed
    assert wrong == {}
    assert first / len(queries) > 0.95


@pytest.mark.parametrize(
    ("typed", "signs"),
    [
        ("sensor AND data", ["AND"]),
        ("sensor OR data NOT camera", ["OR", "NOT"]),
        ("a && b", ["&&"]),
        ("+sensor data", ["+"]),
        ("title:sensor", ["title:"]),
        ("(sensor)", ["( )"]),
        ("sens?r", ["sens?r"]),
        ("sensor -data why? - or", []),
    ],
)
def test_what_only_a_server_knows_is_named(
    evaluate: Evaluate, typed: str, signs: list[str]
) -> None:
    assert there(evaluate, [typed])[0]["signs"] == signs


@pytest.mark.parametrize(
    "chunk",
    [
        "传感器",
        "传感器停止工作而没有人",
        "เซ็นเซอร์หยุดทำงาน",
        "เซ็นเซอร์",
        "センサー",
        "誰も気づかない",
        "AI传感器",
        "k-means",
        "R&D",
        "user_id",
        "don't-stop",
        "can't",
        "the",
    ],
)
def test_words_typed_as_one_are_taken_apart_alike(evaluate: Evaluate, chunk: str) -> None:
    terms = ranked_terms(parse(parse_user_query(chunk))) if parse_user_query(chunk).tokens else ()
    runs = evaluate("chunk => compound(chunk).map((term) => term.run)", chunk)
    assert runs == [list(term.run) for term in terms]


TEXTS = (
    "I can't, don’t; it's the sensors’ R&D, C++11 C# CI/CD A/B-test AT&T and/or e.g. U.S.A.",
    "10ms 3.5 v2.1 1,000,000 1'000 1\u202f000 1,2,3 127.0.0.1 5℃ m² ½ 1½ ٣٤ l'eau O’Brien 90's",
    "传感器停止 センサーが ｾﾝｻｰ カ\u3099 เซ็นเซอร์หยุดทำงาน 센서가 \u1109\u1166\u11ab सेंसर क़ user_id",
    'المُسْتَشْعِر حַיְשָׁן צה"ל Straße İstanbul ıx Łódź Ærø cafe\u0301 sen\u00adsor sen\u200bsor',
    "ﬁne ＡＢＣ 𝐀𝐈 ① ﷺ Ελλάς ǅ … “x” – y",
)


def test_words_and_their_places_are_those_of_the_server(
    evaluate: Evaluate, shipped: Snapshot
) -> None:
    said = [turn.text for interview in shipped.catalogue.interviews for turn in interview.turns]
    texts = [*TEXTS, *said]
    plain = [[word.partition("\0")[0] for word in words(text)] for text in texts]
    assert evaluate("texts => texts.map(indexWords)", texts) == plain
    distinct = sorted({word for each in plain for word in each})
    assert evaluate("words => words.map(stemOf)", distinct) == [*map(stem_of_word, distinct)]
    spans = evaluate(
        "texts => texts.map(t => wordSpans(t).map(s => t.slice(s.start, s.end)))", list(TEXTS)
    )
    for text, found in zip(TEXTS, spans, strict=True):
        written = [text[start:end] for _, start, end in word_spans(text)]
        assert len(found) == len(written)
        pairs = zip(written, found, strict=True)
        assert all(theirs and ours.startswith(theirs) for ours, theirs in pairs)
