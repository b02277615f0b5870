"""The query of ``docs/reports.md`` finds where each issue stands, over report and catalogue."""

import re

from common import TESTS
from our_names import ID
from rdflib import Graph, Literal
from rdflib.namespace import SKOS
from reviews.sample_review import TODAY, rich

from snaglist.graph.namespaces import SNAG, bind
from snaglist.reviews.replay import rebuild
from snaglist.reviews.reports.render import ReportFormat, render_report
from snaglist.reviews.statuses import Status

STATUSES = {
    Status.OPEN: SNAG.answerOpen,
    Status.ADDRESSED: SNAG.answerAddressed,
    Status.ACCEPTED: SNAG.answerAccepted,
    Status.NOT_APPLICABLE: SNAG.answerNotApplicable,
}
PAGE = (TESTS.parent / "docs" / "reports.md").read_text(encoding="utf-8")


def test_the_latest_answer_to_each_issue_is_found() -> None:
    record = rich()
    graph = bind(Graph())
    graph.parse(
        data=render_report(record, ReportFormat.TURTLE, today=TODAY).decode(), format="turtle"
    )
    items = rebuild(record).items
    for name in items:
        graph.add((ID[name], SKOS.prefLabel, Literal(name, lang="en")))
    query = re.search(r"snag query --graph \S+ '\n(.*?)'\n```", PAGE, re.DOTALL)
    assert query
    found = {(str(title), str(status)) for _, title, status in graph.query(query[1])}  # type: ignore[misc]
    answered = {
        (n, str(STATUSES[item.answer.status])) for n, item in items.items() if item.answered
    }
    assert answered
    assert found == answered
