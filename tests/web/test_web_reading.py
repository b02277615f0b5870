"""The reader marks quotes in place, and Markdown is made harmless."""

import re
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from web.web_sample import CATALOGUE, INTERVIEW, SCRIPT, TRANSCRIPT

from snaglist.model.interview import TurnPart
from snaglist.model.text import make_selector
from snaglist.snapshot.snapshot import Snapshot
from snaglist.web.app import create_app
from snaglist.web.components.evidence_shape import NO_CATEGORY, evidence_shape, minimap
from snaglist.web.components.transcript import (
    MarkEnd,
    MarkStart,
    TextPiece,
    line_pieces,
    transcript_turns,
)
from snaglist.web.markdown import render_markdown
from snaglist.web.served import serving_of
from snaglist.web.site import Site, current_site
from snaglist.web.urls import Urls


def test_each_quote_is_marked_once_by_its_id(client: FlaskClient) -> None:
    page = client.get("/interviews/I07").text
    for quote in INTERVIEW.quotes:
        assert len(re.findall(f'<mark [^>]*id="{quote.id}"', page)) == 1
    assert page.count("<mark") == page.count("</mark>")


def test_the_words_stay_as_they_were_said(client: FlaskClient) -> None:
    shown = "\n".join(
        "".join(piece.text for piece in line.pieces if isinstance(piece, TextPiece))
        for turn in transcript_turns(INTERVIEW)
        for line in turn.lines
    )
    labels = ("Interviewer: ", "Data scientist: ")
    said = TRANSCRIPT
    for label in labels:
        said = said.replace(label, "")
    assert shown == said.rstrip("\n")


def test_crossing_quotes_go_on_in_a_second_mark() -> None:
    line = next(turn for turn in transcript_turns(INTERVIEW) if turn.id == "I07-T002").lines[0]
    opened = [(piece.quote, piece.first) for piece in line.pieces if isinstance(piece, MarkStart)]
    assert opened == [
        ("I07-Q001", True),
        ("I07-Q006", True),
        ("I07-Q002", True),
        ("I07-Q001", False),
        ("I07-Q003", True),
    ]


def test_a_quote_goes_on_in_the_next_line() -> None:
    line = next(turn for turn in transcript_turns(INTERVIEW) if turn.id == "I07-T002").lines[1]
    assert [(p.quote, p.first) for p in line.pieces if isinstance(p, MarkStart)] == [
        ("I07-Q003", False),
        ("I07-Q004", True),
    ]
    assert [quote.id for quote in line.quotes] == ["I07-Q004"]


def test_sections_and_redactions_are_shown(client: FlaskClient) -> None:
    page = client.get("/interviews/I07").text
    assert '<h2 id="data-collection">Data collection</h2>' in page
    assert '<span class="withheld" title="Withheld: a name">[interviewer 1]</span>' in page


def spans(words: str) -> st.SearchStrategy[tuple[int, int]]:
    """Stretches of a text that are not empty."""
    ends = st.tuples(st.integers(0, len(words)), st.integers(0, len(words)))
    return ends.map(lambda pair: (min(pair), max(pair))).filter(lambda pair: pair[0] < pair[1])


LINE = "every kind of overlap can happen in one line"


@given(st.lists(spans(LINE), max_size=6))
def test_any_overlap_is_well_nested_and_complete(places: list[tuple[int, int]]) -> None:
    quotes = [
        replace(INTERVIEW.quotes[0], id=f"I07-Q{n:03}", selector=make_selector(LINE, *span))
        for n, span in enumerate(places, start=1)
    ]
    found = list(line_pieces(LINE, 0, quotes, ()))
    assert "".join(piece.text for piece in found if isinstance(piece, TextPiece)) == LINE
    assert covered(found) == {quote.id: quote.exact for quote in quotes}
    firsts = [piece.quote for piece in found if isinstance(piece, MarkStart) and piece.first]
    assert sorted(firsts) == sorted(quote.id for quote in quotes)


