"""Gaps: what the sample lacks is found, and what fills a gap closes it."""

from dataclasses import fields, replace
from datetime import date

import pytest
from web.web_sample import CATALOGUE, scheme

from snaglist.model.catalogue import Catalogue
from snaglist.model.entry import (
    Change,
    Claim,
    ClaimType,
    EntryStatus,
    Issue,
    Mapping,
    Outcome,
    Relation,
    Retirement,
)
from snaglist.model.gaps import Gaps, find_gaps
from snaglist.model.witness import Witness

SILENT, HOLES, TRUST = CATALOGUE.issues
BELL = CATALOGUE.strategies[0]
WITH_STUDY = replace(
    CATALOGUE, schemes=(*CATALOGUE.schemes, scheme("study", "aspect", "one<aspect", "two<aspect"))
)


def with_issues(*issues: Issue, catalogue: Catalogue = WITH_STUDY) -> Gaps:
    """The gaps of the sample with these issues in place of its own."""
    return find_gaps(replace(catalogue, issues=issues))


def mapped(relation: Relation, to: str) -> Issue:
    """The issue about trust, mapped."""
    return replace(TRUST, mappings=(Mapping(to=to, relation=relation, why="So.", by="Us"),))


def mitigation(outcome: Outcome | None, cost: str | None = None) -> Issue:
    """The issue about trust with one mitigation."""
    claim = Claim(
        id="SNAG-003-C1",
        type=ClaimType.MITIGATION,
        text="Ask.",
        witnesses=(Witness(quote="I07-Q006"),),
        strategy="FIX-001",
        outcome=outcome,
        cost=cost,
    )
    return replace(TRUST, claims=(claim,))


def test_issues_without_claims_of_a_type() -> None:
    found = find_gaps(CATALOGUE)
    assert found.issues_without_cause.found == (TRUST,)  # an arrow that is told leads to HOLES
    assert found.issues_without_detection.found == (SILENT, HOLES, TRUST)
    assert found.issues_without_mitigation.found == (TRUST,)
    assert found.issues_without_mitigation.of == 3


def test_only_what_was_told_to_lead_to_an_issue_is_a_cause_of_it() -> None:
    inferred = replace(SILENT, leads_to=(replace(SILENT.leads_to[0], witnesses=()),))
    assert HOLES in with_issues(inferred, HOLES).issues_without_cause.found
    why = Retirement(why="So.", replaced_by=())
    retired = replace(SILENT, status=EntryStatus.RETIRED, retired=why)
    assert HOLES in with_issues(retired, HOLES).issues_without_cause.found
    assert HOLES not in with_issues(SILENT, HOLES).issues_without_cause.found


def test_mitigations_by_how_they_went() -> None:
    found = find_gaps(CATALOGUE)
    assert [claim.id for claim in found.mitigations_failed.found] == ["SNAG-002-C1"]
    assert found.mitigations_failed.of == 2
    assert (found.mitigations_untried.found, found.mitigations_without_outcome.found) == ((), ())
    untried = with_issues(mitigation(Outcome.UNTRIED))
    assert [claim.id for claim in untried.mitigations_untried.found] == ["SNAG-003-C1"]
    proposed = with_issues(mitigation(Outcome.PROPOSED))
    assert [claim.id for claim in proposed.mitigations_proposed.found] == ["SNAG-003-C1"]
    for outcome in (Outcome.NOT_REPORTED, None):
        silent = with_issues(mitigation(outcome)).mitigations_without_outcome
        assert [claim.id for claim in silent.found] == ["SNAG-003-C1"]


@pytest.mark.parametrize("outcome", list(Outcome))
def test_what_was_only_thought_of_or_proposed_is_nothing_done(outcome: Outcome) -> None:
    issue = mitigation(outcome)
    done = outcome not in (Outcome.UNTRIED, Outcome.PROPOSED)
    assert [claim.tried for claim in issue.claims] == [done]
    found = with_issues(issue).issues_without_mitigation.found
    assert found == (() if done else (issue,))


