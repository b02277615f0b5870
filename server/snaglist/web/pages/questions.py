"""What to ask in a design review: the questions of every issue, by category, to print."""

from typing import TypedDict

from flask import Blueprint

from snaglist.model.evidence_facets import QUESTION_FACETS
from snaglist.model.evidence_table import ROW_KINDS, select_rows
from snaglist.web.components.categories import CategoryRow, categories, category_row
from snaglist.web.components.entries import QuestionView, question_view
from snaglist.web.components.facets import FacetValue, facet_values, read_choices
from snaglist.web.respond import page_route
from snaglist.web.site import EntryLink, current_site
from snaglist.web.sparql_queries import questions_query

blueprint = Blueprint("questions", __name__)


class IssueQuestions(EntryLink):
    """The questions of an issue."""

    questions: list[QuestionView]


class CategoryQuestions(CategoryRow):
    """The issues of a category that ask questions."""

    issues: list[IssueQuestions]


class QuestionsView(TypedDict):
    """The questions of all issues that match what was chosen."""

    total: int
    categories: list[CategoryQuestions]
    facets: dict[str, list[FacetValue]]
    sparql: str


@page_route(blueprint, "/questions", "questions.html", told_alone=True, facets=True, forms=("csv",))
def questions() -> QuestionsView:
    """The questions of every issue, by category; or of one category, or to be asked in a phase."""
    here, chosen = current_site(), read_choices(QUESTION_FACETS)
    found = select_rows(here.catalogue, ROW_KINDS["questions"], chosen)
    asked: dict[str, IssueQuestions] = {}
    for row in found.entries:
        issue = asked.setdefault(row.issue.id, {**here.entry(row.issue.id), "questions": []})
        issue["questions"].append(question_view(row.question))
    return {
        "total": len(found.entries),
        "categories": [
            {
                **category_row(here, category),
                "issues": [each for each in asked.values() if each["category"] == category.id],
            }
            for category in categories(here.catalogue)
        ],
        "facets": facet_values(here, "questions", QUESTION_FACETS, found.counts, chosen),
        "sparql": here.urls.sparql(questions_query(here.urls.told)),
    }
