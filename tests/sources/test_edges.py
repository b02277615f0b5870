"""Edges: what the file may say, and what becomes of it."""

import shutil
from datetime import date
from pathlib import Path

import pytest
from common import SAMPLE

from snaglist.model.edge import Edge, Instrument, Pointer
from snaglist.schema.report import FindingsError
from snaglist.sources.loader import load_catalogue

EDGES = "review/edges.yaml"


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SAMPLE, tmp_path / "sample"))


def change(folder: Path, old: str, new: str) -> None:
    text = (folder / EDGES).read_text(encoding="utf-8")
    assert old in text
    (folder / EDGES).write_text(text.replace(old, new, 1), encoding="utf-8")


def said(folder: Path) -> list[str]:
    with pytest.raises(FindingsError) as raised:
        load_catalogue(folder)
    return [str(finding) for finding in raised.value.findings]


def test_an_edge_has_what_its_file_says() -> None:
    catalogue = load_catalogue(SAMPLE)
    bees, moonlight = catalogue.edges
    assert bees == Edge(
        id="bees",
        title="Bees that stay away",
        also_called=("pollination", "hive"),
        text="Nobody asks whether bees come, and without them nothing bears fruit.",
        near=("SNAG-001",),
        pointers=(
            Pointer(instrument="leaf-list", item="L2:2025", what="Visitors"),
            Pointer(instrument="soil-act", item="Art. 4(1)", what="what lives in the ground"),
        ),
    )
    assert moonlight.near == ()
    assert catalogue.instruments[0] == Instrument(
        id="leaf-list",
        title="The Leaf List",
        kept_by="Friends of the Leaf",
        version="3",
        url="https://example.org/leaf-list",
        looked_up=date(2026, 11, 27),
    )


def test_edges_instruments_and_items_have_names() -> None:
    catalogue = load_catalogue(SAMPLE)
    leaves, soil = catalogue.instruments
    assert catalogue.thing("edge/bees") is catalogue.edges[0]
    assert catalogue.thing("instrument/soil-act") is soil
    assert catalogue.items_of(leaves) == ("instrument/leaf-list/L2-2025",)
    assert catalogue.items_of(soil) == ("instrument/soil-act/Art.-4-1",)


def test_a_catalogue_needs_no_edges(sample: Path) -> None:
    (sample / EDGES).unlink()
    catalogue = load_catalogue(sample)
    assert (catalogue.edges, catalogue.instruments) == ((), ())
    assert catalogue.guide
    shutil.rmtree(sample / "review")
    assert load_catalogue(sample).edges == ()


def test_a_file_that_leads_nowhere_is_told(sample: Path) -> None:
    (sample / EDGES).unlink()
    (sample / EDGES).symlink_to("nowhere.yaml")
    (found,) = said(sample)
    assert found.endswith("[file-missing]")


@pytest.mark.parametrize(
    ("old", "new", "finding"),
    [
        (
            "near: [SNAG-001]",
            "near: [SNAG-011]",
            "sample/review/edges.yaml:19: bees is near SNAG-011, which does not exist. "
            "Did you mean SNAG-001? [reference-unknown]",
        ),
        (
            "instrument: soil-act",
            "instrument: soil-acts",
            "sample/review/edges.yaml:22: bees points to soil-acts, which does not exist. "
            "Did you mean soil-act? [reference-unknown]",
        ),
        (
            "- id: moonlight",
            "- id: bees",
            "sample/review/edges.yaml:23: the edge bees is here twice. "
            "Give one of them another id. [id-duplicate]",
        ),
        (
            "  - id: soil-act\n",
            "  - id: leaf-list\n",
            "sample/review/edges.yaml:8: the instrument leaf-list is here twice. "
            "Give one of them another id. [id-duplicate]",
        ),
        (
            "also_called: [full moon]",
            "also_called: [Hive]",
            "sample/review/edges.yaml:25: 'Hive' is a name of bees too. Leave the name to the one "
            "it fits; what an issue asks about is no edge. [alias-shared]",
        ),
        (
            "also_called: [full moon]",
            "also_called: [The thermometer dies and nobody SEES it]",
            "sample/review/edges.yaml:25: 'The thermometer dies and nobody SEES it' is a name of "
            "SNAG-001 too. Leave the name to the one it fits; what an issue asks about is no edge. "
            "[alias-shared]",
        ),
        (
            "instrument: soil-act, item: Art. 4(1), what: what lives in the ground",
            'instrument: leaf-list, item: "L2:2025", what: Visitors',
            "sample/review/edges.yaml:22: bees points to L2:2025 twice. "
            "Point to it once, and call it the same everywhere. [pointer-item]",
        ),
        (
            '- {instrument: leaf-list, item: "L2:2025", what: Visitors}\n      - {instrument: soil',
            '- {instrument: leaf-list, item: "L2 2025", what: Visitors}\n      - {instrument: soil',
            "sample/review/edges.yaml:28: 'L2:2025 Visitors' is called 'L2 2025 Visitors' above. "
            "Point to it once, and call it the same everywhere. [pointer-item]",
        ),
        (
            "url: https://example.org/leaf-list",
            "url: javascript:alert(1)",
            "sample/review/edges.yaml:6: instrument 1: 'url' is 'javascript:alert(1)'; should be a "
            "web address, as https://example.org/page. Write what is asked for. [field-value]",
        ),
    ],
)
def test_what_does_not_hold_is_told_with_its_line(
    sample: Path, old: str, new: str, finding: str
) -> None:
    change(sample, old, new)
    assert finding in said(sample)


