"""Checks across files: whatever is named exists, once, and makes sense together."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

from snaglist.model.catalogue import OUR_PREFIX, nearest_names
from snaglist.model.entry import EntryStatus, Relation
from snaglist.model.scheme import ConceptScheme
from snaglist.model.witness import Stance
from snaglist.schema.located_yaml import Loc
from snaglist.schema.report import Report
from snaglist.schema.validation import FormFile, location_label
from snaglist.sources.entries import claim_forms
from snaglist.sources.entry_forms import IssueForm, StrategyForm, WitnessForm

AuthoredEntry = FormFile[IssueForm] | FormFile[StrategyForm]

LONGEST_TITLE = 70
"""Characters of a title, in whatever language."""

CONCEPT_FIELDS = {
    "phases": "phase",
    "sources": "source",
    "artefacts": "artefact",
    "quality": "quality",
    "felt_by": "stakeholder",
}
"""Fields that hold ids of a scheme, and the scheme."""


@dataclass(slots=True)
class KnownIds:
    """The ids there are. What could not be read is not called missing as well."""

    schemes: Mapping[str, ConceptScheme]
    ids: set[str] = field(default_factory=set)
    unread: set[str] = field(default_factory=set)
    withdrawn: dict[str, date] = field(default_factory=dict)
    issue_prefix: str = OUR_PREFIX

    def has(self, identifier: str) -> bool:
        """True for an id that exists, or that may be in a file nobody could read."""
        return identifier in self.ids or any(identifier.startswith(name) for name in self.unread)

    def like(self, identifier: str) -> list[str]:
        """The ids that could be meant instead; of quotes those of the same interview alone.

        Another's words are no substitute.
        """
        interview, is_quote, _ = identifier.partition("-Q")
        same = f"{interview}-Q" if is_quote else identifier[:1]
        return [name for name in self.ids if name.startswith(same)]

    def has_concept(self, scheme: str, identifier: str) -> bool:
        """The same for a concept of a scheme."""
        return f"{scheme}/" in self.unread or identifier in self.concepts(scheme)

    def concepts(self, scheme: str) -> list[str]:
        """The ids of a scheme's concepts; none where there is no such scheme."""
        found = self.schemes.get(scheme)
        return [concept.id for concept in found.concepts] if found else []


def check_entry(entry: AuthoredEntry, known: KnownIds, report: Report) -> None:
    """Add a finding for each reference of one entry that does not hold."""
    _EntryCheck(entry, known, report).run()


