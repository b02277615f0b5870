"""What interviews alone bear out: entries as they would be if no publication were there."""

from collections.abc import Collection, Iterable
from dataclasses import replace
from typing import TypeVar

from snaglist.model.entry import Arrow, Claim, Entry, Issue, Strategy
from snaglist.model.witness import Evidence, Witness

EntryType = TypeVar("EntryType", Issue, Strategy)


def told_entries(
    issues: Iterable[Issue], strategies: Iterable[Strategy]
) -> tuple[tuple[Issue, ...], tuple[Strategy, ...]]:
    """The entries that a quote bears out, with what quotes say of them and nothing else.

    A claim stays where a quote says so, an arrow where a quote does or where nobody does and the
    catalogue infers it, a question where one of its claims stays. A strategy is also kept for the
    claims of issues that name it. What is named and goes is named no more.
    """
    kept_issues = [_claimed(issue) for issue in issues if _is_kept(issue)]
    live = (issue for issue in kept_issues if issue.retired is None)
    named = {claim.strategy for issue in live for claim in issue.claims}
    kept_strategies = [
        _claimed(strategy) for strategy in strategies if strategy.id in named or _is_kept(strategy)
    ]
    known = {entry.id for entry in (*kept_issues, *kept_strategies)}
    return (
        tuple(_named(_of_issue(issue, known), known) for issue in kept_issues),
        tuple(_named(strategy, known) for strategy in kept_strategies),
    )


def _is_kept(entry: Entry) -> bool:
    """True but for what rests on findings alone; what rests on nothing at all is no finding's."""
    return Evidence.TOLD in entry.evidence or not entry.finding_ids()


def _claimed(entry: EntryType) -> EntryType:
    claims = (replace(claim, witnesses=_quotes(claim)) for claim in entry.claims if _stays(claim))
    return replace(entry, claims=tuple(claims))


def _stays(claim: Claim) -> bool:
    return Evidence.TOLD in claim.evidence or not claim.findings


def _quotes(by: Claim | Arrow) -> tuple[Witness, ...]:
    return tuple(witness for witness in by.witnesses if witness.quote)


def _of_issue(issue: Issue, known: Collection[str]) -> Issue:
    """Its arrows between entries that are known, and its questions by the claims that are left."""
    left = {claim.id for claim in issue.claims}
    arrows = (
        replace(arrow, witnesses=_quotes(arrow))
        for arrow in issue.leads_to
        if arrow.issue in known and (arrow.inferred or Evidence.TOLD in arrow.evidence)
    )
    questions = (
        replace(question, claims=tuple(name for name in question.claims if name in left))
        for question in issue.questions
        if left.intersection(question.claims)
    )
    return replace(issue, leads_to=tuple(arrows), questions=tuple(questions))


def _named(entry: EntryType, known: Collection[str]) -> EntryType:
    """The entry with no mention of another that is not known."""
    return replace(
        entry,
        claims=tuple(
            claim if claim.strategy in known else replace(claim, strategy=None)
            for claim in entry.claims
        ),
        not_when=tuple(
            item if item.see in known else replace(item, see=None) for item in entry.not_when
        ),
        retired=entry.retired
        and replace(
            entry.retired,
            replaced_by=tuple(name for name in entry.retired.replaced_by if name in known),
        ),
    )
