"""Profiles from documents: what they say plainly, and nothing else."""

import json
from pathlib import Path
from typing import Any

import pytest
from common import TESTS
from hypothesis import given
from hypothesis import strategies as st

from snaglist.errors import NotFoundError
from snaglist.reviews.profile_sources import croissant, datasheet, model_card
from snaglist.reviews.profile_sources.read_source import read_source
from snaglist.reviews.profile_sources.source_profile import (
    NotTheirFormatError,
    SourceProfile,
    cut_words,
)
from snaglist.schema.located_yaml import parse_yaml
from snaglist.schema.report import FindingsError

CARD = """\
---
license: apache-2.0
language: [en, de]
base_model: google/flan-t5-base
pipeline_tag: summarization
datasets:
- samsum
model-index:
- name: ticket-summaries
  results:
  - task: {type: summarization}
    dataset: {type: samsum, name: SAMSum}
    metrics:
    - {type: rouge, value: 41.2, name: ROUGE-1}
    - {type: rouge, value: 41.2, name: ROUGE-1}
    - {type: loss}
---
# Model Card for *ticket-summaries*

<!-- Provide a quick
summary. -->
It writes one sentence for each ticket.

More, which is not taken.

## Model Details

### Model Description

[More Information Needed]

## Bias, Risks, and Limitations

It invents order numbers.

```
# not a heading
```

## Training Data

Tickets.
"""

TOOLKIT = {
    "schema_version": "0.0.2",
    "model_details": {"name": "Smiling", "overview": "Tells smiles.", "version": {"name": "1"}},
    "model_parameters": {
        "data": [
            {"name": "train", "sensitive": {"sensitive_data": ["no PII was kept"]}},
            {"name": "eval", "sensitive": {"sensitive_data": ["PII: names of persons"]}},
        ]
    },
    "quantitative_analysis": {
        "performance_metrics": [
            {"type": "false positive rate", "value": "0.03", "slice": "all"},
            {"type": "accuracy"},
        ]
    },
    "considerations": {
        "limitations": [{"description": "Faces at an angle."}, "Masks."],
        "ethical_considerations": [{"name": "Surveillance", "mitigation_strategy": "None."}],
    },
}

CROISSANT = {
    "@context": {"@vocab": "https://schema.org/", "rai": "http://mlcommons.org/croissant/RAI/"},
    "@type": "sc:Dataset",
    "name": "Bus stops",
    "description": "Every stop, as volunteers mapped it.",
    "license": "https://creativecommons.org/licenses/by/4.0/",
    "rai:dataCollectionType": ["Web Scraping", "Surveys", "Direct measurement", "Self-reporting"],
    "rai:annotationsPerItem": "1",
    "rai:dataBiases": [{"@value": "Cities are mapped best."}],
    "rai:personalSensitiveInformation": ["Geography"],
}

DATASHEET = """\
# Datasheet for the “Night trips”

## Motivation

**For what purpose was the dataset created?** To find where buses are missing at night.

**Who created the dataset (e.g., which team)?** The city.

## Composition

### Are there any errors, sources of noise, or redundancies in the dataset?

Yes. Positions jump in tunnels.

### Is any information missing from individual instances?

No.

**Is it possible to identify individuals (i.e., one or more natural persons), either directly or
indirectly?** Yes

**Have any third parties imposed IP-based or other restrictions on the data?** No, none.

**Did the individuals in question consent to the collection and use of their data?**

> Yes, in the app.

**Does the dataset relate to people?** Yes.
"""


@pytest.fixture
def read(tmp_path: Path) -> Any:
    def reading(content: str | bytes | dict[str, Any], name: str = "file") -> SourceProfile:
        path = tmp_path / name
        if isinstance(content, dict):
            content = json.dumps(content)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return read_source(path)

    return reading


def places(found: SourceProfile) -> dict[str, tuple[str, str]]:
    return {name: (said.text, said.place) for name, said in found.answers.items()}