class _EntryCheck:
    """The references of one entry."""

    def __init__(self, entry: AuthoredEntry, known: KnownIds, report: Report) -> None:
        self.entry, self.form, self.known, self.report = entry, entry.form, known, report

    def run(self) -> None:
        form = self.form
        if not self.entry.path.stem.startswith(form.id):
            self.add(
                "file-name", ("id",), f"{form.id} lives in a file called {self.entry.path.name}."
            )
        if (form.status is EntryStatus.RETIRED) != (form.retired is not None):
            message = f"the status is {form.status.value}, the field retired is "
            self.add(
                "retired-status",
                ("status",),
                message + ("there." if form.retired else "not there."),
            )
        self.titles()
        self.concepts(("phases",), "phases", form.phases)
        self.claims()
        for index, item in enumerate(form.not_when):
            self.refer(("not_when", index, "see"), item.see, "sends the reader to")
        for index, name in enumerate(form.retired.replaced_by if form.retired else ()):
            self.refer(("retired", "replaced_by", index), name, "is replaced by")
        if isinstance(form, IssueForm):
            self.issue(form)
        else:
            self.kind("strategy-kind")

    def issue(self, form: IssueForm) -> None:
        self.kind("category")
        self.concepts(("sources",), "sources", form.sources)
        self.concepts(("artefacts",), "artefacts", form.artefacts)
        self.arrows(form)
        own = {claim.id for _, _, claim in claim_forms(form)}
        for index, question in enumerate(form.questions):
            self.concepts(("questions", index, "phases"), "phases", question.phases)
            for name in question.claims:
                if name not in own:
                    self.unknown(("questions", index, "claims"), "guards against", name, own)
        for index, mapping in enumerate(form.mappings):
            scheme, _, concept = mapping.to.partition("/")
            if bool(concept) == (mapping.relation is Relation.NONE):
                message = f"the relation is {mapping.relation.value}, the target {mapping.to!r}."
                self.add("mapping-target", ("mappings", index), message)
            elif not (
                self.known.has_concept(scheme, concept) if concept else scheme in self.known.schemes
            ):
                targets = [f"{scheme}/{name}" for name in self.known.concepts(scheme)]
                self.unknown(
                    ("mappings", index, "to"), "maps to", mapping.to, targets or self.known.schemes
                )

    def kind(self, scheme: str) -> None:
        """The kind exists, and for an issue lies below its category."""
        form, known = self.form, self.known
        if not known.has_concept(scheme, form.kind):
            self.unknown(("kind",), "is of the kind", form.kind, known.concepts(scheme))
            return
        if not isinstance(form, IssueForm):
            return
        if not known.has_concept(scheme, form.category):
            self.unknown(("category",), "is of the category", form.category, known.concepts(scheme))
        elif scheme in known.schemes:
            below = [concept.id for concept in known.schemes[scheme].below(form.category)]
            if form.kind not in below:
                message = f"the kind {form.kind} is not below {form.category}."
                mend = f"Kinds of {form.category}: {', '.join(below) or 'none'}."
                self.add("kind-category", ("kind",), message, mend)

    def claims(self) -> None:
        """Claim ids once; their quotes, strategies and concepts exist."""
        seen: set[str] = set()
        for group, index, claim in claim_forms(self.form):
            loc: Loc = (group, index)
            if claim.id in seen:
                self.add(
                    "id-duplicate",
                    (*loc, "id"),
                    f"{self.where(loc)}the id {claim.id} is used above.",
                )
            seen.add(claim.id)
            self.witnesses(loc, claim.witnesses)
            if all(witness.stance is Stance.CONTRADICTS for witness in claim.witnesses):
                message = f"{self.where(loc)}every witness contradicts it."
                self.add("claim-contradicted", loc, message)
            self.refer((*loc, "strategy"), getattr(claim, "strategy", None), "names the strategy")
            for name in ("quality", "felt_by"):
                self.concepts((*loc, name), name, getattr(claim, name, ()))

    def arrows(self, form: IssueForm) -> None:
        for index, arrow in enumerate(form.leads_to):
            loc: Loc = ("leads_to", index)
            told = any(each.stance is not Stance.CONTRADICTS for each in arrow.witnesses)
            if told == arrow.inferred:
                kind = (
                    "a witness who says it and inferred: true"
                    if told
                    else "neither a witness who says it nor inferred: true"
                )
                self.add("arrow-evidence", loc, f"the arrow to {arrow.issue} has {kind}.")
            self.refer((*loc, "issue"), arrow.issue, "leads to")
            self.witnesses(loc, arrow.witnesses)

    def witnesses(self, loc: Loc, witnesses: Iterable[WitnessForm]) -> None:
        """Each quote and each finding exists, and is cited once."""
        seen: set[str] = set()
        for number, witness in enumerate(witnesses):
            place: Loc = (*loc, "witnesses", number, "quote" if witness.quote else "finding")
            self.refer(place, witness.ref, "cites")
            if witness.ref in seen:
                message = f"{self.where(loc)}{witness.ref} is cited above."
                self.add("witness-repeated", place, message)
            seen.add(witness.ref)

    def concepts(self, loc: Loc, name: str, values: Iterable[str]) -> None:
        scheme = CONCEPT_FIELDS[name]
        for index, value in enumerate(values):
            if not self.known.has_concept(scheme, value):
                self.unknown(
                    (*loc, index), f"names the {scheme}", value, self.known.concepts(scheme)
                )

    def refer(self, loc: Loc, identifier: str | None, verb: str) -> None:
        """A finding unless ``identifier`` is known; None refers to nothing."""
        if identifier and identifier in self.known.withdrawn:
            day = self.known.withdrawn[identifier]
            subject = self.where(loc).rstrip(": ") or f"{loc[0]!r}"
            message = f"{subject} {verb} {identifier}, which was withdrawn on {day}."
            self.add("id-withdrawn", loc, message)
        elif identifier and not self.known.has(identifier):
            self.unknown(loc, verb, identifier, self.known.like(identifier))

    def unknown(self, loc: Loc, verb: str, name: str, known: Iterable[str]) -> None:
        close = nearest_names(name, known)
        mend = f"Did you mean {close[0]}?" if close else ""
        subject = self.where(loc).rstrip(": ") or f"{loc[0]!r}"
        self.add("reference-unknown", loc, f"{subject} {verb} {name}, which does not exist.", mend)

    def where(self, loc: Loc) -> str:
        return location_label(type(self.form), loc)

    def titles(self) -> None:
        titles = self.form.titles
        places = {("title",): self.form.title, ("titles", "de"): titles.de}
        places["titles", "fr"] = titles.fr
        for place, title in places.items():
            if len(title or "") > LONGEST_TITLE:
                message = f"the title has {len(title or '')} characters."
                self.add("title-length", place, message)

    def add(self, rule: str, loc: Loc, message: str, mend: str = "") -> None:
        self.report.add(rule, self.entry.path, self.entry.line(*loc), message, mend)


