"""Commands that show a review: ``snag review status`` and ``ask``."""

import textwrap
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import click

from snaglist.cli.options import json_option, print_json
from snaglist.cli.review.answer import answer_json
from snaglist.cli.review.join import answers_that_differ
from snaglist.cli.review.not_asked import HEADING, pointer_lines, progress_line, topic_lines
from snaglist.cli.review.options import (
    by_option,
    count_of,
    effective_day,
    git_name,
    issue_ids,
    review_file,
    today_option,
    warn_days_option,
)
from snaglist.cli.review.signatures import awaited_json
from snaglist.model.entry import Outcome, outcome_label
from snaglist.reviews.answer_changes import current_answer
from snaglist.reviews.canonical import moment_text, plain_data
from snaglist.reviews.entry_snapshot import EntrySnapshot
from snaglist.reviews.event_fields import ProjectProfile
from snaglist.reviews.events import Record
from snaglist.reviews.evidence.standing import standing, standings
from snaglist.reviews.fallen_away import fallen_away
from snaglist.reviews.flags import flags_of
from snaglist.reviews.follow_ups import follow_up_json, follow_up_text
from snaglist.reviews.item_filters import MOST_DAYS, DayFilter, DayKind, is_owned_by
from snaglist.reviews.questions import (
    SHORT_QUESTIONS,
    Agenda,
    MeetingIssue,
    after_the_ten,
    agenda,
    in_order,
    unsettled_items,
)
from snaglist.reviews.replay import rebuild
from snaglist.reviews.signing import why_lapsed
from snaglist.reviews.state import IssueState, ReviewState
from snaglist.reviews.statuses import STATUS_MEANINGS, UNSETTLED, status_label
from snaglist.reviews.yaml_file import read_record

DAYS = click.IntRange(0, MOST_DAYS)

WIDTH = 88
"""Columns that lines of prose are wrapped to."""


@click.command()
@review_file
@click.option("--open", "only_left", is_flag=True, help="Only what is open or not looked at.")
@click.option("--owner", metavar="NAME", help="Only what this person owns; '': what has no owner.")
@click.option("--overdue", is_flag=True, help="Only what should have been done by now.")
@click.option(
    "--due-within", type=DAYS, metavar="DAYS", help="Only what is due by then, the overdue too."
)
@click.option("--ends-within", type=DAYS, metavar="DAYS", help="Only acceptances that end by then.")
@warn_days_option
@json_option
@by_option
@today_option
def status(
    path: Path,
    only_left: bool,
    owner: str | None,
    overdue: bool,
    due_within: int | None,
    ends_within: int | None,
    ahead: int,
    as_json: bool,
    by: str | None,
    today: date | None,
) -> None:
    """Say how far the review is, then each issue: its status, its owner, and when it is due.

    An issue may be expired (accepted until a day that has passed, so open again), overdue,
    reworded (by the catalogue, since it was answered), retired, added by hand, one on which
    reviewers differ, or one that no longer fits. While a review is blind, you see what you said
    yourself (--by NAME).

    Options that narrow the list go together: an issue is shown where all of them hold. What the
    review counts at its head stays the whole.

    Example: snag review status review.yaml --owner Ben --due-within 14
    """
    record, at = read_record(path), effective_day(today)
    state = rebuild(record)
    if state.blind:
        name = git_name(path) if by is None else by
        own = {
            i.issue: replace(i, answer=current_answer(i, name, True)) for i in state.items.values()
        }
        state = replace(state, items=own)
    days = day_filters(overdue, due_within, ends_within)
    shown = [
        item
        for item in state.items.values()
        if (not only_left or (not item.retired and item.status(at) in UNSETTLED))
        and (owner is None or is_owned_by(item, owner))
        and all(day.holds(item, at) for day in days)
    ]
    narrowed = owner is not None or bool(days)
    if as_json:
        print_json(_status_json(record, state, shown, at, ahead))
    else:
        left = agenda(record, state.profile, unsettled_items(state, at))
        none = "No issue matches." if narrowed else _nothing_shown(state)
        rows = (
            *_status_rows(record, [item for item in shown if not item.is_edge], at, ahead),
            *_edge_rows(record, [item for item in shown if item.is_edge], at, ahead),
            *(() if shown else (none,)),
            *(() if narrowed else _fallen_lines(state, at)),
        )
        click.echo("\n".join((*_status_head(state, at), *_left_line(left), "", *rows)))