def test_a_scheme_has_no_name_that_edges_have(sample: Path) -> None:
    scheme = (sample / "schemes/source.yaml").read_text(encoding="utf-8")
    scheme = scheme.replace("id: source", "id: edge", 1)
    (sample / "schemes/edge.yaml").write_text(scheme, encoding="utf-8")
    assert said(sample) == [
        "sample/review/edges.yaml:14: the scheme edge has the names that edges have. "
        "Call the scheme otherwise. [id-duplicate]"
    ]


TOUCHED = """    touched:
      - when: [devices/thumb]
        why: Whoever feels the soil goes out when they have time, which may be at night.
"""


def test_an_edge_says_which_answers_touch_it() -> None:
    bees, moonlight = load_catalogue(SAMPLE).edges
    assert (bees.always, bees.touched) == (None, ())
    (rule,) = moonlight.touched
    assert rule.when == ("devices/thumb",)
    assert rule.holds(["devices/thumb", "looks/bell"])
    assert not rule.holds(["looks/bell"])


def test_an_edge_may_always_be_touched(sample: Path) -> None:
    change(sample, TOUCHED, "    always: Everybody has a moon.\n")
    assert load_catalogue(sample).edges[1].always == "Everybody has a moon."


@pytest.mark.parametrize(
    ("new", "finding"),
    [
        (
            TOUCHED.replace("thumb", "thum"),
            "a rule for moonlight asks for devices/thum, which does not exist. "
            "Did you mean devices/thumb? [reference-unknown]",
        ),
        (
            TOUCHED.replace("when: [devices/thumb]", "unless: [looks/bell]"),
            "a rule for moonlight has neither 'when' nor 'any_of'.",
        ),
        (
            TOUCHED.replace("[devices/thumb]", "[looks/bell, looks/nobody]"),
            "a rule for moonlight asks for several answers to looks. "
            "Make two rules of it. [review-never]",
        ),
        (
            TOUCHED.replace("        why", "        unless: [devices/thumb]\n        why"),
            "a rule for moonlight asks for devices/thumb and excepts it.",
        ),
        (
            f"{TOUCHED}    always: Everybody has a moon.\n",
            "has either 'always' or 'touched', not both",
        ),
        (TOUCHED.replace("why:", "fit: 2\n        why:"), "the field 'fit' is not part"),
    ],
)
def test_a_rule_that_leads_nowhere_is_told(sample: Path, new: str, finding: str) -> None:
    change(sample, TOUCHED, new)
    (found,) = said(sample)
    assert finding in found


def test_a_retired_edge_says_what_asks_about_it_now(sample: Path) -> None:
    text = (sample / EDGES).read_text(encoding="utf-8")
    retired = "retired:\n  - {id: slugs, why: An issue asks., replaced_by: [SNAG-001]}\n"
    (sample / EDGES).write_text(text + retired, encoding="utf-8")
    (found,) = load_catalogue(sample).retired_edges
    assert (found.id, found.why, found.replaced_by) == ("slugs", "An issue asks.", ("SNAG-001",))


@pytest.mark.parametrize(
    ("retired", "finding"),
    [
        ("{id: bees, why: Gone.}", "the edge bees is here twice. Ids are never used again."),
        (
            "{id: slugs, why: Gone., replaced_by: [SNAG-011]}",
            "slugs is replaced by SNAG-011, which does not exist.",
        ),
    ],
)
def test_a_retired_edge_is_checked(sample: Path, retired: str, finding: str) -> None:
    text = (sample / EDGES).read_text(encoding="utf-8")
    (sample / EDGES).write_text(f"{text}retired:\n  - {retired}\n", encoding="utf-8")
    (found,) = said(sample)
    assert finding in found
