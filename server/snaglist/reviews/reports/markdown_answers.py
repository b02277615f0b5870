"""The answers to an issue as Markdown, from the first to the one that holds."""

from collections.abc import Iterator

from snaglist.reviews.events.answering import FollowedUp
from snaglist.reviews.evidence.standing import Standing
from snaglist.reviews.evidence.words import evidence_words
from snaglist.reviews.link_targets import LinkBases
from snaglist.reviews.reports.content import IssueRow
from snaglist.reviews.reports.issue_history import AnswerStep, HistoryOpinion
from snaglist.reviews.reports.markdown_blocks import INSIDE, bullets
from snaglist.reviews.reports.markdown_escape import (
    escape_lines,
    escape_text,
    markdown_link,
    quote_notes,
)
from snaglist.reviews.statuses import Answer, Status


def answer_blocks(row: IssueRow, links: LinkBases) -> Iterator[str]:
    """The answer that holds, and what was said before, blind and after a signature."""
    item = row.item
    if item.answer.status is not Status.NOT_LOOKED_AT:
        when = f" on {item.answered_at:%Y-%m-%d}" if item.answered_at else ""
        yield f"Answered by {escape_text(item.answered_by)}{when}:"
        yield from _answer(row, links)
    if item.resolution:
        yield f"How the difference was settled: {escape_lines(item.resolution)}"
    if item.followed:
        yield "After the signature:"
        yield bullets([_follow_up(row, each, links) for each in item.followed])
    if item.reworded:
        yield "Reworded since it was answered:"
        yield bullets(
            [
                f"{escape_text(each.field)}: was “{escape_text(each.before)}”, "
                f"is “{escape_text(each.after)}”"
                for each in row.rewordings
            ]
        )
    if row.opinions:
        yield "Said blind:"
        yield bullets([_opinion(row, each, links) for each in row.opinions])
    if len(row.steps) > 1:
        yield "Answers so far:"
        earlier = [_step(each, links) for each in row.steps[:-1]]
        last = _step(row.steps[-1], links) if item.differs else _change(row.steps[-1])
        yield bullets([*earlier, last])


def _answer(row: IssueRow, links: LinkBases) -> Iterator[str]:
    answer = row.item.answer
    facts = [f"Status: {row.label(answer.status)}", *_grounds(answer, links)]
    facts += ["Evidence: none named"] if row.standing is Standing.WORD else []
    yield bullets(facts)
    if answer.notes:
        yield "Notes:"
        yield quote_notes(answer.notes)


def _grounds(answer: Answer, links: LinkBases) -> Iterator[str]:
    """What an answer says, one thing after the other; notes apart."""
    if answer.done:
        yield f"Done: {escape_lines(answer.done, INSIDE)}"
    if answer.reason:
        yield f"Reason: {escape_lines(answer.reason, INSIDE)}"
    if answer.owner:
        yield f"Owner: {escape_text(answer.owner)}"
    if answer.due:
        yield f"Due: {answer.due}"
    if answer.expires:
        yield f"Expires: {answer.expires}"
    if answer.rating:
        yield f"For this project: {answer.rating}"
    yield from (f"Link: {markdown_link(link, links.target(link))}" for link in answer.links)
    yield from (f"Evidence: {escape_text(evidence_words(each))}" for each in answer.evidence)


def _follow_up(row: IssueRow, event: FollowedUp, links: LinkBases) -> str:
    parts = [f"done: {escape_lines(event.done, INSIDE)}"] if event.done else []
    parts += [f"due {event.due} now"] if event.due else []
    parts += [markdown_link(link, links.target(link)) for link in event.links]
    parts += [escape_lines(event.note, INSIDE)] if event.note else []
    parts += [] if event in row.item.follow_ups else ["answered anew since"]
    return f"{event.at:%Y-%m-%d} {escape_text(event.by)}: {'; '.join(parts)}"


def _opinion(row: IssueRow, opinion: HistoryOpinion, links: LinkBases) -> str:
    words = "; ".join((row.label(opinion.answer.status), *_flat(opinion.answer, links)))
    return f"{opinion.at:%Y-%m-%d} {escape_text(opinion.by)}: {words}"


def _step(step: AnswerStep, links: LinkBases) -> str:
    return "; ".join((_change(step), *_flat(step.answer, links)))


def _change(step: AnswerStep) -> str:
    return f"{step.at:%Y-%m-%d} {' and '.join(map(escape_text, step.by))}: {step.change}"


def _flat(answer: Answer, links: LinkBases) -> Iterator[str]:
    """What an answer says, on one line."""
    yield from (" ".join(each.replace("\\\n", " / ").split()) for each in _grounds(answer, links))
    if answer.notes:
        yield f"Notes: {escape_text(answer.notes)}"
