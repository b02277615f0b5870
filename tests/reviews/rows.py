"""The garden with edges: a catalogue that says which topics it does not ask about."""

from collections.abc import Sequence
from dataclasses import replace

from reviews.garden import ANSWERS, NOW, library

from snaglist.model.edge import Edge, Pointer, RetiredEdge
from snaglist.model.guide import AnswerRule
from snaglist.reviews.commands import issue_list
from snaglist.reviews.edges import NamedEdge
from snaglist.reviews.library import Library
from snaglist.reviews.record import Record

POINTER = Pointer(instrument="leaf-list", item="L2:2025", what="Visitors")


def edge(name: str, title: str, *rules: AnswerRule, always: str | None = None) -> Edge:
    return Edge(
        id=name,
        title=title,
        also_called=(f"{title} too",),
        text=f"{title} are forgotten, and nothing bears fruit.",
        pointers=(POINTER,),
        near=(),
        always=always,
        touched=rules,
    )


BEES = edge("bees", "Bees", AnswerRule(when=("devices/thermometer",), why="Bees warm the bed."))
FROST = edge(
    "late-frost",
    "Late frosts",
    AnswerRule(when=("looks/nobody",), unless=("devices/thumb",), why="Nobody sees the frost."),
)
MOON = edge("moonlight", "Moonlight", AnswerRule(when=("devices/thumb",), why="At night."))
WATER = edge("water", "Water rights", always="Water is somebody's.")
EDGES = (WATER, BEES, FROST, MOON)


def edged(
    edges: Sequence[Edge] = EDGES,
    version: str = "1.0.0",
    retired: Sequence[RetiredEdge] = (),
) -> Library:
    """A library of the garden with these edges; the words ``full moon`` name one of them."""
    known = library(version=version)
    return replace(
        known,
        catalogue=replace(known.catalogue, edges=tuple(edges), retired_edges=tuple(retired)),
        name_edges=lambda words: (
            [NamedEdge(edge="moonlight", words=("full moon",))] if "full moon" in words else []
        ),
    )


def begun(words: str = "", reviewers: Sequence[str] = ()) -> Record:
    """A review with five issues and the topics bees, late frosts and water rights."""
    return issue_list.begin(
        edged(),
        title="The new bed",
        answers=ANSWERS,
        words=words,
        by="Ana",
        now=NOW,
        reviewers=reviewers,
    )
