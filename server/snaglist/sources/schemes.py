"""Load concept schemes, studies and what the catalogue says of itself."""

from pathlib import Path

from snaglist.model.catalogue import OUR_IRI, About
from snaglist.model.interview import Study
from snaglist.model.scheme import Concept, ConceptScheme
from snaglist.schema.finding import Finding
from snaglist.schema.report import Report
from snaglist.schema.rules import FILE_RULES
from snaglist.schema.text_files import list_children
from snaglist.schema.validation import FormFile, load_form
from snaglist.sources.catalogue_forms import CatalogueForm, SchemeForm, StudyForm, VocabularyForm
from snaglist.sources.rules import WARNINGS
from snaglist.sources.to_model import to_model

CATALOGUE_FILE = "catalogue.yaml"
IRI_RULE = "iri-missing"


def load_about(folder: Path, report: Report) -> About | None:
    """The file catalogue.yaml."""
    source = load_form(CatalogueForm, folder / CATALOGUE_FILE, report)
    return to_model(About, source.form) if source else None


def tell_iri(about: About, folder: Path) -> tuple[Finding, ...]:
    """A warning where names begin as in the catalogue of the program and nobody says so."""
    if about.iri != OUR_IRI:
        return ()
    source = load_form(CatalogueForm, folder / CATALOGUE_FILE, Report(folder, FILE_RULES))
    if source is None or "iri" in source.form.model_fields_set:
        return ()
    rule = WARNINGS[IRI_RULE]
    return (Finding(f"{folder.name}/{CATALOGUE_FILE}", 0, IRI_RULE, rule.problem, rule.solution),)


def load_studies(folder: Path, report: Report) -> tuple[Study, ...]:
    """The files in studies/."""
    found = []
    for path in list_children(folder / "studies", report, is_yaml):
        source = load_form(StudyForm, path, report)
        if source and is_named(source, report):
            found.append(to_model(Study, source.form))
    return tuple(found)


def load_schemes(folder: Path, report: Report) -> dict[str, ConceptScheme]:
    """The files in schemes/, by id."""
    found = {}
    for path in list_children(folder / "schemes", report, is_yaml):
        source = load_form(SchemeForm, path, report)
        if source and is_named(source, report):
            _check_concepts(source, report)
            form = source.form
            concepts = tuple(to_model(Concept, each, scheme=form.id) for each in form.concepts)
            found[form.id] = to_model(ConceptScheme, form, concepts=concepts)
    return found


def is_yaml(path: Path) -> bool:
    """True for the YAML files of a folder, however the ending is written."""
    return path.suffix.lower() in (".yaml", ".yml") and not path.is_dir()


def is_named(
    source: FormFile[StudyForm] | FormFile[SchemeForm] | FormFile[VocabularyForm], report: Report
) -> bool:
    """True where the file is called after the id in it; else False with a finding."""
    path, identifier = source.path, source.form.id
    if path.stem == identifier:
        return True
    message = f"{identifier!r} lives in a file called {path.name}."
    report.add("file-name", path, source.line("id"), message)
    return False


def _check_concepts(source: FormFile[SchemeForm], report: Report) -> None:
    """Ids once, broader concepts present, and no circle among them."""
    broader: dict[str, str | None] = {}
    for index, concept in enumerate(source.form.concepts):
        line = source.line("concepts", index)
        if concept.id in broader:
            report.add(
                "id-duplicate", source.path, line, f"the concept {concept.id} is here twice."
            )
        broader[concept.id] = concept.broader
    for index, concept in enumerate(source.form.concepts):
        line = source.line("concepts", index)
        if concept.broader and concept.broader not in broader:
            message = f"{concept.id} is below {concept.broader}, which this scheme lacks."
            report.add("broader-unknown", source.path, line, message)
        elif concept.id in (chain := _chain(concept.broader, broader)):
            message = f"{concept.id} is below itself, by way of {', '.join(chain)}."
            report.add("broader-circle", source.path, line, message)


def _chain(start: str | None, broader: dict[str, str | None]) -> list[str]:
    """The broader concepts upwards from ``start``, as far as none comes twice."""
    chain: list[str] = []
    while start and start not in chain:
        chain.append(start)
        start = broader.get(start)
    return chain
