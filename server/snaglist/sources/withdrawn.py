"""What was withdrawn: the file withdrawn.yaml, which has ids and days and no words."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Annotated

from pydantic import Field

from snaglist.schema.fields import EntryId, Form, InterviewId, Pattern, QuoteId, Text
from snaglist.schema.report import Report
from snaglist.schema.validation import FormFile, load_form
from snaglist.sources.entries import claim_forms
from snaglist.sources.entry_forms import IssueForm, StrategyForm

WITHDRAWN_FILE = "withdrawn.yaml"

WholeClaimId = Annotated[
    str, Pattern(r"^[A-Z]{2,8}-[0-9]{3,}-C[0-9]+$", "a claim with its entry, as SNAG-001-C1")
]


class WithdrawnInterviewForm(Form):
    """An interview that is here no more, and what fell with it; ids are never used again."""

    id: InterviewId
    on: date = Field(description="The day it was withdrawn.")
    why: Text = Field(description="Without a word of the interview, and without a name.")
    quotes: list[QuoteId] = Field(default=[])
    claims: list[WholeClaimId] = Field(default=[], description="Claims that no other witness made.")
    entries: list[EntryId] = Field(default=[], description="Entries without a claim left.")


class WithdrawnForm(Form):
    """The file withdrawn.yaml beside catalogue.yaml."""

    interviews: list[WithdrawnInterviewForm]


def load_withdrawn(folder: Path, report: Report) -> FormFile[WithdrawnForm] | None:
    """The file, where there is one."""
    path = folder / WITHDRAWN_FILE
    return load_form(WithdrawnForm, path, report) if path.exists() else None


def withdrawn_days(source: FormFile[WithdrawnForm] | None) -> dict[str, date]:
    """The day on which each interview, quote, claim and entry was withdrawn."""
    return {
        name: each.on
        for each in (source.form.interviews if source else ())
        for name in (each.id, *each.quotes, *each.claims, *each.entries)
    }


def check_withdrawn(
    source: FormFile[WithdrawnForm] | None,
    interviews: Iterable[Path],
    entries: Iterable[FormFile[IssueForm] | FormFile[StrategyForm]],
    report: Report,
) -> None:
    """A finding for each interview, entry and claim that is here although it was withdrawn."""
    days = withdrawn_days(source)
    if not days:
        return
    for path in interviews:
        if path.name in days:
            message = f"{path.name} was withdrawn on {days[path.name]}."
            report.add("id-withdrawn", path, 0, message)
    for entry in entries:
        if entry.form.id in days:
            message = f"{entry.form.id} was withdrawn on {days[entry.form.id]}."
            report.add("id-withdrawn", entry.path, entry.line("id"), message)
        for group, index, claim in claim_forms(entry.form):
            name = f"{entry.form.id}-{claim.id}"
            if name in days:
                line = entry.line(group, index, "id")
                report.add(
                    "id-withdrawn", entry.path, line, f"{name} was withdrawn on {days[name]}."
                )