def _left_line(left: Agenda) -> Iterator[str]:
    """How much is left to ask, in a line; without any, none."""
    if left.later:
        yield (
            f"to ask: {len(left.ten)} in a meeting (ask --short), then {len(left.later)} more in "
            "the order of ask"
        )
    elif left.ten:
        yield f"to ask: {len(left.ten)} (ask --short)"


def day_filters(overdue: bool, due_within: int | None, ends_within: int | None) -> list[DayFilter]:
    """The filters by day that options give."""
    found = [DayFilter(kind=DayKind.OVERDUE)] if overdue else []
    if due_within is not None:
        found.append(DayFilter(kind=DayKind.DUE, days=due_within))
    if ends_within is not None:
        found.append(DayFilter(kind=DayKind.ENDS, days=ends_within))
    return found


def _status_head(state: ReviewState, today: date) -> Iterator[str]:
    assert state.begun is not None
    assert state.catalogue is not None
    edition = f"{state.catalogue.version} ({state.catalogue.digest[:8]})"
    yield state.title
    yield f"begun on {state.begun.date()}, catalogue {edition}"
    progress = state.progress(today)
    told = ", ".join(f"{n} {STATUS_MEANINGS[status].label}" for status, n in progress.items() if n)
    yield f"{count_of(sum(progress.values()))}{': ' if told else ''}{told}"
    if proved := standings(state.items.values(), today).text:
        yield f"{proved[0].lower()}{proved[1:-1]}"
    yield from progress_line(state, today)
    if state.blind:
        handed = ", ".join(state.handed_in) or "nobody yet"
        yield f"blind review by {', '.join(state.reviewers)}; handed in: {handed}"
    if state.signed:
        yield from _signed_lines(state)
    for signed in state.apart:
        told = f"signature of {signed.signer} on {signed.day}: {why_lapsed(state, signed)}"
        yield from _wrapped(told, "", "  ")


def _signed_lines(state: ReviewState) -> Iterator[str]:
    """Who has signed when, of which issues, and who is still awaited."""
    first = state.signatures[0]
    told = [f"signed off by {first.signer} on {first.day}"]
    told += [f"by {each.signer} on {each.day}" for each in state.signatures[1:]]
    yield ", ".join(told)
    if first.left_out:
        yield from _wrapped(f"for {first.scope}; not for {', '.join(first.left_out)}", "  ", "  ")
    if state.awaited:
        awaited = " and ".join(signer.text for signer in state.awaited)
        yield from _wrapped(f"still to sign: {awaited}", "", "  ")


def _status_rows(record: Record, items: list[IssueState], today: date, ahead: int) -> Iterator[str]:
    for item in items:
        title = record.entries[item.entry].title
        yield f"{item.issue:<8}  {_label(item, today):<14}  {title}"
        yield from _status_details(item, today, ahead)


def _edge_rows(record: Record, items: list[IssueState], today: date, ahead: int) -> Iterator[str]:
    """The same of what the review did not ask about, under a heading of its own."""
    if not items:
        return
    yield from ("", f"{HEADING}:")
    for item in items:
        title = record.entries[item.entry].title
        yield f"{item.issue}  {_label(item, today)}"
        yield f"  {title}"
        yield from _status_details(item, today, ahead, 2)


def _label(item: IssueState, today: date) -> str:
    return "retired" if item.retired else status_label(item.status(today), edge=item.is_edge)


def _nothing_shown(state: ReviewState) -> str:
    """Why a list is empty."""
    if state.items:
        return "Nothing left to do."
    return "Nothing is in this review, so nothing was looked at: no answer led to an issue."


def _status_details(item: IssueState, today: date, ahead: int, indent: int = 26) -> Iterator[str]:
    """Who and until when, what is flagged, and the answers that differ."""
    answer = item.answer
    told = (
        answer.owner,
        f"due {item.due}" if item.due else "",
        f"accepted until {answer.expires}" if answer.expires else "",
        answer.rating,
        f"evidence: {len(answer.evidence)}" if answer.evidence else "",
        *(flag.upper() for flag in flags_of(item, today, ahead)),
    )
    details = ", ".join(part for part in told if part)
    if details:
        yield f"{'':<{indent}}{details}"
    for event in item.follow_ups:
        told_after = f"{event.at.date()} {event.by}: {follow_up_text(event)}"
        yield from _wrapped(told_after, " " * indent, " " * (indent + 2))
    if item.differs:
        for line in answers_that_differ(item, (), today):
            yield from _wrapped(line.strip(), " " * indent, " " * (indent + 2))


def _fallen_lines(state: ReviewState, today: date) -> Iterator[str]:
    """What fell away with issues that were open when the catalogue retired them."""
    found = [each for each in fallen_away(state, today) if not each.taken_up]
    if found:
        yield ""
        yield "Fell away, unless somebody takes it up:"
    for each in found:
        yield from _wrapped(f"{each.item.issue} {each.text}.", "  ", "    ")


