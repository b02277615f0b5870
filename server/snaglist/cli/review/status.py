"""``snag review status``: how far a review is."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import click

from snaglist.cli.options import json_option, print_json
from snaglist.cli.review.answer_lines import answer_json
from snaglist.cli.review.ask import meeting_json
from snaglist.cli.review.join import answers_that_differ
from snaglist.cli.review.lines import wrapped
from snaglist.cli.review.not_asked import HEADING, progress_line
from snaglist.cli.review.options import (
    by_option,
    effective_day,
    git_name,
    review_file,
    today_option,
    warn_days_option,
)
from snaglist.cli.review.signatures import awaited_json
from snaglist.plurals import count_of
from snaglist.reviews.answer_changes import current_answer
from snaglist.reviews.canonical import moment_text, plain_data
from snaglist.reviews.evidence.standing import standing, standings
from snaglist.reviews.fallen_away import fallen_away
from snaglist.reviews.flags import flags_of
from snaglist.reviews.follow_ups import follow_up_json, follow_up_text
from snaglist.reviews.item_filters import MOST_DAYS, DayFilter, DayKind, is_owned_by
from snaglist.reviews.questions import (
    Agenda,
    agenda,
    unsettled_items,
)
from snaglist.reviews.record import Record
from snaglist.reviews.replay import rebuild
from snaglist.reviews.signing import why_lapsed
from snaglist.reviews.state import IssueState, ReviewState
from snaglist.reviews.statuses import STATUS_MEANINGS, UNSETTLED, status_label
from snaglist.reviews.yaml_file import read_record

DAYS = click.IntRange(0, MOST_DAYS)


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
        yield from wrapped(told, "", "  ")


def _signed_lines(state: ReviewState) -> Iterator[str]:
    """Who has signed when, of which issues, and who is still awaited."""
    first = state.signatures[0]
    told = [f"signed off by {first.signer} on {first.day}"]
    told += [f"by {each.signer} on {each.day}" for each in state.signatures[1:]]
    yield ", ".join(told)
    if first.left_out:
        yield from wrapped(f"for {first.scope}; not for {', '.join(first.left_out)}", "  ", "  ")
    if state.awaited:
        awaited = " and ".join(signer.text for signer in state.awaited)
        yield from wrapped(f"still to sign: {awaited}", "", "  ")


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
        yield from wrapped(told_after, " " * indent, " " * (indent + 2))
    if item.differs:
        for line in answers_that_differ(item, (), today):
            yield from wrapped(line.strip(), " " * indent, " " * (indent + 2))


def _fallen_lines(state: ReviewState, today: date) -> Iterator[str]:
    """What fell away with issues that were open when the catalogue retired them."""
    found = [each for each in fallen_away(state, today) if not each.taken_up]
    if found:
        yield ""
        yield "Fell away, unless somebody takes it up:"
    for each in found:
        yield from wrapped(f"{each.item.issue} {each.text}.", "  ", "    ")


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
        "meeting": meeting_json(agenda(record, state.profile, unsettled_items(state, today))),
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