def covered(found: list[TextPiece | MarkStart | MarkEnd]) -> dict[str, str]:
    """The words that stand inside the marks of each quote."""
    words: dict[str, str] = {}
    opened: list[str] = []
    for piece in found:
        if isinstance(piece, MarkStart):
            opened.append(piece.quote)
        elif isinstance(piece, MarkEnd):
            opened.pop()
        else:
            for name in opened:
                words[name] = words.get(name, "") + piece.text
    assert not opened
    return words


def test_a_quote_without_entry_says_so(client: FlaskClient) -> None:
    assert "not used yet" in client.get("/interviews/I07").text


@pytest.mark.parametrize(
    "source",
    [
        SCRIPT,
        "<img src=x onerror=alert(1)>",
        "[x](javascript:alert(1))",
        "[x](JaVaScRiPt:alert(1))",
        "[x](data:text/html,<script>alert(1)</script>)",
        "<svg/onload=alert(1)>",
        '<a href="https://example.org" style="x" onclick="alert(1)">x</a>',
        "<iframe src=//example.org></iframe>",
        "`<script>`",
        "<style>*{display:none}</style>",
        "<form action=//example.org><button>x</button></form>",
    ],
)
def test_markdown_cannot_run(app: Flask, source: str) -> None:
    with app.test_request_context():
        html = str(render_markdown(f"Words. {source}\n\n{source}\n", current_site()))
    assert not re.search(r"<(script|img|svg|iframe|style|form|button)", html)
    assert not re.search(r"\son\w+=|\sstyle=", re.sub(r">[^<]*<", "><", html))
    assert not re.search(r'href="(javascript|data):', html, re.IGNORECASE)


@given(st.text(alphabet="<>/\"'=` \n#*_[]()!abcsriptonload:&;-", max_size=120))
def test_no_markdown_breaks_or_runs(app: Flask, source: str) -> None:
    with app.test_request_context():
        html = str(render_markdown(source, current_site()))
    assert "<script" not in html
    assert "<img" not in html


def test_names_of_things_become_links_and_headings_start_at_two(client: FlaskClient) -> None:
    page = client.get("/issues/SNAG-001").text
    story = page[page.index('<div class="story">') :]
    assert 'href="/issues/SNAG-002"' in story
    assert "SNAG-404" in story
    assert "<code>SNAG-002</code>" in story
    assert "<h2>A heading</h2>" in story
    assert 'rel="noopener noreferrer"' in story


def test_told_and_inferred_differ(client: FlaskClient) -> None:
    page = client.get("/issues/SNAG-001").text
    assert page.count('class="claim inferred"') == 1
    assert "inferred</a> by the catalogue" in page


def test_empty_lists_say_why(client: FlaskClient) -> None:
    page = client.get("/issues/SNAG-003").text
    for words in (
        "No cause is reported",
        "No consequence is reported",
        "No way of noticing it is reported",
    ):
        assert words in page


def test_every_quote_is_shown_with_its_place(client: FlaskClient) -> None:
    page = client.get("/issues/SNAG-001").text
    assert "data scientist · Data collection · line 2 · <a" in page
    assert 'href="/about#volunteered">volunteered</a>' in page
    assert "[the &lt;b&gt;gloss&lt;/b&gt;]" in page
    assert "single source" not in page


