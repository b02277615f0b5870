"""Whatever people write, a report stays what it is: its outline, its tables, its safety."""

import csv
import io
import json
from collections import Counter
from html.parser import HTMLParser

from common import times
from hypothesis import example, given, settings
from markdown_it import MarkdownIt
from markdown_it.token import Token
from rdflib import DCTERMS, Graph, Literal, URIRef
from reviews.reports.hostile import TODAY, records, said, text

from snaglist.reviews.canonical import moment_text
from snaglist.reviews.record import Record
from snaglist.reviews.replay import rebuild
from snaglist.reviews.reports import markdown_escape
from snaglist.reviews.reports.csv_report import COLUMNS
from snaglist.reviews.reports.html_report import notes_html
from snaglist.reviews.reports.render import ReportFormat, ReportKind, render_report
from snaglist.reviews.statuses import Status

MANY = settings(max_examples=times(6, 60))
VOID = {"meta", "br", "hr", "link", "img", "input"}


def markdown(source: str) -> list[Token]:
    return MarkdownIt("commonmark").enable("table").enable("strikethrough").parse(source)


def inside(tokens: list[Token]) -> list[Token]:
    return [inner for token in tokens for inner in (token, *inside(token.children or []))]


def expected_outline(record: Record) -> list[int]:
    """The levels of the headings of a full record, as the brief of reports has them."""
    state = rebuild(record)
    groups = Counter(item.status(TODAY) for item in state.items.values())
    issues = [level for count in groups.values() for level in (2, *[3] * count)]
    return sorted([1, 2, 2, 2, 2, 2, 2, *issues])


