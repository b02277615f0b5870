"""Events that say which issues a review has: begun, chosen anew, added, upgraded."""

from typing import Literal

from pydantic import Field

from snaglist.reviews.events.event import MOST_ISSUES, MOST_SOURCES, Event
from snaglist.reviews.events.fields import (
    Edition,
    HandedWork,
    PlacedIssue,
    ProjectProfile,
    RetiredIssue,
    Source,
)
from snaglist.reviews.field_types import LineText
from snaglist.schema.fields import RowId, Sha256


class Created(Event):
    """The review was begun. With ``reviewers``, these answer blind before they compare.

    In a file::

        - event: {number: 1, did: created, at: 2026-11-25T10:00:00Z, by: Ana}
          title: Parking guidance
          catalogue:
            version: 0.1.0
            digest: 7d1a54127b222502f5b79b5fb0803061152a44f92b37e23c6527baf665d4da9a
          profile:
            given:
            - question: data
              text: Where do the data come from?
              answers:
                sensors: From sensors
            words: Cameras count free places.
          issues:
          - issue: SNAG-001
            entry: fb8e20fc2e4c3f248c60c39bd652f3c1347298bb977b8b4d5903b85055620603
            fit: 2
            why:
            - text: Sensors stop.
              answers:
              - data/sensors
              fit: 2
            leaves_without:
            - data/sensors
            quotes: 3
            severity: 2
          reviewers:
          - Ana
          - Ben
          sources:
          - citation: The Snaglist catalogue, 2026.
          id: 64e9a502828f
    """

    did: Literal["created"] = "created"
    title: LineText
    catalogue: Edition
    profile: ProjectProfile
    issues: tuple[PlacedIssue, ...] = Field(max_length=MOST_ISSUES)
    reviewers: tuple[LineText, ...] = Field(default=(), max_length=10)
    sources: tuple[Source, ...] = Field(default=(), max_length=MOST_SOURCES)


class Profiled(Event):
    """The profile was answered anew, and the issues chosen anew.

    In a file::

        - event: {number: 2, did: profiled, at: 2026-11-25T10:05:00Z, by: Ana}
          profile:
            words: Cameras count free places.
          issues: []
          id: f50bee6fdc88
    """

    did: Literal["profiled"] = "profiled"
    profile: ProjectProfile
    issues: tuple[PlacedIssue, ...] = Field(max_length=MOST_ISSUES)


class Added(Event):
    """An issue was added by hand.

    In a file::

        - event: {number: 3, did: added, at: 2026-11-25T10:10:00Z, by: Ana}
          issue:
            issue: SNAG-040
            entry: fb8e20fc2e4c3f248c60c39bd652f3c1347298bb977b8b4d5903b85055620603
            quotes: 1
          id: c0e09e30a738
    """

    did: Literal["added"] = "added"
    issue: PlacedIssue


class Upgraded(Event):
    """The review was carried to another edition of the catalogue; nothing was answered by it.

    In a file::

        - event: {number: 10, did: upgraded, at: 2026-11-26T09:10:00Z, by: Ana}
          catalogue:
            version: 0.2.0
            digest: 7d1a54127b222502f5b79b5fb0803061152a44f92b37e23c6527baf665d4da9a
          reworded:
            SNAG-001: fb8e20fc2e4c3f248c60c39bd652f3c1347298bb977b8b4d5903b85055620603
          retired:
          - issue: SNAG-040
            why: It was two issues.
            replaced_by:
            - SNAG-044
            - SNAG-045
          work:
          - issue: SNAG-044
            of: SNAG-040
            owner: Ben
            due: 2026-12-24
          id: 49c9470522f8
    """

    did: Literal["upgraded"] = "upgraded"
    catalogue: Edition
    issues: tuple[PlacedIssue, ...] = Field(
        default=(), description="New ones.", max_length=MOST_ISSUES
    )
    reworded: dict[RowId, Sha256] = Field(default_factory=dict)
    retired: tuple[RetiredIssue, ...] = ()
    work: tuple[HandedWork, ...] = ()
    sources: tuple[Source, ...] = Field(default=(), max_length=MOST_SOURCES)
