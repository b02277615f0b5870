"""A review as one HTML file that needs nothing else: no script, no font, no other file."""

from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from snaglist.exchange.markdown import markdown_to_html, plain_paragraph, readable
from snaglist.model.entry import outcome_label
from snaglist.reviews.evidence.words import evidence_words
from snaglist.reviews.reports.content import NOT_ASKED, ReportContent
from snaglist.reviews.reports.handout import decision, not_asked_text, summarize
from snaglist.reviews.reports.issue_history import STATUS_LABELS
from snaglist.reviews.reports.summary import (
    counts_sentence,
    course,
    how_to_cite,
    signer,
    state_sentence,
)


def record_html(content: ReportContent) -> str:
    """The full record, as one self-contained page."""
    return _page("record.html", content, course=list(course(content)), cite=how_to_cite(content))


def handout_html(content: ReportContent) -> str:
    """The page for management; it is one page of A4 when printed, whatever the review holds."""
    return _page(
        "handout.html",
        content,
        brief=summarize(content),
        decision=decision(content),
        counted=counts_sentence(content),
    )


def _page(template: str, content: ReportContent, **values: Any) -> str:
    return (
        _environment()
        .get_template(template)
        .render(content=content, state=content.state, sentence=state_sentence(content), **values)
    )


@cache
def _environment() -> Environment:
    """Everything is escaped; a name that a template misspells is an error."""
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).with_name("templates")),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        undefined=StrictUndefined,
    )
    environment.filters |= {
        "notes": notes_html,
        "outcome_label": outcome_label,
        "evidence_words": evidence_words,
    }
    environment.globals |= {
        "NOT_ASKED": NOT_ASKED,
        "STATUS_LABELS": STATUS_LABELS,
        "not_asked_text": not_asked_text,
        "signer": signer,
    }
    return environment


def notes_html(text: str) -> Markup:
    """Notes as HTML that cannot run or load anything; links lead to the web or nowhere.

    What is made to keep a reader of Markdown busy, or nested beyond its depth, is shown as typed.
    """
    if not readable(text):
        return plain_paragraph(text)
    return markdown_to_html(text, headings=False, relative_links=False)
