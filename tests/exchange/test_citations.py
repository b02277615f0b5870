"""A citation says who, what, when and where, in the words of its format."""

import json
import re
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from snaglist.exchange.citations import STYLES, Citable, Citation, apa, bibtex, citation, csl, ris
from snaglist.model.catalogue import Catalogue
from snaglist.model.interview import Quote
from snaglist.snapshot.snapshot import Snapshot

MADE = Citation(
    id="SNAG-001",
    title="100% of {braces} & $money_",
    editor="Snaglist editors",
    container="Snaglist",
    version="1.0",
    url="https://w3id.org/snaglist/id/SNAG-001",
    released=None,
)
SEEN = date(2026, 12, 24)
TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=60)


def made(title: str) -> Citation:
    return replace(MADE, title=title)


def test_what_bibtex_would_read_as_commands_is_escaped() -> None:
    assert r"title = {{100\% of \{braces\} \& \$money\_}}" in bibtex(MADE)
    assert bibtex(MADE).startswith("@misc{snaglist-SNAG-001,\n")


@given(TEXTS)
def test_braces_of_bibtex_balance(title: str) -> None:
    text = re.sub(r"\\[{}]", "", bibtex(made(title)))
    depth = 0
    for sign in text:
        depth += {"{": 1, "}": -1}.get(sign, 0)
        assert depth >= 0
    assert depth == 0


@given(TEXTS)
def test_every_line_of_ris_is_a_field(title: str) -> None:
    lines = ris(made(title)).split("\r\n")
    assert lines[0] == "TY  - DATA"
    assert lines[-2:] == ["ER  - ", ""]
    assert all(re.match(r"[A-Z][A-Z0-9]  - ", line) for line in lines[:-1])


@given(TEXTS)
def test_csl_holds_the_title_as_it_is(title: str) -> None:
    (item,) = json.loads(csl(made(title)))
    assert item["title"] == title
    assert item["author"] == [{"literal": "Snaglist editors"}]


def cited(catalogue: Catalogue, thing: Citable, style: str) -> str:
    name = getattr(thing, "id", "catalogue")
    url = f"https://w3id.org/snaglist/id/{name}"
    return STYLES[style].text(catalogue, thing, url, SEEN)


def test_whatever_can_be_cited_is_cited_in_its_edition(shipped: Snapshot) -> None:
    catalogue = shipped.catalogue
    about = catalogue.about
    assert about.released
    things: list[Citable] = [about, *catalogue.entries, *catalogue.interviews, *catalogue.quotes]
    for thing in things:
        for style in STYLES:
            text = cited(catalogue, thing, style)
            assert getattr(thing, "id", "catalogue") in text
            assert f"{about.version} ({about.released})" in text
        assert "Retrieved December 24, 2026, from https://w3id.org/" in cited(
            catalogue, thing, "txt"
        )
        assert "  urldate = {2026-12-24}" in cited(catalogue, thing, "bib")
        assert "Y2  - 2026/12/24\r\n" in cited(catalogue, thing, "ris")
        (item,) = json.loads(cited(catalogue, thing, "json"))
        assert item["accessed"] == {"date-parts": [[2026, 12, 24]]}
        assert item["version"] == about.version


def test_an_entry_is_of_the_day_of_its_edition(shipped: Snapshot) -> None:
    catalogue, released = shipped.catalogue, shipped.catalogue.about.released
    assert released
    things: list[Citable] = [catalogue.about, *catalogue.entries]
    for thing in things:
        assert f"  month = {{{released.month}}}" in cited(catalogue, thing, "bib")
        assert f"DA  - {released:%Y/%m/%d}\r\n" in cited(catalogue, thing, "ris")
        (item,) = json.loads(cited(catalogue, thing, "json"))
        assert item["issued"]["date-parts"] == [[released.year, released.month, released.day]]
        assert item["author"] == [{"literal": catalogue.about.creator}]


def test_what_was_said_is_cited_with_the_authors_of_its_study(shipped: Snapshot) -> None:
    catalogue = shipped.catalogue
    (study,) = catalogue.studies
    things: list[Citable] = [*catalogue.interviews, next(catalogue.quotes)]
    for thing in things:
        text = cited(catalogue, thing, "txt")
        assert text.startswith("Côté, P.-O., Nikanjam, A., ")
        assert ", & Khomh, F. (2023). " in text
        assert study.citation in text
        bib = cited(catalogue, thing, "bib")
        assert "  author = {Côté, P.-O. and Nikanjam, A. and " in bib
        assert "  year = {2023}" in bib
        assert "month" not in bib
        ris_text = cited(catalogue, thing, "ris")
        assert ris_text.count("AU  - ") == len(study.authors)
        assert "ED  - Snaglist editors\r\n" in ris_text
        (item,) = json.loads(cited(catalogue, thing, "json"))
        assert item["author"][0] == {"family": "Côté", "given": "P.-O."}
        assert item["issued"]["date-parts"] == [[2023]]


def test_the_catalogue_names_nothing_that_it_stands_in(shipped: Snapshot) -> None:
    catalogue = shipped.catalogue
    assert cited(catalogue, catalogue.about, "txt").startswith(
        f"Snaglist editors. (2026). Snaglist, {catalogue.about.edition}. Retrieved"
    )
    assert json.loads(cited(catalogue, catalogue.about, "json"))[0]["type"] == "dataset"


def test_a_catalogue_without_editions_is_of_its_newest_change(sample_knowledge: Snapshot) -> None:
    catalogue = sample_knowledge.catalogue
    newest = max(change.on for entry in catalogue.entries for change in entry.history)
    assert catalogue.about.editions == ()
    assert citation(catalogue, catalogue.about, "x:y", None).released == newest


def test_a_quote_is_cited_with_its_words(shipped: Snapshot) -> None:
    quote = next(shipped.catalogue.quotes)
    text = apa(citation(shipped.catalogue, quote, "https://example.org/q", None))
    assert " ".join(quote.exact.split()) in text
    assert f"line {quote.line}" in text
    assert isinstance(quote, Quote)


@pytest.mark.parametrize("style", STYLES)
def test_a_style_names_its_file(style: str) -> None:
    assert re.fullmatch("[a-z]{3,7}", style)
