"""Each check of the ontology finds what it is for, at its place, and nothing in ours."""

import shutil
from pathlib import Path

import pytest
from common import ONTOLOGY, TESTS

from snaglist.graph.lint import CheckSeverity, check_ontology, read_checks

CHECKS, FINDINGS = read_checks(ONTOLOGY)
OOPS = {"p04", "p08", "p11", "p13", "p19", "p22", "p24", "p25", "p34", "p35", "p38", "p41"}

SAID = 'rdfs:label "broken"@en ; skos:definition "Broken on purpose."@en'
ENDS = "rdfs:domain snag:Entry ; rdfs:range snag:Entry"
BROKEN = {
    "p03-relation-is": (f"snag:isA a owl:ObjectProperty ; {ENDS} ; {SAID} .", "snag:isA"),
    "p04-unconnected": (f"snag:Alone a owl:Class ; {SAID} .", "snag:Alone"),
    "p06-circle": (
        f"snag:Round a owl:Class ; rdfs:subClassOf snag:Circle ; {SAID} .\n"
        "snag:Circle a owl:Class ; rdfs:subClassOf snag:Round ; "
        'rdfs:label "circle"@en ; skos:definition "Goes round."@en .',
        "snag:Circle",
    ),
    "p08-annotations": (
        'snag:Mute a owl:Class ; rdfs:subClassOf snag:Entry ; rdfs:label "mute"@en .',
        "snag:Mute",
    ),
    "p11-domain-range": (
        f"snag:loose a owl:ObjectProperty ; rdfs:domain snag:Entry ; {SAID} .",
        "snag:loose",
    ),
    "p13-inverse": (f"snag:oneWay a owl:ObjectProperty ; {ENDS} ; {SAID} .", "snag:oneWay"),
    "p19-several-domains": (
        f"snag:both a owl:ObjectProperty ; rdfs:domain snag:Claim ; {ENDS} ; {SAID} .",
        "snag:both",
    ),
    "p20-same-words": (
        "snag:Echo a owl:Class ; rdfs:subClassOf snag:Entry ; "
        'rdfs:label "an echo"@en ; skos:definition "An echo."@en .',
        "snag:Echo",
    ),
    "p22-naming": (f"snag:bad_Name a owl:Class ; rdfs:subClassOf snag:Entry ; {SAID} .",
                   "snag:bad_Name"),
    "p24-recursive": (
        f"snag:Snake a owl:Class ; {SAID} ; owl:equivalentClass "
        "[ a owl:Class ; owl:intersectionOf ( snag:Entry snag:Snake ) ] .",
        "snag:Snake",
    ),
    "p25-own-inverse": (
        f"snag:mirror a owl:ObjectProperty ; owl:inverseOf snag:mirror ; {ENDS} ; {SAID} .",
        "snag:mirror",
    ),
    "p32-same-label": (
        "snag:Second a owl:Class ; rdfs:subClassOf snag:Entry ; "
        'rdfs:label "quote"@en ; skos:definition "Another."@en .',
        "snag:Second",
    ),
    "p34-untyped-class": (
        f"snag:Child a owl:Class ; rdfs:subClassOf snag:Nobody ; {SAID} .",
        "snag:Nobody",
    ),
    "p35-untyped-property": ("snag:Entry snag:unheard snag:Claim .", "snag:unheard"),
    "p36-file-in-name": ("<https://w3id.org/x/it.owl> a owl:Ontology ; dcterms:license <x:y> .",
                         "https://w3id.org/x/it.owl"),
}  # fmt: skip
"""For each check, what is added to the ontology, and the term that is found."""

REMOVED = {
    "p38-no-ontology": (" a owl:Ontology ;", " a owl:Thing ;"),
    "p41-no-licence": (
        "    dcterms:license <https://creativecommons.org/licenses/by/4.0/> ;\n",
        "",
    ),
}
"""For each check, what is replaced in the ontology."""


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    folder = tmp_path / "ontology"
    shutil.copytree(ONTOLOGY, folder)
    profile = folder / "checks" / "profile.yaml"
    profile.write_text("".join(f"{check.name}: error\n" for check in CHECKS))
    return folder


def test_ours_has_none() -> None:
    assert not FINDINGS
    assert check_ontology(ONTOLOGY) == ([], [])


def test_the_pitfalls_that_can_be_checked_are() -> None:
    assert {check.name.partition("-")[0] for check in CHECKS} >= OOPS
    assert {check.name for check in CHECKS} == set(BROKEN) | set(REMOVED)


@pytest.mark.parametrize("name", BROKEN)
def test_a_check_finds_what_it_is_for(copy: Path, name: str) -> None:
    path = copy / "snaglist.ttl"
    text, term = BROKEN[name]
    lines = len(path.read_text(encoding="utf-8").splitlines())
    with path.open("a", encoding="utf-8") as file:
        file.write(f"\n{text}\n")
    errors, _ = check_ontology(copy)
    found = [error for error in errors if error.rule == name and f"{term}:" in error.message]
    assert found
    assert all(error.mend for error in found)
    if text.startswith(term):
        assert (found[0].path, found[0].line) == ("ontology/snaglist.ttl", lines + 2)


@pytest.mark.parametrize("name", REMOVED)
def test_a_check_finds_what_is_lacking(copy: Path, name: str) -> None:
    path = copy / "snaglist.ttl"
    text = path.read_text(encoding="utf-8")
    old, new = REMOVED[name]
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")
    errors, _ = check_ontology(copy)
    assert name in {error.rule for error in errors}


def test_the_profile_says_how_grave_it_is(copy: Path) -> None:
    with (copy / "snaglist.ttl").open("a", encoding="utf-8") as file:
        file.write(f"\nsnag:Alone a owl:Class ; {SAID} .\n")
    name, profile = "p04-unconnected", copy / "checks" / "profile.yaml"
    text = profile.read_text()
    for level, counts in ((CheckSeverity.WARNING, (0, 1)), (CheckSeverity.OFF, (0, 0))):
        profile.write_text(text.replace(f"{name}: error", f"{name}: {level}").replace(
            "p13-inverse: error", "p13-inverse: off"))  # fmt: skip
        errors, warnings = check_ontology(copy)
        assert (len(errors), len(warnings)) == counts


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("new.rq", "SELECT ?term { ?term a owl:Class }", "first lines"),
        ("new.rq", "# problem: P.\n# solution: S.\nSELECT ?term {", "severity"),
        ("p04-unconnected.rq", "# problem: P.\n# solution: S.\nSELECT ?term {", "not SPARQL"),
        ("profile.yaml", "p04-unconnected: grave\n", "cannot be read"),
        ("profile.yaml", "p99-none: error\n", "no check p99-none"),
    ],
)
def test_a_check_that_is_none_is_a_finding(copy: Path, name: str, text: str, said: str) -> None:
    (copy / "checks" / name).write_text(text)
    errors, _ = check_ontology(copy)
    assert any(said in error.message for error in errors if error.rule == "check")


def test_every_check_is_documented() -> None:
    rules = (TESTS.parent / "docs" / "rules.md").read_text(encoding="utf-8")
    for check in CHECKS:
        assert f"| `{check.name}` | {check.problem} | {check.solution} |" in rules