def _status_json(
    record: Record, state: ReviewState, items: list[IssueState], today: date, ahead: int
) -> dict[str, Any]:
    assert state.catalogue is not None
    return {
        "id": str(record.id),
        "title": state.title,
        "catalogue": plain_data(state.catalogue),
        "progress": {status.value: number for status, number in state.progress(today).items()},
        "edge_progress": {
            status.value: number for status, number in state.edge_progress(today).items()
        },
        "blind": state.blind,
        "reviewers": list(state.reviewers),
        "handed_in": list(state.handed_in),
        "signed": moment_text(state.signed.at) if state.signed else None,
        "signatures": [
            {"by": each.by, "role": each.role, "at": moment_text(each.at), "day": str(each.day)}
            for each in state.signatures
        ],
        "awaited": awaited_json(state),
        "not_covered": list(state.signed.left_out) if state.signed else [],
        "issues": [_item_json(record, item, today, ahead) for item in items if not item.is_edge],
        "edges": [_item_json(record, item, today, ahead) for item in items if item.is_edge],
        "meeting": _meeting_json(agenda(record, state.profile, unsettled_items(state, today))),
        "fell_away": [
            {
                "issue": each.item.issue,
                "answer": answer_json(each.item.answer),
                "handed_to": list(each.handed_to),
                "replaced_by": list(each.instead),
                "taken_up": each.taken_up,
            }
            for each in fallen_away(state, today)
        ],
    }


def _meeting_json(left: Agenda) -> dict[str, Any]:
    """The ids of the ten, and of those that are left after them, in order."""
    return {
        "ten": [each.item.issue for each in left.ten],
        "later": [each.item.issue for each in left.later],
    }


def _item_json(record: Record, item: IssueState, today: date, ahead: int) -> dict[str, Any]:
    return {
        "issue": item.issue,
        "title": record.entries[item.entry].title,
        "status": item.status(today).value,
        "flags": [flag.value for flag in flags_of(item, today, ahead)],
        "answer": answer_json(item.answer),
        "stands_on": standing(item, today),
        "by": item.answered_by,
        "at": moment_text(item.answered_at) if item.answered_at else None,
        "resolution": item.resolution,
        "due": str(item.due) if item.due else None,
        "follow_ups": [follow_up_json(event) for event in item.follow_ups],
    }


@click.command()
@review_file
@click.argument("issues", metavar="[ISSUE…]", nargs=-1)
@click.option(
    "--short", is_flag=True, help=f"The {SHORT_QUESTIONS} questions for a half-hour meeting."
)
@json_option
@today_option
def ask(
    path: Path, issues: tuple[str, ...], short: bool, as_json: bool, today: date | None
) -> None:
    """What to ask in the meeting about each issue that is open or not looked at: why you see it,
    which answer would remove it, the questions, the quote or the published finding behind it,
    and what others did or proposed, with outcome and cost. With ISSUE…, only about those.

    First what you said yourselves (your severity and likelihood, your words, what you added), then
    by points, last what you rated low. --short has the first ten, three of one cause at most while
    there are others, says why each is among them, and what is left.

    Example: snag review ask review.yaml --short
    """
    record, at = read_record(path), effective_day(today)
    state = rebuild(record)
    items = unsettled_items(state, at)
    if issues:
        items = [state.item(name) for name in issue_ids(issues)]
    edges = [item for item in items if item.is_edge]
    items = [item for item in items if not item.is_edge]
    left = agenda(record, state.profile, items)
    if not (issues or short):
        items = in_order(left, items)
    if as_json and short:
        print_json(
            {
                "issues": [_short_json(record, each) for each in left.ten],
                "edges": [_edge_json(record, item) for item in edges],
                **_meeting_json(left),
            }
        )
    elif as_json:
        print_json(
            {
                "issues": [_issue_json(record, state.profile, item, at) for item in items],
                "edges": [_issue_json(record, state.profile, item, at) for item in edges],
            }
        )
    elif not items and not edges:
        click.echo(_nothing_asked(state))
    elif short:
        click.echo("\n".join((*_short_lines(record, left), *_short_edges(record, edges))))
    else:
        lines = ["\n".join(_issue_lines(record, state.profile, item, at)) for item in items]
        lines += [f"{HEADING}:"] if edges else []
        lines += ["\n".join(_issue_lines(record, state.profile, item, at)) for item in edges]
        click.echo("\n\n".join(lines))


