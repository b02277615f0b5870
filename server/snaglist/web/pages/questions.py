"""What to ask in a design review: the questions of every issue, by category, to print."""

from typing import TypedDict

from flask import Blueprint

from snaglist.web.components.categories import CategoryRow, categories, category_row
from snaglist.web.components.entries import QuestionView, questions_of
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
    """The questions of all issues."""

    total: int
    categories: list[CategoryQuestions]
    sparql: str


@page_route(blueprint, "/questions", "questions.html", told_alone=True, forms=("csv",))
def questions() -> QuestionsView:
    """The questions of every issue, by category."""
    here = current_site()
    asked: list[IssueQuestions] = [
        {**here.entry(issue.id), "questions": questions_of(issue)}
        for issue in here.catalogue.live_issues
        if issue.questions
    ]
    return {
        "total": sum(len(each["questions"]) for each in asked),
        "categories": [
            {
                **category_row(here, category),
                "issues": [each for each in asked if each["category"] == category.id],
            }
            for category in categories(here.catalogue)
        ],
        "sparql": here.urls.sparql(questions_query(here.urls.told)),
    }
