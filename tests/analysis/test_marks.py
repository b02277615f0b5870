"""What two coders marked is compared when both have handed in, in a page and by a command."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from snaglist.analysis.marks import NEW_CODES, STRATEGIES, Per, category_of, compare_coders
from snaglist.analysis.units import ANY, Unit
from snaglist.errors import UsageError
from snaglist.model.catalogue import Catalogue
from snaglist.model.coding import Code, CodedInterview, Coder, Coding
from snaglist.snapshot.snapshot import Snapshot
from snaglist.web.app import create_app

DAY = date(2026, 11, 1)


def coded(
    catalogue: Catalogue, coder: str, marks: Sequence[tuple[str, str]], **others: Any
) -> CodedInterview:
    """Words that are marked with a code, in the first interview."""
    text = catalogue.interviews[0].transcript
    codings = tuple(
        Coding(
            id=f"c{number:010x}", start=text.index(words), end=text.index(words) + len(words),
            line=1, exact=words, codes=(code,), on=DAY, blind=not code.endswith("later"),
        )
        for number, (words, code) in enumerate(marks)
    )  # fmt: skip
    given: dict[str, Any] = {"handed_in": DAY, **others}
    return CodedInterview(interview="I01", coder=coder, codings=codings, **given)


@pytest.fixture
def catalogue(sample_knowledge: Snapshot) -> Catalogue:
    here = sample_knowledge.catalogue
    ana = [("thermometer died", "SNAG-001"), ("bell worked", "FIX-001"), ("Café", "noise")]
    ben = [("died", "SNAG-001"), ("never looked", "SNAG-002"), ("seedlings", "later")]
    book = (
        Code(id="noise", name="Noise"),
        Code(id="later", name="Later"),
        Code(id="heat", name="Heat", parent="warm"),
        Code(id="warm", name="Warm", parent="SNAG-002"),
        Code(id="ring", name="Ring", parent="ring"),
    )
    codings = (coded(here, "ana", ana), coded(here, "ben", ben))
    return replace(here, codebook=book, codings=codings)


def test_two_coders_are_compared_on_what_they_marked_apart(catalogue: Catalogue) -> None:
    made = compare_coders(catalogue, catalogue.interviews[0], (), Unit.TURN, Per.ISSUE)
    assert made.coders == ("ana", "ben")
    counts = {row.code: (row.both, row.first, row.second) for row in made.rows}
    assert counts == {
        "SNAG-001": (1, 0, 0),
        "FIX-001": (0, 1, 0),
        "noise": (0, 1, 0),
        # What was coded after seeing the other's does not count: "later" has no row.
        "SNAG-002": (0, 0, 1),
        ANY: (2, 1, 0),
    }
    assert {each.by for each in made.disagreements} == {"ana", "ben"}


def test_the_reader_marks_quotes_alone_and_leads_to_agreement_once_all_have_handed_in(
    sample_knowledge: Snapshot, catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser = create_app(sample_knowledge).test_client()

    def page(codings: Sequence[CodedInterview], coders: Sequence[Coder] = ()) -> str:
        changed = replace(catalogue, codings=tuple(codings), coders=tuple(coders))
        monkeypatch.setattr(sample_knowledge, "catalogue", changed)
        return browser.get("/interviews/I01").text

    ana, ben = catalogue.codings
    both = page((ana, ben))
    assert 'href="/agreement/I01"' in both
    assert 'href="/agreement/I01?coders=ana,ben"' in page((ana, ben, replace(ana, coder="cem")))
    before = page(())
    assert both.count("<mark") == before.count("<mark")
    for hidden in (
        before,
        page((ana,)),
        page((ana, replace(ben, handed_in=None))),
        page((ana, ben), (Coder(id="eva", name="Eva", interviews=("I01",)),)),
    ):
        assert "/agreement/" not in hidden


def test_codes_belong_to_a_category(catalogue: Catalogue) -> None:
    issue = next(each for each in catalogue.issues if each.id == "SNAG-002")
    for code, category in (
        ("SNAG-002", issue.category),
        ("heat", issue.category),
        ("FIX-001", STRATEGIES),
        ("noise", NEW_CODES),
        ("ring", NEW_CODES),
    ):
        assert category_of(catalogue, code) == category
    made = compare_coders(catalogue, catalogue.interviews[0], (), Unit.LINE, Per.CATEGORY)
    assert {STRATEGIES, NEW_CODES} < {row.code for row in made.rows}


@pytest.mark.parametrize(
    ("coders", "said"),
    [
        (("ana",), "ana is alone"),
        (("ana", "ana"), "ana is alone"),
        (("ana", "eva"), "eva did not code I01. Coded by: ana, ben"),
        (("ana", "ben", "eva"), "eva did not code"),
    ],
)
def test_two_who_coded_it_are_named(
    catalogue: Catalogue, coders: tuple[str, ...], said: str
) -> None:
    with pytest.raises(UsageError, match=said):
        compare_coders(catalogue, catalogue.interviews[0], coders, Unit.TURN, Per.ISSUE)


def test_nothing_is_told_before_both_have_handed_in(catalogue: Catalogue) -> None:
    open_still = replace(catalogue.codings[1], handed_in=None)
    waiting = replace(catalogue, codings=(catalogue.codings[0], open_still))
    with pytest.raises(UsageError, match=r"ben has not handed in I01 yet: snag code hand-in I01"):
        compare_coders(waiting, waiting.interviews[0], ("ana", "ben"), Unit.TURN, Per.ISSUE)
    nobody = replace(catalogue, codings=())
    with pytest.raises(UsageError, match=r"nobody is named\. Coded by: nobody"):
        compare_coders(nobody, nobody.interviews[0], (), Unit.TURN, Per.ISSUE)


def test_the_page_has_the_figures(
    sample_knowledge: Snapshot, catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sample_knowledge, "catalogue", catalogue)
    browser = create_app(sample_knowledge).test_client()
    view = browser.get("/agreement/I01.json?unit=character").get_json()
    made = compare_coders(catalogue, catalogue.interviews[0], (), Unit.CHARACTER, Per.ISSUE)
    assert [(row["code"], row["both"]) for row in view["rows"]] == [
        (row.code, row.both) for row in made.rows
    ]
    kappa = made.rows[0].measures["kappa"].value
    assert view["rows"][0]["measures"]["kappa"]["value"] == pytest.approx(kappa)
    assert [each["line"] for each in view["disagreements"]] == [
        each.line for each in made.disagreements
    ]
    page = browser.get("/agreement/I01?per=category&unit=turn")
    assert page.status_code == 200
    assert "Where they differ" in page.text
    assert "seedlings" not in browser.get("/agreement/I01.json").text
    assert browser.get("/agreement/I01?unit=word").status_code == 400
