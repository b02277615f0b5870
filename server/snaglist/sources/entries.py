"""Load issues and strategies: Markdown files with YAML front matter."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

from snaglist.model.entry import (
    Arrow,
    Claim,
    ClaimType,
    EntryStatus,
    Issue,
    Mapping,
    ReviewQuestion,
    Strategy,
)
from snaglist.schema.located_yaml import Located
from snaglist.schema.report import Report
from snaglist.schema.text_files import list_children, read_text
from snaglist.schema.validation import FormFile, FormType, parse_located, validate
from snaglist.sources.entry_forms import ClaimForm, EntryForm, IssueForm, StrategyForm
from snaglist.sources.to_model import to_model

FENCE = re.compile(r"\A---[ \t]*\n(.*?\n)---[ \t]*(?:\n|\Z)(.*)\Z", re.DOTALL)

DRAFT = EntryStatus.DRAFT.value

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


def load_entries(
    folder: Path,
    form: type[FormType],
    report: Report,
    set_aside: Callable[[Located, Path], None],
) -> Iterator[FormFile[FormType]]:
    """Every entry file of a folder that holds a valid ``form``; findings for the others.

    What says that it is a draft is given to ``set_aside`` with its file.
    """
    for path in list_children(folder, report, is_entry):
        text = read_text(path, report)
        if text is None:
            continue
        parts = FENCE.match(text)
        if parts is None:
            report.add("front-matter", path, 1, "no front matter between two lines of ---.")
            continue
        located = parse_located(parts[1], 2, path, report)
        if located and isinstance(located.data, dict) and located.data.get("status") == DRAFT:
            set_aside(located, path)
            continue
        filled = validate(form, located, path, report) if located else None
        if located and filled:
            yield FormFile(path, filled, located, parts[2].strip())


def is_entry(path: Path) -> bool:
    """True for the Markdown files of a folder but its README; a link to nothing is one, too."""
    markdown = path.suffix.lower() == ".md" and path.stem.casefold() != "readme"
    return markdown and not path.is_dir()


def claim_forms(form: EntryForm) -> Iterator[tuple[str, int, ClaimForm]]:
    """Each claim of a form with the name of its list and its index there."""
    for name in CLAIM_LISTS:
        for index, claim in enumerate(getattr(form, name, ())):
            yield name, index, claim


def cited_witnesses(form: EntryForm) -> Iterator[str]:
    """The quotes and findings that the claims and arrows of a form name, in the order of use."""
    for _, _, claim in claim_forms(form):
        yield from (witness.ref for witness in claim.witnesses)
    for arrow in getattr(form, "leads_to", ()):
        yield from (witness.ref for witness in arrow.witnesses)


def to_issue(source: FormFile[IssueForm], path: str, creator: str) -> Issue:
    """The model's issue; the references in it must have been checked.

    ``path`` is that of its file, relative to the catalogue's folder; ``creator`` says what
    mappings say nobody else does.
    """
    form = source.form
    return to_model(
        Issue,
        form,
        apart=_claim_lists(form),
        claims=_claims(form),
        # Whether an arrow is inferred follows from its witnesses, and is checked to.
        leads_to=tuple(to_model(Arrow, arrow, apart={"inferred"}) for arrow in form.leads_to),
        questions=tuple(
            to_model(
                ReviewQuestion,
                each,
                claims=tuple(f"{form.id}-{c}" for c in each.claims),
                phases=tuple(each.phases or form.phases),
            )
            for each in form.questions
        ),
        mappings=tuple(
            to_model(Mapping, mapping, by=mapping.by or creator) for mapping in form.mappings
        ),
        body=source.body,
        path=path,
    )


def to_strategy(source: FormFile[StrategyForm], path: str) -> Strategy:
    """The model's strategy; the references in it must have been checked.

    ``path`` is that of its file, relative to the catalogue's folder.
    """
    form = source.form
    return to_model(
        Strategy,
        form,
        apart=_claim_lists(form),
        claims=_claims(form),
        body=source.body,
        path=path,
    )


def _claim_lists(form: EntryForm) -> set[str]:
    """The lists of a form that become the ``claims`` of the model."""
    return type(form).model_fields.keys() & CLAIM_LISTS.keys()


def _claims(form: IssueForm | StrategyForm) -> tuple[Claim, ...]:
    return tuple(
        to_model(Claim, claim, id=f"{form.id}-{claim.id}", type=CLAIM_LISTS[name])
        for name, _, claim in claim_forms(form)
    )
