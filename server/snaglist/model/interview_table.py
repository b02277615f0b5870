"""The interviews as a table: a row each, with who was asked and what came of it."""

from snaglist.model.catalogue import Catalogue
from snaglist.model.entry import Issue
from snaglist.model.evidence_columns import Column
from snaglist.model.evidence_table import RowKind
from snaglist.model.interview import Interview
from snaglist.model.reach import people_in, uses_of


def words_of(interview: Interview) -> int:
    """How many words of it may leave, whoever says them."""
    return sum(
        any(letter.isalnum() for letter in word)
        for turn in interview.turns
        for word in turn.text.split()
    )


def issues_of(catalogue: Catalogue, interview: Interview) -> tuple[str, ...]:
    """The ids of the issues in use that rest on it, in their order."""
    uses = uses_of(catalogue, interview)
    return tuple(sorted({use.entry.id for use in uses if isinstance(use.entry, Issue)}))


INTERVIEW_COLUMNS: tuple[Column[Interview], ...] = (
    Column("id", "ID", lambda _, each: each.id, ids=True),
    Column("title", "Title", lambda _, each: each.title),
    Column("role", "Role", lambda _, each: each.participant),
    Column("people", "People", lambda _, each: people_in(each)),
    Column("language", "Language", lambda _, each: each.language),
    Column("day", "Day", lambda _, each: each.held or ""),
    Column("words", "Words", lambda _, each: words_of(each)),
    Column("quotes", "Quotes", lambda _, each: len(each.quotes)),
    Column("issues", "Issues", lambda catalogue, each: len(issues_of(catalogue, each))),
    Column("access", "Access", lambda _, each: each.access.value),
)

INTERVIEWS = RowKind(
    name="interviews",
    noun="interview",
    rows=lambda catalogue: catalogue.interviews,
    facets=(),
    columns=INTERVIEW_COLUMNS,
    shown=tuple(column.name for column in INTERVIEW_COLUMNS),
)
