"""From a profile to the issues that a review begins with, in order, each with its reasons.

Rules that people wrote, sums and sorting: no randomness, no network, nothing learned. The same
answers to the same catalogue always give the same issues in the same order.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from snaglist.errors import UsageError
from snaglist.model.catalogue import Catalogue, nearest_names
from snaglist.model.entry import EntryStatus, Issue
from snaglist.model.guide import AnswerRule, Choose, FitRule, Guide, ProfileQuestion
from snaglist.model.reach import SourceCounts, count_sources

PHASE_FIT = 1
"""What an issue gains that belongs to the phase a project is in; it brings no issue in."""

WORDS_FIT = (2, 2, 2, 1, 1, 1, 1, 1, 1, 1)
"""What the issues gain that a search for the project's words found, best first; then nothing."""

MOST_BY_WORDS = 3
"""How many issues words alone bring in; the others they find only move up."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundIssue:
    """An issue that a search for the project's words found, and which of the words it was."""

    issue: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SelectionReason:
    """Why an issue is suggested: all of ``answers`` are given, or, without any, words found it."""

    text: str
    answers: tuple[str, ...]
    fit: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SuggestedIssue:
    """An issue for a review.

    ``fit`` is the sum over the reasons. ``leaves_without`` is the smallest set of answers that,
    taken back, leaves no rule to bring the issue in; it is empty where only words did.
    ``sources`` counts who reported or published it, ``witnesses`` their quotes and findings;
    ``severity`` is the rank of the worst reported, else 0.
    """

    issue: str
    fit: int
    reasons: tuple[SelectionReason, ...]
    leaves_without: tuple[str, ...]
    sources: SourceCounts
    witnesses: int
    severity: int


def check_profile(guide: Guide, answers: Mapping[str, Sequence[str]]) -> dict[str, tuple[str, ...]]:
    """The answers in the guide's order, each once; questions without any are left out.

    Raises ``UsageError`` for questions and answers that the guide does not have, and for several
    answers to a question that takes one.
    """
    questions = {question.id: question for question in guide.questions}
    faults: list[str] = []
    for name, given in answers.items():
        if name in questions:
            faults += _faults(questions[name], given)
        else:
            faults.append(f"The profile has no question {name!r}. {_right(name, questions)}")
    if faults:
        raise UsageError(" ".join(faults))
    checked = {
        name: tuple(answer.id for answer in question.answers if answer.id in answers.get(name, ()))
        for name, question in questions.items()
    }
    return {name: given for name, given in checked.items() if given}


def _faults(question: ProfileQuestion, given: Sequence[str]) -> Iterator[str]:
    """What is wrong with the answers to one question, and what would be right."""
    if isinstance(given, str):  # else its letters would be taken for answers
        yield f"The answers to {question.id!r} are a list; write [{given}]."
        return
    known = [answer.id for answer in question.answers]
    for answer in given:
        if answer not in known:
            yield f"The question {question.id!r} has no answer {answer!r}. {_right(answer, known)}"
    chosen = dict.fromkeys(given)
    if question.choose is Choose.ONE and len(chosen) > 1:
        yield f"The question {question.id!r} takes one of {', '.join(chosen)}; choose it."


def _right(wanted: str, known: Iterable[str]) -> str:
    close = nearest_names(wanted, known)
    return f"Did you mean {' or '.join(close)}?" if close else f"There are {', '.join(known)}."


def select_issues(
    catalogue: Catalogue, answers: Mapping[str, Sequence[str]], found: Sequence[FoundIssue] = ()
) -> tuple[SuggestedIssue, ...]:
    """The issues that a project with these answers should look at, best first.

    ``answers`` are ids of answers by the id of their question, ``found`` what a search for the
    project's words found, best first. The order is by fit, then by how many people and
    publications say so, then by how much they say, then by the worst that was reported, then by id.
    Retired issues are left out. Raises ``UsageError`` as ``check_profile`` does, and where the
    catalogue has no guide.
    """
    guide = guide_of(catalogue)
    given = [
        f"{question}/{answer}"
        for question, chosen in check_profile(guide, answers).items()
        for answer in chosen
    ]
    issues = [each for each in catalogue.issues if each.status is not EntryStatus.RETIRED]
    by_rules = {issue.id for issue in issues if _rules_that_hold(guide, issue, given)}
    in_use = {issue.id for issue in issues}
    by_words = _word_reasons([each for each in found if each.issue in in_use], by_rules)
    rows = [
        _suggested(catalogue, guide, issue, given, by_words.get(issue.id))
        for issue in issues
        if issue.id in by_rules or issue.id in by_words
    ]
    # Python's sorting is stable and the issues are in the order of their ids.
    return tuple(sorted(rows, key=_place))


def _place(row: SuggestedIssue) -> tuple[int, ...]:
    """What suggestions are sorted by; one person who says much comes after two who say little."""
    return (-row.fit, -row.sources.voices, -row.witnesses, -row.severity)