class Page(HTMLParser):
    """Reads HTML strictly: every element that opens closes, in order."""

    def __init__(self, content: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.text: list[str] = []
        self.feed(content)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def check_safe(page: Page) -> None:
    assert not {"script", "img", "iframe", "object", "link", "svg", "form"}.intersection(page.tags)
    for name, value in page.attributes:
        assert not name.startswith("on")
        assert name not in ("src", "srcset", "style", "action")
        if name == "href":
            assert str(value).startswith(("https://", "http://"))


@given(records())
@MANY
def test_record_as_markdown_keeps_its_outline(record: Record) -> None:
    tokens = markdown(render_report(record, ReportFormat.MARKDOWN, today=TODAY).decode())
    levels = [int(token.tag[1]) for token in inside(tokens) if token.type == "heading_open"]
    assert sorted(levels) == expected_outline(record)
    top = Counter(token.type for token in tokens if token.level == 0 and token.nesting != -1)
    assert set(top) <= {
        *("heading_open", "paragraph_open", "bullet_list_open", "blockquote_open", "table_open"),
    }
    assert top["table_open"] == 1
    noted = sum(bool(item.answer.notes) for item in rebuild(record).items.values())
    looked = rebuild(record).progress(TODAY)[Status.NOT_LOOKED_AT]
    everyone = len(rebuild(record).items)
    assert everyone <= top["blockquote_open"] <= everyone + noted
    assert top["blockquote_open"] >= everyone + min(noted, everyone - looked)


@given(records())
@MANY
def test_markdown_has_no_html(record: Record) -> None:
    for kind in ReportKind:
        content = render_report(record, ReportFormat.MARKDOWN, today=TODAY, kind=kind).decode()
        tokens = inside(markdown(content))
        assert tokens
        assert not [token for token in tokens if token.type in ("html_block", "html_inline")]


@given(text)
@example("_em_ *em* __strong__ ~~gone~~ `code` [a](https://e.org) ![b](https://e.org)")
@example("\\*a\\* &copy; &#60; <b>x</b> <https://e.org> <!-- no -->")
@example("# heading ##")
@example("##")
@example("1) item")
@example("> quote")
@example("a | b\n--- | ---")
@settings(max_examples=times(40, 150))
def test_escaped_text_reads_as_it_was_written(written: str) -> None:
    for before, after in (("", ""), ("- ", ""), ("**", "**"), ("### ", ""), ("Why: ", ".")):
        tokens = inside(markdown(f"{before}{markdown_escape.escape_text(written)}{after}"))
        shown = "".join(token.content for token in tokens if token.type == "text")
        wanted = " ".join(written.split())
        if wanted:
            assert shown.removeprefix("Why: ").removesuffix(after if after == "." else "") == wanted
        assert not {"html_inline", "link_open", "code_inline", "fence"}.intersection(
            token.type for token in tokens
        )


@given(said)
@settings(max_examples=times(40, 150))
def test_notes_stay_in_their_quotation(written: str) -> None:
    tokens = markdown(f"before\n\n{markdown_escape.quote_notes(written)}\n\nafter")
    top = [token.type for token in tokens if token.level == 0 and token.nesting == 1]
    assert top == ["paragraph_open", "blockquote_open", "paragraph_open"]
    types = {token.type for token in inside(tokens)}
    assert not types.intersection({"heading_open", "html_block", "html_inline"})


@given(said)
@settings(max_examples=times(40, 150))
def test_notes_as_html_are_safe(written: str) -> None:
    page = Page(str(notes_html(written)))
    check_safe(page)
    assert not [tag for tag in page.tags if tag in ("h1", "h2", "h3", "h4", "h5", "h6")]


@given(records())
@MANY
def test_html_is_well_formed_safe_and_keeps_its_outline(record: Record) -> None:
    for kind in (ReportKind.RECORD, ReportKind.HANDOUT):
        page = Page(render_report(record, ReportFormat.HTML, today=TODAY, kind=kind).decode())
        check_safe(page)
        if kind is ReportKind.RECORD:
            levels = [int(tag[1]) for tag in page.tags if tag in ("h1", "h2", "h3")]
            assert sorted(levels) == sorted([*expected_outline(record), 3])  # the team's words
        words = " ".join("".join(page.text).split())
        assert " ".join(rebuild(record).title.split()) in words


@given(records())
@MANY
def test_csv_has_a_row_an_issue_and_no_formula(record: Record) -> None:
    content = render_report(record, ReportFormat.CSV, today=TODAY).decode()
    head, *rows = csv.reader(io.StringIO(content, newline=""), strict=True)
    assert tuple(head) == COLUMNS
    assert sorted(row[0] for row in rows) == sorted(rebuild(record).items)
    for row in rows:
        assert len(row) == len(COLUMNS)
        assert not [cell for cell in row if cell.startswith(tuple("=+-@"))]


@given(records())
@MANY
def test_json_holds_all_of_the_record(record: Record) -> None:
    found = json.loads(render_report(record, ReportFormat.JSON, today=TODAY))
    assert len(found["events"]) == len(record.events)
    for number, (told, event) in enumerate(zip(found["events"], record.events, strict=True), 1):
        assert (told["number"], told["did"], told["by"]) == (number, event.did, event.by)
        assert told["at"] == moment_text(event.at)
    for issue in found["issues"]:
        item = rebuild(record).items[issue["id"]]
        assert issue["answer"]["notes"] == item.answer.notes
        assert issue["title"] == record.entries[item.entry].title
        assert len(issue["history"]) == sum(
            getattr(event, "issue", None) == item.issue and event.did == "answered"
            for event in record.events
        )
    assert sum(found["progress"].values()) == len(found["issues"])


@given(records())
@MANY
def test_turtle_can_be_read_and_says_the_words(record: Record) -> None:
    graph = Graph().parse(
        data=render_report(record, ReportFormat.TURTLE, today=TODAY), format="turtle"
    )
    review = URIRef(f"urn:uuid:{record.id}")
    assert graph.value(review, DCTERMS.title) == Literal(rebuild(record).title)


@given(records())
@settings(max_examples=times(3, 30))
def test_same_record_same_bytes(record: Record) -> None:
    again = Record.model_validate(record.plain())
    for format_ in ReportFormat:
        assert render_report(record, format_, today=TODAY) == render_report(
            again, format_, today=TODAY
        )
