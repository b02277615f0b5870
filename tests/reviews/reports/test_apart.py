"""Reports on answers that were given apart: each stands under the name of whoever gave it."""

import json

from rdflib import PROV, Graph
from reviews.garden import TODAY, at, begun, closing
from reviews.reports.test_provenance import conforms

from snaglist.reviews.commands import answering
from snaglist.reviews.merge import merge_records
from snaglist.reviews.record import Record
from snaglist.reviews.reports.render import ReportFormat, render_report
from snaglist.reviews.statuses import Answer, Status

ISSUE = "SNAG-101"
ANA = closing(Status.ACCEPTED, reason="Cheap.", notes="See the log.")
BEN = closing(Status.ACCEPTED, reason="Nobody dies.")


def said(record: Record, answer: Answer, by: str, minute: int) -> Record:
    return answering.answer(record, ISSUE, answer, by=by, now=at(minute))


def joined() -> Record:
    common = said(begun(), closing(Status.OPEN), "Eva", 1)
    return merge_records(said(common, ANA, "Ana", 2), said(common, BEN, "Ben", 3))


def written(record: Record, format_: ReportFormat) -> str:
    return render_report(record, format_, today=TODAY).decode()


def test_both_answers_are_there_under_their_names() -> None:
    markdown = written(joined(), ReportFormat.MARKDOWN)
    assert "open: the reviewers differ in terms" in markdown
    assert "Answered by" not in markdown
    for line in ("Ana: from open to accepted; Reason: Cheap", "Ben: from open to accepted; Reason"):
        assert line in markdown
    assert "Notes: See the log" in markdown
    page = written(joined(), ReportFormat.HTML)
    assert "Cheap." in page
    assert "Nobody dies." in page
    (found,) = [
        each
        for each in json.loads(written(joined(), ReportFormat.JSON))["issues"]
        if each["id"] == ISSUE
    ]
    assert (found["differs"], found["difference"], found["status"]) == (True, "terms", "open")
    assert [step["by"] for step in found["history"]] == [["Eva"], ["Ana"], ["Ben"]]


def test_what_was_settled_comes_from_all_that_differed() -> None:
    record = answering.settle(joined(), ISSUE, BEN, "We talked.", by="Ana", now=at(5))
    content = written(record, ReportFormat.TURTLE)
    graph = Graph().parse(data=content, format="turtle")
    assert conforms(graph)[0]

    def answers(number: int, predicate: object) -> set[str]:
        (node,) = {s for s in graph.subjects() if str(s).endswith(f"answer-{number}-{ISSUE}")}
        found = {str(each) for each in graph.objects(node, predicate)}  # type: ignore[arg-type]
        return {each.rpartition("#")[2] for each in found if "answer-" in each}

    assert answers(3, PROV.wasRevisionOf) == {f"answer-2-{ISSUE}"}
    assert answers(4, PROV.wasRevisionOf) == {f"answer-2-{ISSUE}"}
    assert answers(5, PROV.wasDerivedFrom) == {f"answer-3-{ISSUE}", f"answer-4-{ISSUE}"}