def test_a_retired_entry_keeps_its_page(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    from snaglist.model.entry import EntryStatus, Retirement

    gone = replace(
        CATALOGUE.issues[1],
        status=EntryStatus.RETIRED,
        retired=Retirement(why="Told twice.", replaced_by=("SNAG-001",)),
    )
    issues = (CATALOGUE.issues[0], gone, CATALOGUE.issues[2])
    catalogue = replace(CATALOGUE, issues=issues)
    known = serving_of(app).current.knowledge
    monkeypatch.setattr(known, "catalogue", catalogue)
    client = create_app(known).test_client()
    page = client.get("/issues/SNAG-002").text
    assert "Retired." in page
    assert "Told twice." in page
    assert "Use instead:" in page
    assert "No consequence is reported" not in page
    assert "No consequence is reported" in client.get("/issues/SNAG-003").text
    live, _, apart = client.get("/issues").text.partition('<h2 id="retired">')
    assert "SNAG-002</span>" not in live.partition('class="results"')[2]
    assert "SNAG-002</span>" in apart
    assert "Told twice. Use" in apart
    assert gone.definition not in apart


def test_the_shape_counts_every_quote(shipped: Snapshot) -> None:
    here = Site(shipped, Urls())
    (interview,) = shipped.catalogue.interviews
    notes: dict[str, Any] = {
        quote.id: {
            "category": NO_CATEGORY if number % 3 else "data",
            "categories": [] if number % 3 else ["data"],
        }
        for number, quote in enumerate(interview.quotes)
    }
    told = evidence_shape(here, interview, notes)
    total = len(interview.quotes)
    assert sum(part["count"] for bar in told["bars"] for part in bar) == total
    assert sum(row["total"] for row in told["rows"]) == total
    assert sum(sum(row["counts"].values()) for row in told["rows"]) == total
    assert told["shown"]["all"] == told["shown"]["data"] + told["shown"][NO_CATEGORY] == total
    for bar in told["bars"]:
        assert sum(part["count"] for part in bar) <= told["most"]
        assert all(0 <= part["y"] <= told["height"] for part in bar)


def test_the_minimap_has_a_tick_for_every_quote(shipped: Snapshot) -> None:
    (interview,) = shipped.catalogue.interviews
    notes: dict[str, Any] = {quote.id: {"category": NO_CATEGORY} for quote in interview.quotes}
    told = minimap(interview, notes)
    assert [tick["quote"] for tick in told["ticks"]] == [quote.id for quote in interview.quotes]
    assert all(0 <= tick["y"] <= told["height"] for tick in told["ticks"])
    places = [section["y"] for section in told["sections"]]
    assert places == sorted(places)
    assert len(places) == len(interview.sections)


def test_marks_can_be_narrowed_to_a_category(client: FlaskClient) -> None:
    page = client.get("/interviews/I07").text
    assert '<input type="radio" name="shown" value="all" checked>' in page
    assert '<input type="radio" name="shown" value="data">' in page
    with client.get("/static/snaglist.css") as sheet:
        css = sheet.get_data(as_text=True)
    for name in ("data", "semantics", "requirements", "trust", "deployment", "none"):
        assert f'.reader:has([value="{name}"]:checked) .words mark:not(.k-{name})' in css
    assert re.search(r'<mark class="c-data k-data"', page)


def test_a_turn_that_goes_on_after_its_label_shows_words_alone() -> None:
    question, answer, *others = INTERVIEW.turns
    start = TRANSCRIPT.index("And then?")
    more = TurnPart(start=start, line=4, text="And then?")
    first = TurnPart(start=question.start, line=question.line, text=question.text)
    joined = replace(
        question,
        end=more.start + len(more.text),
        text=f"{first.text}\n{more.text}",
        parts=(first, more),
    )
    shown = next(transcript_turns(replace(INTERVIEW, turns=(joined, answer, *others))))
    words = [
        "".join(p.text for p in line.pieces if isinstance(p, TextPiece)) for line in shown.lines
    ]
    assert words == [first.text, "And then?"]
    assert [line.number for line in shown.lines] == [1, 4]


def test_the_legend_draws_the_line_of_each_category(client: FlaskClient) -> None:
    page = client.get("/interviews/I07").text
    assert '<span class="lined">Data</span>' in page
    with client.get("/static/snaglist.css") as sheet:
        css = sheet.get_data(as_text=True)
    for category in ("semantics", "requirements", "trust", "deployment"):
        assert f".c-{category} .lined, .words mark.c-{category} {{" in css