def _nothing_asked(state: ReviewState) -> str:
    """Why there is nothing to ask."""
    left = [item for item in state.items.values() if not item.retired]
    if left:
        return "Nothing left to ask: every issue is answered."
    return "Nothing is in this review to ask about; that says nothing of the project."


def _short_edges(record: Record, edges: list[IssueState]) -> Iterator[str]:
    """What the ten questions do not ask about, in a line each."""
    if edges:
        yield f"{HEADING}; each wants an answer, too:"
        yield from topic_lines(record, edges)


def _short_lines(record: Record, left: Agenda) -> Iterator[str]:
    for each in left.ten:
        yield from _wrapped(each.question, f"{each.place:>2}  ", "    ")
        yield f"    {each.item.issue}  {record.entries[each.item.entry].title}"
        yield from _wrapped(each.reason, "    ")
    if left.later:
        yield ""
        yield from _wrapped(after_the_ten(left), "", "")
        yield from _wrapped(", ".join(each.item.issue for each in left.later), "  ", "  ")


def _issue_lines(
    record: Record, profile: ProjectProfile, item: IssueState, today: date
) -> Iterator[str]:
    shown = record.entries[item.entry]
    yield f"{item.issue}  {shown.title}  [{status_label(item.status(today), edge=item.is_edge)}]"
    yield from _wrapped(shown.definition, "", "")
    yield "Why you see this:"
    if item.by_hand:
        yield "  - It was added by hand."
    for why in item.why:
        labels = "; ".join(profile.label(answer) for answer in why.answers)
        yield from _wrapped(f"{why.text}{f' (You said: {labels}.)' if labels else ''}", "  - ")
    if item.leaves_without:
        labels = "; ".join(profile.label(answer) for answer in item.leaves_without)
        without = "You would not see it" if item.by_rules else "No rule would add it"
        yield from _wrapped(f"{without} without: {labels}.", "  ", "  ")
    if shown.questions:
        yield "Ask:"
    for question in shown.questions:
        yield from _wrapped(question, "  - ")
    if shown.pointers:
        yield "Where others ask about it:"
        yield from pointer_lines(shown.pointers)
    yield from _evidence_lines(shown)


def _evidence_lines(shown: EntrySnapshot) -> Iterator[str]:
    """The quote or the finding behind an issue, and what others did or proposed."""
    if shown.consequence:
        yield from _wrapped(
            f"Worst reported consequence: {shown.consequence} ({shown.severity})", "", "  "
        )
    if shown.quote:
        yield from _wrapped(f"“{shown.quote.words}”", "  ", "   ")
        yield f"  {shown.quote.id}: {shown.quote.said}"
    if shown.finding:
        yield from _wrapped(f"Published: {shown.finding.text}", "  ", "  ")
        yield from _wrapped(f"{shown.finding.id}: {shown.finding.cited}", "  ", "    ")
    if shown.strategies:
        yield "What others did or proposed:"
    for each in shown.strategies:
        went = "; ".join(
            part for part in (_outcome(each.outcome), each.cost and f"cost: {each.cost}") if part
        )
        yield from _wrapped(f"{each.id} {each.title}{f' ({went})' if went else ''}", "  - ")
        yield from _wrapped(each.how, "    ", "    ")


def _outcome(outcome: str) -> str:
    """The outcome in words that can follow the title of a strategy."""
    return f"outcome {outcome_label(outcome)}" if outcome == Outcome.NOT_REPORTED else outcome


def _wrapped(text: str, first: str, others: str = "    ") -> list[str]:
    lines = textwrap.wrap(
        " ".join(text.split()), WIDTH, initial_indent=first, subsequent_indent=others
    )
    return lines or [first.rstrip()]


def _short_json(record: Record, each: MeetingIssue) -> dict[str, Any]:
    return {
        "issue": each.item.issue,
        "title": record.entries[each.item.entry].title,
        "question": each.question,
        "place": each.place,
        "ground": each.ground.value,
        "cause": each.cause,
        "reason": each.reason,
    }


def _edge_json(record: Record, item: IssueState) -> dict[str, Any]:
    return {"issue": item.issue, "title": record.entries[item.entry].title}


def _issue_json(
    record: Record, profile: ProjectProfile, item: IssueState, today: date
) -> dict[str, Any]:
    shown = record.entries[item.entry]
    return {
        **plain_data(shown),
        "status": item.status(today).value,
        "why": [
            {"text": why.text, "answers": {name: profile.label(name) for name in why.answers}}
            for why in item.why
        ],
        "leaves_without": {name: profile.label(name) for name in item.leaves_without},
    }
