"""Load issues and strategies: Markdown files with YAML front matter."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic

from snaglist.model.entry import (
    Arrow,
    Change,
    Claim,
    ClaimType,
    Issue,
    Mapping,
    NotWhen,
    Retirement,
    ReviewQuestion,
    Strategy,
)
from snaglist.schema.located_yaml import Located
from snaglist.schema.report import Report
from snaglist.schema.text_files import listed, read_text
from snaglist.schema.validation import FormType, parse_located, validate
from snaglist.sources.forms import ClaimForm, EntryForm, IssueForm, StrategyForm

FENCE = re.compile(r"\A---[ \t]*\n(.*?\n)---[ \t]*(?:\n|\Z)(.*)\Z", re.DOTALL)

CLAIM_LISTS: dict[str, ClaimType] = {
    "causes": ClaimType.CAUSE,
    "consequences": ClaimType.CONSEQUENCE,
    "detections": ClaimType.DETECTION,
    "mitigations": ClaimType.MITIGATION,
    "practices": ClaimType.PRACTICE,
    "costs": ClaimType.COST,
    "tradeoffs": ClaimType.TRADEOFF,
}
"""The lists of an entry that hold claims, and what type of claim each holds."""


@dataclass(frozen=True, slots=True)
class Authored(Generic[FormType]):
    """A valid front matter, its body, and where its parts stand in the file."""

    path: Path
    form: FormType
    body: str
    located: Located

    def line(self, *loc: str | int) -> int:
        """The line of a path into the front matter."""
        return self.located.line(loc)


def load_entries(
    folder: Path, form: type[FormType], report: Report
) -> Iterator[Authored[FormType]]:
    """Every entry file of a folder that holds a valid ``form``; findings for the others."""
    for path in listed(folder, report, is_entry):
        text = read_text(path, report)
        if text is None:
            continue
        parts = FENCE.match(text)
        if parts is None:
            report.add("front-matter", path, 1, "no front matter between two lines of ---.")
            continue
        located = parse_located(parts[1], 2, path, report)
        filled = validate(form, located, path, report) if located else None
        if located and filled:
            yield Authored(path, filled, parts[2].strip(), located)


def is_entry(path: Path) -> bool:
    """True for the Markdown files of a folder but its README."""
    return path.suffix == ".md" and path.name != "README.md"


def claim_forms(form: EntryForm) -> Iterator[tuple[str, int, ClaimForm]]:
    """Each claim of a form with the list it stands in and its place there."""
    for name in CLAIM_LISTS:
        for index, claim in enumerate(getattr(form, name, ())):
            yield name, index, claim


def to_issue(source: Authored[IssueForm], path: str) -> Issue:
    """The model's issue; the references in it must have been checked."""
    form = source.form
    return Issue(
        **_common(source, path),
        category=form.category,
        sources=tuple(form.sources),
        artefacts=tuple(form.artefacts),
        leads_to=tuple(
            Arrow(issue=arrow.issue, text=arrow.text, quotes=tuple(arrow.quotes))
            for arrow in form.leads_to
        ),
        questions=tuple(
            ReviewQuestion(text=q.text, claims=tuple(f"{form.id}-{claim}" for claim in q.claims))
            for q in form.questions
        ),
        mappings=tuple(Mapping(**mapping.model_dump()) for mapping in form.mappings),
    )


def to_strategy(source: Authored[StrategyForm], path: str) -> Strategy:
    """The model's strategy; the references in it must have been checked."""
    return Strategy(**_common(source, path))


def _common(source: Authored[IssueForm] | Authored[StrategyForm], path: str) -> dict[str, Any]:
    """The fields that issues and strategies share."""
    form = source.form
    retired = form.retired
    return {
        "id": form.id,
        "title": form.title,
        "also_called": tuple(form.also_called),
        "definition": form.definition,
        "kind": form.kind,
        "phases": tuple(form.phases),
        "status": form.status,
        "use_when": form.use_when,
        "not_when": tuple(NotWhen(text=item.text, see=item.see) for item in form.not_when),
        "claims": tuple(
            _claim(form.id, CLAIM_LISTS[name], claim) for name, _, claim in claim_forms(form)
        ),
        "history": tuple(Change(on=change.on, what=change.what) for change in form.history),
        "retired": retired and Retirement(why=retired.why, replaced_by=tuple(retired.replaced_by)),
        "body": source.body,
        "path": path,
    }


def _claim(entry: str, claim_type: ClaimType, form: ClaimForm) -> Claim:
    fields = form.model_dump(exclude={"id"})
    listed_fields: dict[str, Any] = {
        key: tuple(v) if isinstance(v, list) else v for key, v in fields.items()
    }
    return Claim(id=f"{entry}-{form.id}", type=claim_type, **listed_fields)