def test_noticing_is_not_doing_something_about_it() -> None:
    noticed = replace(mitigation(None).claims[0], type=ClaimType.DETECTION)
    issue = replace(TRUST, claims=(noticed,))
    assert with_issues(issue).issues_without_mitigation.found == (issue,)


def test_a_cost_may_be_told_by_the_strategy_or_by_an_issue() -> None:
    assert find_gaps(CATALOGUE).strategies_without_cost.found == ()
    free = replace(BELL, claims=BELL.claims[:1])
    bare = replace(CATALOGUE, strategies=(free,))
    assert find_gaps(bare).strategies_without_cost.found == ()
    untold = with_issues(mitigation(Outcome.WORKED), catalogue=bare)
    assert untold.strategies_without_cost.found == (free,)
    told = with_issues(mitigation(Outcome.WORKED, cost="A week."), catalogue=bare)
    assert told.strategies_without_cost.found == ()


def test_arrows_without_quotes() -> None:
    gap = find_gaps(CATALOGUE).arrows_inferred
    assert [(one.start.id, one.arrow.issue) for one in gap.found] == [("SNAG-001", "SNAG-003")]
    assert gap.of == 2


def test_counterparts_are_those_of_the_study() -> None:
    assert find_gaps(CATALOGUE).issues_without_counterpart.found == ()
    alone = mapped(Relation.NONE, "study")
    assert with_issues(alone).issues_without_counterpart.found == (alone,)
    assert with_issues(mapped(Relation.NONE, "dq")).issues_without_counterpart.found == ()


def test_concepts_that_no_issue_maps_to() -> None:
    gap = find_gaps(WITH_STUDY).concepts_without_witness
    assert ([concept.id for concept in gap.found], gap.of) == (["one", "two"], 2)
    gap = with_issues(mapped(Relation.BROAD, "study/two")).concepts_without_witness
    assert [concept.id for concept in gap.found] == ["one"]
    assert find_gaps(CATALOGUE).concepts_without_witness.of == 0


def test_only_participants_turns_are_asked_for_quotes() -> None:
    assert find_gaps(CATALOGUE).turns_without_quote.found == ()
    interview = CATALOGUE.interviews[0]
    unquoted = replace(CATALOGUE, interviews=(replace(interview, quotes=()),))
    gap = find_gaps(replace(unquoted, issues=(), strategies=())).turns_without_quote
    assert [turn.id for turn in gap.found] == ["I07-T002", "I07-T004"]
    assert gap.of == 2


def test_declined_topics_and_quotes_that_nothing_uses() -> None:
    found = find_gaps(CATALOGUE)
    assert [one.topic.topic for one in found.topics_declined.found] == ["Drift"]
    assert [quote.id for quote in found.quotes_without_use.found] == ["I07-Q006"]
    bare = find_gaps(replace(CATALOGUE, issues=(), strategies=()))
    assert "I07-Q005" not in [quote.id for quote in bare.quotes_without_use.found]
    assert len(bare.quotes_without_use.found) == 5


def test_a_retired_entry_neither_lacks_nor_fills() -> None:
    gone = replace(
        SILENT,
        status=EntryStatus.RETIRED,
        retired=Retirement(why="Told twice.", replaced_by=("SNAG-002",)),
        history=(Change(on=date(2026, 11, 24), what="Retired."),),
    )
    found = with_issues(gone, HOLES, TRUST)
    assert found.issues_without_cause.of == 2
    assert SILENT.id not in [issue.id for issue in found.issues_without_detection.found]
    assert found.arrows_inferred.of == 0
    assert "I07-Q001" in [quote.id for quote in found.quotes_without_use.found]


def test_counts_name_every_gap() -> None:
    found = find_gaps(CATALOGUE)
    counts = found.counts()
    assert len(counts) == len(fields(Gaps))
    assert counts["issues without detection"] == 3
    assert counts["quotes without use"] == 1