def words(found: SourceProfile) -> list[tuple[str, str]]:
    return [(said.text, said.place) for said in found.words]


def test_a_card_of_hugging_face_says_what_its_head_and_its_limits_say(read: Any) -> None:
    found = read(CARD)
    assert found.format == model_card.FORMAT
    assert found.title.text == "ticket-summaries"
    assert places(found) == {
        "model/tuned": ("base_model: google/flan-t5-base", "line 4"),
        "model/generates": ("pipeline_tag: summarization", "line 5"),
        "measured/model": ("metrics: ROUGE-1", "line 8"),
    }
    assert words(found) == [
        ("It writes one sentence for each ticket.", "Model Card for ticket-summaries, line 18"),
        ("It invents order numbers.\n\n```\n# not a heading\n```",
         "Bias, Risks, and Limitations, line 32"),
    ]  # fmt: skip


def test_a_card_that_says_nothing_fills_nothing_in(read: Any) -> None:
    found = read("---\nlicense: mit\nlibrary_name: keras\nbase_model:\nmodel-index: []\n---\nHi.\n")
    assert (found.title, found.words, dict(found.answers)) == (None, (), {})
    found = read("---\npipeline_tag: image-classification\n---\n# Model card for Leaves\n")
    assert (found.title.text, dict(found.answers)) == ("Leaves", {})


@pytest.mark.parametrize(
    ("creators", "expected"),
    [("[crowdsourced, found]", {"labels/people"}), ("expert-generated", {"labels/people"}),
     ("[machine-generated]", set()), ("no-annotation", set()), ("{a: b}", set())],
)  # fmt: skip
def test_a_dataset_card_says_whether_people_labelled(
    read: Any, creators: str, expected: set[str]
) -> None:
    found = read(f"---\npretty_name: Leaves\nannotations_creators: {creators}\n---\n# Leaves 2\n")
    assert found.title.text == "Leaves"
    assert set(found.answers) == expected


def test_a_toolkit_card_says_metrics_limits_and_what_is_personal(read: Any) -> None:
    found = read(TOOLKIT)
    assert (found.title.text, found.title.place) == ("Smiling", "model_details.name")
    assert places(found) == {
        "measured/model": (
            "metrics: false positive rate",
            "quantitative_analysis.performance_metrics",
        ),
        "holds/personal": (
            "PII: names of persons",
            "model_parameters.data[1].sensitive.sensitive_data",
        ),
    }
    assert words(found) == [
        ("Tells smiles.", "model_details.overview"),
        ("Faces at an angle.", "considerations.limitations[0]"),
        ("Masks.", "considerations.limitations[1]"),
        ("Surveillance", "considerations.ethical_considerations[0]"),
    ]


def test_a_croissant_says_how_it_was_collected_and_labelled(read: Any) -> None:
    found = read(CROISSANT)
    assert (found.format, found.title.text) == (croissant.FORMAT, "Bus stops")
    assert places(found) == {
        "data/web": ("Web Scraping", "rai:dataCollectionType"),
        "data/surveys": ("Surveys", "rai:dataCollectionType"),
        "labels/people": ("annotationsPerItem: 1", "rai:annotationsPerItem"),
        "labels/one-opinion": ("annotationsPerItem: 1", "rai:annotationsPerItem"),
    }
    assert [text for text, _ in words(found)] == [
        "Every stop, as volunteers mapped it.",
        "Cities are mapped best.",
    ]
    bare = {name.removeprefix("rai:"): value for name, value in CROISSANT.items()}
    assert dict(read(bare).answers).keys() == dict(found.answers).keys()
    several = CROISSANT | {"rai:annotationsPerItem": 3, "rai:dataCollectionType": "Experiments"}
    assert set(read(several).answers) == {"labels/people"}
    unlabelled = several | {"rai:annotationsPerItem": "0 to 3"}
    assert dict(read(unlabelled).answers) == {}


