"""Load the files of mappings/: vocabularies that others keep, and how ours stand to their terms."""

from collections.abc import Iterable
from pathlib import Path

from snaglist.model.catalogue import nearest_names
from snaglist.model.entry import EntryStatus, Relation, is_strategy_id
from snaglist.model.vocabulary import OutsideMapping, OutsideTerm, TermKind, Vocabulary
from snaglist.schema.report import Report
from snaglist.schema.text_files import list_children
from snaglist.schema.validation import FormFile, load_form
from snaglist.sources.catalogue_forms import OutsideMappingForm, OutsideTermForm, VocabularyForm
from snaglist.sources.cross_references import AuthoredEntry, KnownIds
from snaglist.sources.schemes import is_named, is_yaml
from snaglist.sources.to_model import to_model

VocabularyFile = FormFile[VocabularyForm]

SCHEME_KINDS = {
    "category": TermKind.ISSUE,
    "strategy-kind": TermKind.STRATEGY,
    "quality": TermKind.QUALITY,
    "dq-dimension": TermKind.QUALITY,
    "phase": TermKind.PHASE,
}
"""What sort of thing the concepts of a scheme are; those of other schemes are not mapped."""


def load_vocabularies(folder: Path, report: Report) -> list[VocabularyFile]:
    """The files in mappings/; what they say of the catalogue is not checked yet."""
    found = []
    for path in list_children(folder / "mappings", report, is_yaml):
        source = load_form(VocabularyForm, path, report)
        if source and is_named(source, report):
            found.append(source)
    return found


def check_vocabularies(
    files: Iterable[VocabularyFile],
    known: KnownIds,
    entries: Iterable[AuthoredEntry],
    report: Report,
) -> None:
    """Add a finding for each term and mapping that does not hold."""
    retired = {
        each.form.id
        for each in entries
        if each.form.status is EntryStatus.RETIRED and each.form.retired
    }
    for source in files:
        if source.form.id in known.schemes:
            message = f"{source.form.id} is the id of a scheme already."
            report.add("id-duplicate", source.path, source.line("id"), message)
        _VocabularyCheck(source, known, retired, report).run()


def to_vocabulary(source: VocabularyFile, creator: str) -> Vocabulary:
    """The vocabulary that a checked file describes; ``creator`` made what says nobody else did."""
    form = source.form
    return to_model(
        Vocabulary,
        form,
        apart=("by", "on"),
        terms=tuple(_to_term(term, form) for term in form.terms),
        mappings=tuple(_to_mapping(mapping, form, creator) for mapping in form.mappings),
    )


def _to_term(term: OutsideTermForm, form: VocabularyForm) -> OutsideTerm:
    iri = f"{form.namespace}{term.local or term.id}" if form.namespace else None
    return to_model(OutsideTerm, term, apart=("local",), vocabulary=form.id, iri=iri)


def _to_mapping(mapping: OutsideMappingForm, form: VocabularyForm, creator: str) -> OutsideMapping:
    by, on = mapping.by or form.by or creator, mapping.on or form.on
    return to_model(OutsideMapping, mapping, vocabulary=form.id, by=by, on=on)


class _VocabularyCheck:
    """The terms and mappings of one file."""

    def __init__(
        self, source: VocabularyFile, known: KnownIds, retired: set[str], report: Report
    ) -> None:
        self.source, self.form = source, source.form
        self.known, self.retired, self.report = known, retired, report
        self.terms: dict[str, OutsideTermForm] = {}

    def run(self) -> None:
        for index, term in enumerate(self.form.terms):
            if term.id in self.terms:
                message = f"the term {term.id} is here twice."
                self.add("id-duplicate", ("terms", index), message)
            self.terms[term.id] = term
        seen: set[tuple[str, str | None]] = set()
        for index, mapping in enumerate(self.form.mappings):
            if (mapping.subject, mapping.to) in seen:
                message = f"{self.said(mapping)} stands above already."
                self.add("id-duplicate", ("mappings", index), message)
            seen.add((mapping.subject, mapping.to))
            self.mapping(index, mapping)
        self.contradictions()
        for index, term in enumerate(self.form.terms):
            if all(mapping.to != term.id for mapping in self.form.mappings):
                message = f"nothing is mapped to {term.id}."
                self.add("term-unused", ("terms", index), message)

    def mapping(self, index: int, mapping: OutsideMappingForm) -> None:
        """Both ends exist, are of kinds that go together, and are in use."""
        scheme, _, concept = mapping.subject.partition("/")
        loc = ("mappings", index)
        known = self.known.has_concept(scheme, concept) if concept else self.known.has(scheme)
        if not known:
            names = [f"{scheme}/{name}" for name in self.known.concepts(scheme)]
            self.unknown((*loc, "subject"), mapping.subject, names or self.known.ids)
        elif mapping.subject in self.retired:
            message = f"{mapping.subject} is retired."
            self.add("mapping-retired", (*loc, "subject"), message)
        if (mapping.to is None) != (mapping.relation is Relation.NONE):
            target = repr(mapping.to) if mapping.to else "nothing"
            message = f"the relation is {mapping.relation.value}, the target {target}."
            self.add("mapping-target", loc, message)
        elif mapping.to is not None and mapping.to not in self.terms:
            self.unknown((*loc, "to"), mapping.to, self.terms)
        elif known:
            self.kinds(index, mapping)

    def kinds(self, index: int, mapping: OutsideMappingForm) -> None:
        name = mapping.subject.partition("/")[0]
        kind = SCHEME_KINDS.get(name) if "/" in mapping.subject else _entry_kind(name)
        loc = ("mappings", index)
        if kind is None:
            mend = f"Concepts that are mapped: those of {', '.join(SCHEME_KINDS)}."
            self.add("mapping-kind", loc, f"concepts of {name} are not mapped.", mend)
        elif mapping.to is not None:
            other = self.terms[mapping.to].kind
            impairs = mapping.relation is Relation.IMPAIRS
            fits = (kind, other) == (TermKind.ISSUE, TermKind.QUALITY) if impairs else kind is other
            if not fits:
                message = (
                    f"{self.said(mapping)}, and {mapping.subject} is of the kind "
                    f"{kind.value}, {mapping.to} of the kind {other.value}."
                )
                self.add("mapping-kind", loc, message)

    def contradictions(self) -> None:
        """Who has no counterpart here is mapped to nothing here."""
        mapped = {each.subject for each in self.form.mappings if each.to is not None}
        for index, mapping in enumerate(self.form.mappings):
            if mapping.relation is Relation.NONE and mapping.subject in mapped:
                message = f"{mapping.subject} is mapped to a term of this vocabulary as well."
                self.add("mapping-none", ("mappings", index), message)

    def said(self, mapping: OutsideMappingForm) -> str:
        return " ".join(filter(None, (mapping.subject, mapping.relation.value, mapping.to)))

    def unknown(self, loc: tuple[str | int, ...], name: str, known: Iterable[str]) -> None:
        close = nearest_names(name, known)
        mend = f"Did you mean {close[0]}?" if close else ""
        self.add("reference-unknown", loc, f"{name} does not exist.", mend)

    def add(self, rule: str, loc: tuple[str | int, ...], message: str, mend: str = "") -> None:
        self.report.add(rule, self.source.path, self.source.line(*loc), message, mend)


def _entry_kind(identifier: str) -> TermKind:
    return TermKind.STRATEGY if is_strategy_id(identifier) else TermKind.ISSUE
