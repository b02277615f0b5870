"""The page of gaps where there are many interviews."""

import re
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest
from benchmarks.interviews import page_bytes, write_many
from web.web_sample import CATALOGUE

from snaglist.snapshot.snapshot import Snapshot
from snaglist.web.app import create_app
from snaglist.web.pages.gaps import MANY, MOST


def test_a_page_shows_a_sample_of_each_interview_and_says_where_the_rest_is() -> None:
    said = CATALOGUE.interviews[0]
    asked = next(turn for turn in said.turns if turn.speaker == said.quotes[0].speaker)
    turns = [
        replace(asked, id=f"{{}}-T{number:03}", text=f"Turn {number} has nothing quoted in it.")
        for number in range(1, 61)
    ]
    many = tuple(
        replace(
            said,
            id=f"I{number}",
            quotes=(),
            declined=(),
            turns=tuple(replace(turn, id=turn.id.format(f"I{number}")) for turn in turns),
        )
        for number in range(50, 60)
    )
    catalogue = replace(CATALOGUE, interviews=(*CATALOGUE.interviews, *many))
    known = cast(Snapshot, SimpleNamespace(catalogue=catalogue, facet_labels={}, terms=()))
    client = create_app(known).test_client()
    page = client.get("/gaps").get_data(as_text=True)
    gap = next(
        each
        for each in client.get("/gaps.json").get_json()["gaps"]
        if each["id"] == "turns-without-quote"
    )
    assert gap["count"] >= 600 > MANY
    assert len(set(re.findall(r"#I50-T\d+", page))) == MOST
    assert page.count("55 more: ") == len(many)
    assert sum(len(group["items"]) for group in gap["groups"]) == gap["count"]
    assert client.get("/gaps.csv").get_data(as_text=True).count("I50-T") == 60


@pytest.mark.thorough
def test_the_page_stays_light_with_35_interviews(tmp_path: Path) -> None:
    """Acceptance test 15 of many interviews; its times are in benchmarks/interviews.py."""
    assert page_bytes(write_many(tmp_path / "catalog", 35)) < 200_000