def test_a_datasheet_says_what_it_answers_with_yes(read: Any) -> None:
    found = read(DATASHEET)
    assert (found.format, found.title.text) == (datasheet.FORMAT, "Night trips")
    assert set(found.answers) == {"holds/personal", "holds/licensed"}
    consent = found.answers["holds/licensed"]
    assert consent.text == "did the individuals in question consent…? Yes"
    assert consent.place == "line 24"
    assert words(found) == [
        ("To find where buses are missing at night.",
         "for what purpose was the dataset created…, line 5"),
        ("Yes. Positions jump in tunnels.", "are there any errors, sources of noise…, line 11"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "answer", ["No", "Not yet", "Yesterday it was", "", "It may be. Yes", "n/a", "[Yes/No]"]
)
def test_only_a_yes_is_a_yes(read: Any, answer: str) -> None:
    text = "## Who created the dataset?\nWe.\n## Is it possible to identify individuals in it?\n"
    assert dict(read(f"{text}{answer}\n").answers) == {}
    assert set(read(f"{text}**Yes**, by name.\n").answers) == {"holds/personal"}


@pytest.mark.parametrize(
    "content",
    ["# Notes\n\nNothing known.\n", "", "{}", '{"a": 1}', "[1]", '{"model_details": "x"}',
     '{"@context": "x", "@type": "Person"}', '{"a":', "---\nno end\n", "---\n- a list\n---\n",
     b"\xff\xfe", "[" * 100_000, '{"a":' * 100_000],
)  # fmt: skip
def test_what_is_none_of_them_is_refused_with_what_would_be(read: Any, content: str) -> None:
    with pytest.raises(NotTheirFormatError) as error:
        read(content)
    assert "file" in str(error.value)


def test_a_head_that_is_no_yaml_is_told_with_its_line(read: Any) -> None:
    with pytest.raises(FindingsError) as error:
        read("---\na: b\nc: [\n---\n")
    assert ":4: " in str(error.value) or ":3: " in str(error.value)


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError):
        read_source(tmp_path / "none.md")


WRITABLE = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn"]), max_size=5)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | WRITABLE,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["name", "data", "value", "sensitive", "sensitive_data", "limitations"]
            ),
            inner,
            max_size=3,
        )
    ),
    max_leaves=8,
)
PARTS = st.fixed_dictionaries(
    {},
    optional=dict.fromkeys(
        [*TOOLKIT, *CROISSANT, "base_model", "pipeline_tag", "model-index", "pretty_name"], JSON
    ),
)


@given(PARTS)
def test_whatever_stands_in_a_field_nothing_breaks(parts: dict[str, Any]) -> None:
    from snaglist.reviews.profile_sources.model_card_toolkit import read_toolkit_card

    read_toolkit_card({**parts, "model_details": {}})
    croissant.read_croissant(parts)
    model_card.read_card(f"---\n{json.dumps(parts, ensure_ascii=False)}\n---\n", Path("card.md"))


@given(st.text(alphabet="#*_?Yes \n-`<>!is", max_size=200))
def test_whatever_markdown_there_is_nothing_breaks(text: str) -> None:
    datasheet.read_datasheet(text)
    datasheet.is_datasheet(text)


def test_words_are_cut_between_words() -> None:
    assert cut_words(["one two", "three"], 100) == "one two\n\nthree"
    assert cut_words(["one two three"], 9) == "one two…"
    assert len(cut_words(["x" * 5_000])) == 2_000


def test_every_answer_that_a_document_can_give_is_in_the_guide() -> None:
    guide = parse_yaml((TESTS.parent / "catalog/review/profile.yaml").read_text("utf-8")).data
    known = {f"{q['id']}/{a['id']}" for q in guide["questions"] for a in q["answers"]}
    given_ = {*croissant.COLLECTED.values(), *datasheet.YES.values(), "model/tuned"}
    given_ |= {"model/generates", "labels/people", "labels/one-opinion", "measured/model"}
    assert given_ | {"holds/personal"} <= known