def check_prefix(issues: Iterable[FormFile[IssueForm]], known: KnownIds, report: Report) -> None:
    """A finding for each issue whose id begins unlike those of this catalogue."""
    for issue in issues:
        name, number = issue.form.id, issue.form.id.rpartition("-")[2]
        if not name.startswith(f"{known.issue_prefix}-"):
            message = f"{name} should be {known.issue_prefix}-{number}."
            report.add("id-prefix", issue.path, issue.line("id"), message)


def check_across_entries(entries: Iterable[AuthoredEntry], report: Report) -> None:
    """Ids and names that two entries share, and circles among the arrows."""
    by_id: dict[str, Path] = {}
    issues = {}
    for entry in entries:
        name = entry.form.id
        if name in by_id:
            message = f"{name} is the id of {by_id[name].name} already."
            report.add("id-duplicate", entry.path, entry.line("id"), message)
        by_id.setdefault(name, entry.path)
        if isinstance(entry.form, IssueForm):
            issues[name] = entry
    _check_names(entries, report)
    for circle in _circles({name: _targets(entry) for name, entry in issues.items()}):
        entry = issues[circle[0]]
        message = f"{' leads to '.join([*circle, circle[0]])}."
        report.add("arrow-circle", entry.path, entry.line("leads_to"), message)


def _targets(entry: AuthoredEntry) -> list[str]:
    return [arrow.issue for arrow in getattr(entry.form, "leads_to", ())]


def _check_names(entries: Iterable[AuthoredEntry], report: Report) -> None:
    """Titles and other names, hidden ones too, lead to one issue, and to one strategy."""
    owners: dict[tuple[type, str], AuthoredEntry] = {}
    for entry in entries:
        for loc, name in _names(entry):
            owner = owners.setdefault((type(entry.form), name.casefold()), entry)
            if owner.form.id != entry.form.id:
                message = f"{name!r} is a name of {owner.form.id} too."
                report.add("alias-shared", entry.path, entry.line(*loc), message)


def _names(entry: AuthoredEntry) -> Iterator[tuple[Loc, str]]:
    """What an entry is called, and where it says so."""
    yield ("title",), entry.form.title
    for part in ("also_called", "hidden_labels"):
        for index, name in enumerate(getattr(entry.form, part)):
            yield (part, index), name


def _circles(targets: dict[str, list[str]]) -> Iterator[tuple[str, ...]]:
    """One circle after the other, the last arrow of each left out before the next is sought."""
    left = {name: list(ends) for name, ends in sorted(targets.items())}
    while True:
        try:
            TopologicalSorter(left).prepare()
            return
        except CycleError as error:
            # graphlib gives predecessors: here the arrows run backwards through its list.
            circle = list(reversed(error.args[1]))
            left[circle[-2]].remove(circle[-1])
            first = circle.index(min(circle[:-1]))
            yield (*circle[first:-1], *circle[:first])
