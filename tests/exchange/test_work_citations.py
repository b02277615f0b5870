"""A publication is cited as the work that it is, a finding as a place in it that we recorded."""

import json
import re
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from web.web_sample import CATALOGUE, STOPPED

from snaglist.exchange.citations import STYLES, Citable
from snaglist.exchange.work_citations import TYPES, WorkCitation, apa, bibtex, csl, ris
from snaglist.model.publication import Creator, PublicationKind

SEEN = date(2026, 12, 24)
TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=60)
PLAIN = replace(
    STOPPED,
    title="Sensors that stop & 3_4",
    authors=(Creator(family="Ätze", given="B. C."), Creator(family="Institute for Bells")),
)


def cited(thing: Citable, style: str) -> str:
    name = getattr(thing, "id", "")
    return STYLES[style].text(CATALOGUE, thing, f"https://w3id.org/snaglist/id/{name}", SEEN)


def item(thing: Citable) -> dict[str, Any]:
    (found,) = json.loads(cited(thing, "json"))
    return dict(found)


def test_apa_of_a_publication() -> None:
    assert cited(replace(PLAIN, others=False, issued=None), "txt") == (
        "Ätze, B. C., & Institute for Bells. (2021). Sensors that stop & 3_4. "
        "Bell Conference, 3, 10–12. https://doi.org/10.1145/1.2\n"
    )
    assert cited(PLAIN, "txt").startswith(
        "Ätze, B. C., Institute for Bells, et al. (2021, December 6). Sensors"
    )


def test_apa_of_a_ruling_names_its_number_and_its_court_once() -> None:
    ruling = replace(
        PLAIN,
        kind=PublicationKind.JUDGMENT,
        title="Moffatt v. Air Bell",
        authors=(Creator(family="Tribunal"),),
        others=False,
        issued=None,
        venue="Tribunal",
        volume=None,
        pages=None,
        doi=None,
        identifier="2024 BCCRT 149",
    )
    assert cited(ruling, "txt") == "Tribunal. (2021). Moffatt v. Air Bell (2024 BCCRT 149).\n"
    assert item(ruling)["type"] == "legal_case"
    assert item(ruling)["number"] == "2024 BCCRT 149"
    assert "M1  - 2024 BCCRT 149\r\n" in cited(ruling, "ris")


def test_bibtex_of_a_publication() -> None:
    text = cited(PLAIN, "bib")
    assert text.startswith("@inproceedings{snaglist-P001,\n")
    for line in (
        "author = {Ätze, B. C. and {Institute for Bells} and others}",
        r"title = {{Sensors that stop \& 3\_4}}",
        "booktitle = {Bell Conference}",
        "pages = {10--12}",
        "month = {12}",
        "doi = {10.1145/1.2}",
        "url = {https://doi.org/10.1145/1.2}",
    ):
        assert f"  {line}" in text, line
    assert "urldate" not in text
    assert "note" not in text


@pytest.mark.parametrize("kind", PublicationKind)
def test_each_kind_has_its_type_in_each_style(kind: PublicationKind) -> None:
    work, types = replace(PLAIN, kind=kind), TYPES[kind]
    assert cited(work, "bib").startswith(f"@{types.bibtex}{{")
    assert cited(work, "ris").startswith(f"TY  - {types.ris}\r\n")
    assert item(work)["type"] == types.csl


def test_the_types_that_libraries_know() -> None:
    assert (TYPES[PublicationKind.ARTICLE].bibtex, TYPES[PublicationKind.ARTICLE].ris) == (
        "article",
        "JOUR",
    )
    assert TYPES[PublicationKind.CONFERENCE].csl == "paper-conference"
    assert TYPES[PublicationKind.STATUTE].csl == "legislation"
    article = replace(PLAIN, kind=PublicationKind.ARTICLE, venue="Science")
    assert "  journal = {Science}" in cited(article, "bib")


@pytest.mark.parametrize("style", STYLES)
def test_a_finding_says_its_place_and_who_recorded_it(style: str) -> None:
    finding = STOPPED.findings[1]
    text = " ".join(cited(finding, style).split())
    recorded = f"as recorded in {CATALOGUE.about.title}, P001-F2, {CATALOGUE.about.edition}"
    assert f"Table 2; {recorded}" in text
    assert "https://w3id.org/snaglist/id/P001-F2" in text
    assert "Ätze" in text
    # The words of a finding are ours, and no title of a work.
    assert finding.text not in text


def test_a_finding_was_looked_up_and_its_publication_was_not() -> None:
    finding = STOPPED.findings[0]
    assert item(finding)["accessed"] == {"date-parts": [[2026, 12, 24]]}
    assert "accessed" not in item(STOPPED)
    assert "Retrieved December 24, 2026, from https://w3id.org/" in cited(finding, "txt")
    assert "Retrieved" not in cited(STOPPED, "txt")
    assert item(finding)["URL"] == "https://doi.org/10.1145/1.2"


@given(TEXTS)
def test_no_title_breaks_a_format(title: str) -> None:
    made = WorkCitation(work=replace(PLAIN, title=title))
    assert re.sub(r"\\[{}]", "", bibtex(made)).count("{") == re.sub(
        r"\\[{}]", "", bibtex(made)
    ).count("}")
    lines = ris(made).split("\r\n")
    assert lines[-2:] == ["ER  - ", ""]
    assert all(re.match(r"[A-Z][A-Z0-9]  - ", line) for line in lines[:-1])
    (found,) = json.loads(csl(made))
    assert found["title"] == title
    assert title in apa(made)
