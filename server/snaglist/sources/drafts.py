"""Drafts: entries that need an id, a title and one claim, and that nothing else is made of.

They stay out of the model, and so of pages, dumps, reviews and counts.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Generic, TypeVar

from annotated_types import MinLen
from pydantic import create_model

from snaglist.schema.fields import Form
from snaglist.schema.finding import Finding
from snaglist.schema.located_yaml import Located
from snaglist.schema.report import Report
from snaglist.schema.validation import FormFile, validate
from snaglist.sources.cross_references import KnownIds
from snaglist.sources.entries import CLAIM_LISTS, claim_forms
from snaglist.sources.entry_forms import EntryForm
from snaglist.sources.rules import RULES, WARNINGS

RULE = "draft"
KEPT = ("id", "title")
"""The fields that a draft has to have, beside a claim."""

EntryType = TypeVar("EntryType", bound=EntryForm)


@dataclass(frozen=True, slots=True)
class Draft(Generic[EntryType]):
    """A draft as written: a form with the fields of ``whole``, of which it needs but two."""

    source: FormFile[Any]
    whole: type[EntryType]

    @property
    def id(self) -> str:
        """The id that it will keep."""
        return str(self.source.form.id)

    def witnesses(self) -> set[str]:
        """The quotes and findings that its claims name."""
        claims = claim_forms(self.source.form)
        return {witness.ref for _, _, claim in claims for witness in claim.witnesses}

    def lacks(self) -> list[str]:
        """What an entry of this sort needs beside what is there, in the words of findings."""
        report = Report(rules=RULES)
        validate(self.whole, self.source.located, Path(self.source.path.name), report)
        return [found.message for found in report.findings]


def read_draft(
    whole: type[EntryType], located: Located, path: Path, report: Report
) -> Draft[EntryType] | None:
    """The draft in a file whose status says that it is one, or None with findings."""
    form = validate(_relaxed(whole), located, path, report)
    if form is None:
        return None
    if not any(claim_forms(form)):  # type: ignore[arg-type]
        lists = " or ".join(name for name in CLAIM_LISTS if name in whole.model_fields)
        message = f"the draft {form.id} makes no claim."  # type: ignore[attr-defined]
        report.add(
            "draft-claim", path, located.line(("status",)), message, f"Write one into {lists}."
        )
        return None
    return Draft(FormFile(path, form, located), whole)


@cache
def _relaxed(whole: type[EntryForm]) -> type[Form]:
    """The form with every field optional but the two, and lists that may be empty."""
    fields: dict[str, Any] = {}
    for name, info in whole.model_fields.items():
        rules = [rule for rule in info.metadata if not isinstance(rule, MinLen)]
        kind = Annotated[(info.annotation, *rules)] if rules else info.annotation
        fields[name] = (kind, ...) if name in KEPT else (kind, None)
    lists: dict[str, Any] = {name: (fields[name][0], []) for name in CLAIM_LISTS if name in fields}
    return create_model(f"Draft{whole.__name__}", __base__=Form, **{**fields, **lists})


def check_drafts(
    drafts: Iterable[Draft[Any]], taken: Iterable[str], known: KnownIds, report: Report
) -> None:
    """Findings for what does not hold of a draft already: its id, its file, its witnesses.

    ``taken`` are the ids of entries that are none.
    """
    ids = set(taken)
    for draft in drafts:
        path, line = draft.source.path, draft.source.line("id")
        if draft.id in ids:
            report.add("id-duplicate", path, line, f"{draft.id} is the id of another entry.")
        ids.add(draft.id)
        if not path.stem.startswith(draft.id):
            report.add("file-name", path, line, f"{draft.id} lives in a file called {path.name}.")
        for ref in sorted(draft.witnesses()):
            if not known.has(ref):
                message = f"the draft {draft.id} cites {ref}, which does not exist."
                report.add("reference-unknown", path, line, message)


def tell_drafts(drafts: Iterable[Draft[Any]], folder: Path) -> tuple[Finding, ...]:
    """A warning for each draft, with what keeps it from being more; ``folder`` is the catalogue."""
    return tuple(
        Finding(
            f"{folder.name}/{draft.source.path.relative_to(folder).as_posix()}",
            0,
            RULE,
            f"{draft.id} is a draft and on no page. Still to do: "
            f"{'; '.join(draft.lacks()) or 'set status: reviewed'}.",
            WARNINGS[RULE].solution,
        )
        for draft in drafts
    )