def project_phases(guide: Guide | None, answers: Mapping[str, Sequence[str]]) -> frozenset[str]:
    """The phases that a project is in by its answers; those no longer offered say nothing."""
    offered = guide.answers if guide else {}
    given = (f"{question}/{name}" for question, names in answers.items() for name in names)
    return frozenset(p for ref in given if ref in offered for p in offered[ref].phases)


def guide_of(catalogue: Catalogue) -> Guide:
    """The guide of a catalogue; raises ``UsageError`` where it has none."""
    if catalogue.guide is None:
        raise UsageError(
            "This catalogue has no folder review/, so that no profile leads to its issues. "
            "Add review/profile.yaml and review/rules.yaml, or choose the issues by hand."
        )
    return catalogue.guide


def _rules(guide: Guide, issue: Issue) -> tuple[FitRule, ...]:
    guidance = guide.of_issue.get(issue.id)
    return guidance.rules if guidance else ()


def _rules_that_hold(guide: Guide, issue: Issue, given: Sequence[str]) -> list[FitRule]:
    return [rule for rule in _rules(guide, issue) if rule.holds(given)]


def _word_reasons(
    found: Sequence[FoundIssue], by_rules: Collection[str]
) -> dict[str, SelectionReason]:
    """What words say for each issue, of those that no rule brings in for the first few only."""
    reasons: dict[str, SelectionReason] = {}
    for each in found:
        if len(reasons) == len(WORDS_FIT):
            break
        new = sum(name not in by_rules for name in reasons)
        if each.issue not in reasons and (each.issue in by_rules or new < MOST_BY_WORDS):
            text = f"Your words found it: {', '.join(each.words)}."
            fit = WORDS_FIT[len(reasons)]
            reasons[each.issue] = SelectionReason(text=text, answers=(), fit=fit)
    return reasons


def _suggested(
    catalogue: Catalogue,
    guide: Guide,
    issue: Issue,
    given: Sequence[str],
    by_words: SelectionReason | None,
) -> SuggestedIssue:
    """An issue with all that speaks for it."""
    reasons = [
        SelectionReason(
            text=rule.why,
            answers=tuple(name for name in rule.asked if name in given),
            fit=rule.fit,
        )
        for rule in _rules_that_hold(guide, issue, given)
    ]
    reasons += [by_words] if by_words else []
    reasons += _phase_reasons(catalogue, guide, issue, given)
    severity = guide.severity(guide.of_issue.get(issue.id))
    return SuggestedIssue(
        issue=issue.id,
        fit=sum(reason.fit for reason in reasons),
        reasons=tuple(reasons),
        leaves_without=fewest_without(_rules(guide, issue), given),
        sources=count_sources(catalogue, issue),
        witnesses=len(issue.quote_ids()) + len(issue.finding_ids()),
        severity=severity.rank if severity else 0,
    )


def _phase_reasons(
    catalogue: Catalogue, guide: Guide, issue: Issue, given: Iterable[str]
) -> Iterator[SelectionReason]:
    """A reason for each answer that puts the project into a phase of the issue."""
    for answer in given:
        shared = [phase for phase in guide.answers[answer].phases if phase in issue.phases]
        if shared:
            labels = " and ".join(catalogue.concept("phase", name).label for name in shared)
            text = f"Your project is in a phase that it belongs to: {labels}."
            yield SelectionReason(text=text, answers=(answer,), fit=PHASE_FIT)


def fewest_without(rules: Iterable[AnswerRule], given: Sequence[str]) -> tuple[str, ...]:
    """The smallest set of answers without which no rule holds; of several the first in ``given``.

    An answer taken back may be one that another rule excepts, which then comes to hold; so those
    that only lack this are looked at as well.
    """
    near = [rule for rule in rules if rule.could_hold(given)]
    # What a rule cannot do without leaves no choice; the rules that it hits need not be searched.
    sure = {answer for rule in near if rule.holds(given) for answer in _only_way(rule, given)}
    kept = [answer for answer in given if answer not in sure]
    left = [rule for rule in near if rule.could_hold(kept)]
    open_ = [answer for answer in kept if any(answer in rule.asked for rule in left)]
    for size in range(len(open_) + 1):
        for chosen in combinations(open_, size):
            rest = set(kept).difference(chosen)
            if not any(rule.holds(rest) for rule in left):
                return tuple(answer for answer in given if answer not in rest)
    raise AssertionError("without its answers no rule holds")  # pragma: no cover


def _only_way(rule: AnswerRule, given: Sequence[str]) -> tuple[str, ...]:
    """The answers to take back so that a rule holds no more, where there is no choice."""
    if rule.any_of:
        return () if rule.when else tuple(name for name in rule.any_of if name in given)
    return rule.when if len(rule.when) == 1 else ()
