"""Pages for operators: the tests they name exist, anchors hold, each requirement is judged once."""

import re

import pytest
from common import TESTS

DOCS = TESTS.parent / "docs"
MODEL = (DOCS / "threat-model.md").read_text(encoding="utf-8")
ASVS = (DOCS / "asvs.md").read_text(encoding="utf-8")
ROBUSTNESS = (DOCS / "robustness.md").read_text(encoding="utf-8")
ROW = re.compile(r"^\| ([\d., -]+) \| (holds|partly|not|n/a) \| (.+) \|$", re.MULTILINE)

OF_LEVEL_2 = {
    "1.1": "1-7", "1.2": "1-4", "1.4": "1,4,5", "1.5": "1-4", "1.6": "1-4", "1.7": "1-2",
    "1.8": "1-2", "1.9": "1-2", "1.10": "1", "1.11": "1-2", "1.12": "2", "1.14": "1-6",
    "2.1": "1-12", "2.2": "1-3", "2.3": "1-3", "2.4": "1-5", "2.5": "1-7", "2.6": "1-3",
    "2.7": "1-6", "2.8": "1-7", "2.9": "1-3", "2.10": "1-4",
    "3.1": "1", "3.2": "1-4", "3.3": "1-4", "3.4": "1-5", "3.5": "1-3", "3.7": "1",
    "4.1": "1-3,5", "4.2": "1-2", "4.3": "1-3",
    "5.1": "1-5", "5.2": "1-8", "5.3": "1-10", "5.4": "1-3", "5.5": "1-4",
    "6.1": "1-3", "6.2": "1-6", "6.3": "1-2", "6.4": "1-2",
    "7.1": "1-4", "7.2": "1-2", "7.3": "1,3,4", "7.4": "1-3",
    "8.1": "1-4", "8.2": "1-3", "8.3": "1-8", "9.1": "1-3", "9.2": "1-4",
    "10.2": "1-2", "10.3": "1-3", "11.1": "1-8",
    "12.1": "1-3", "12.2": "1", "12.3": "1-6", "12.4": "1-2", "12.5": "1-2", "12.6": "1",
    "13.1": "1,3-5", "13.2": "1-3,5,6", "13.3": "1-2", "13.4": "1-2",
    "14.1": "1-4", "14.2": "1-6", "14.3": "2-3", "14.4": "1-7", "14.5": "1-4",
}  # fmt: skip
"""Requirements of levels 1 and 2 in ASVS 4.0.3, without those that it deleted, by section."""


def numbers(text: str) -> list[int]:
    """``1,3-5`` is 1, 3, 4, 5."""
    pairs = [part.partition("-") for part in text.split(",")]
    return [each for first, _, last in pairs for each in range(int(first), int(last or first) + 1)]


def requirements(text: str) -> list[str]:
    """``2.7.1-6, 3.1.1`` is 2.7.1 to 2.7.6 and 3.1.1."""
    parts = [part.strip().rpartition(".") for part in text.split(",")]
    return [f"{section}.{n}" for section, _, last in parts for n in numbers(last)]


def named_tests() -> set[str]:
    return set(re.findall(r"`([\w/]+\.py::test_\w+)`", MODEL + ASVS))


def test_every_requirement_of_level_2_is_judged_once() -> None:
    judged = [each for row in ROW.findall(ASVS) for each in requirements(row[0])]
    wanted = [f"{section}.{n}" for section, text in OF_LEVEL_2.items() for n in numbers(text)]
    assert sorted(judged) == sorted(wanted)


def test_every_row_of_the_table_is_read() -> None:
    rows = [line for line in ASVS.splitlines() if re.match(r"\| *\d", line)]
    assert len(rows) == len(ROW.findall(ASVS)) > 100


def test_tests_are_named() -> None:
    assert len(named_tests()) > 60


PAGES = {"threat-model": MODEL, "asvs": ASVS, "robustness": ROBUSTNESS}


@pytest.mark.parametrize("page", PAGES.values(), ids=PAGES)
def test_the_tests_that_are_named_exist(page: str) -> None:
    missing = []
    for name in re.findall(r"`([\w/]+\.py)(?:::(test_\w+))?`", page):
        path = TESTS / name[0]
        found = path.read_text(encoding="utf-8") if path.exists() else ""
        if not (path.exists() and (not name[1] or f"def {name[1]}(" in found)):
            missing.append("::".join(filter(None, name)))
    assert missing == []


def test_what_is_promised_is_shown() -> None:
    promised = MODEL.partition("## What is not promised")[0].partition("## Who could do what")[2]
    rows = [line for line in promised.splitlines() if re.match(r"\| (?!tries|what \||---)", line)]
    assert len(rows) > 25
    assert not [row for row in rows if "::test_" not in row]


def test_every_fault_has_its_test() -> None:
    faults = ROBUSTNESS.partition("## Faults")[2].partition("## Figures")[0]
    rows = [line for line in faults.splitlines() if re.match(r"\| (?!fault |---)", line)]
    assert len(rows) > 25
    assert not [row for row in rows if "::test_" not in row]


def test_the_summary_names_what_is_not_met() -> None:
    summary = ASVS.partition("| requirement |")[0]
    open_ = {
        r for ids, verdict, _ in ROW.findall(ASVS) if verdict == "not" for r in requirements(ids)
    }
    said = set(re.findall(r"\d+\.\d+\.\d+", summary.partition("**Not met**")[2]))
    assert said == open_


def anchors(page: str) -> set[str]:
    """The anchors of a page's headings, as GitHub makes them."""
    heads = re.findall(r"^#+ (.+)$", re.sub(r"^```.*?^```", "", page, flags=re.M | re.S), re.M)
    return {re.sub(r"[^\w -]", "", head.lower()).replace(" ", "-") for head in heads}


@pytest.mark.parametrize("name", ["deployment.md", "asvs.md"])
def test_links_lead_to_a_heading(name: str) -> None:
    text = (DOCS / name).read_text(encoding="utf-8")
    links = re.findall(r"\]\(([\w./-]*)#([\w-]+)\)", text)
    assert links
    for target, anchor in links:
        page = DOCS / (target or name)
        assert page.exists(), target
        assert anchor in anchors(page.read_text(encoding="utf-8")), f"{target}#{anchor}"
