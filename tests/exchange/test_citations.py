"""A citation says who, what, when and where, in the words of its format."""

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from snaglist.exchange.citations import STYLES, Citation, bibtex, citation, csl, plain_text, ris
from snaglist.model.interview import Quote
from snaglist.snapshot.snapshot import Snapshot

MADE = Citation(
    id="SNAG-001",
    title="100% of {braces} & $money_",
    author="Snaglist editors",
    container="Snaglist",
    version="1.0",
    url="https://w3id.org/snaglist/id/SNAG-001",
    issued=None,
)
TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=60)


def made(title: str) -> Citation:
    return Citation(
        id=MADE.id,
        title=title,
        author=MADE.author,
        container=MADE.container,
        version=MADE.version,
        url=MADE.url,
        issued=None,
    )


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


def test_every_entry_quote_and_interview_can_be_cited(shipped: Snapshot) -> None:
    catalogue = shipped.catalogue
    things = (*catalogue.entries, *catalogue.interviews, *catalogue.quotes)
    for thing in things:
        cited = citation(catalogue, thing, f"https://w3id.org/snaglist/id/{thing.id}")
        assert cited.issued is not None
        for style in STYLES.values():
            text = style.write(cited)
            assert thing.id in text
            assert str(cited.issued.year) in text


def test_a_quote_is_cited_with_its_words_and_its_study(shipped: Snapshot) -> None:
    quote = next(shipped.catalogue.quotes)
    text = plain_text(citation(shipped.catalogue, quote, "https://example.org/q"))
    assert " ".join(quote.exact.split()) in text
    assert f"line {quote.line}" in text
    assert shipped.catalogue.studies[0].citation in text
    assert isinstance(quote, Quote)


@pytest.mark.parametrize("style", STYLES)
def test_a_style_names_its_file(style: str) -> None:
    assert re.fullmatch("[a-z]{3,4}", style)
