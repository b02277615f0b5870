"""A review as JSON, in a shape that programs can rely on; docs/reports.md describes it."""

import json
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from snaglist.reviews.canonical import moment_text
from snaglist.reviews.events.answering import Opined
from snaglist.reviews.follow_ups import follow_up_json
from snaglist.reviews.record import AnyEvent, numbered_events, plain_event
from snaglist.reviews.reports.content import IssueRow, ReportContent
from snaglist.reviews.reports.handout import SummaryLine, decision, summarize
from snaglist.reviews.reports.issue_history import AnswerStep, HistoryOpinion
from snaglist.reviews.reports.summary import state_sentence
from snaglist.reviews.rows import row_kind
from snaglist.reviews.statuses import Answer, Status

Plain = dict[str, Any]


def record_json(content: ReportContent) -> str:
    """The full record as JSON, keys and all as docs/reports.md has them."""
    return _dumped(
        {
            "review": _review(content),
            "progress": _counts(content.progress),
            "addressed_on": {
                "evidence": content.standings.evidence,
                "word": content.standings.word,
            },
            "issues": [_issue(content, row) for row in content.issues],
            "edge_progress": _counts(content.edge_progress),
            "edges": [_issue(content, row) for row in content.edges],
            "events": list(_events(content)),
            "signatures": _signatures(content),
        }
    )


def handout_json(content: ReportContent) -> str:
    """What the page for management says; ``more`` is what it leaves out."""
    found = summarize(content)
    return _dumped(
        {
            "review": {
                "id": str(content.record.id),
                "title": content.state.title,
                "on": content.today,
            },
            "decision": decision(content),
            "statement": found.statement,
            "state": state_sentence(content),
            "progress": _counts(content.progress),
            "edge_progress": _counts(content.edge_progress),
            "not_asked": [
                {"id": row.item.issue, "title": row.shown.title, "status": row.status.value}
                for row in content.edges
                if not row.item.retired
            ],
            "open": [_line(line) for line in found.open],
            "accepted": [_line(line) for line in found.accepted],
            "decided": [_line(line) for line in found.decided],
            "more": {
                "open": found.more_open,
                "accepted": found.more_accepted,
                "decided": found.more_decided,
            },
            "not_covered": found.not_covered,
            "signatures": _signatures(content),
            "awaited": _awaited(content),
        }
    )


def _awaited(content: ReportContent) -> list[Plain]:
    return [{"name": each.name, "role": each.role} for each in content.state.awaited]


def _counts(progress: dict[Status, int]) -> Plain:
    return {status.value: count for status, count in progress.items()}


def _dumped(value: Plain) -> str:
    return json.dumps(value, indent=2, ensure_ascii=False, default=_day_or_moment) + "\n"


def _day_or_moment(value: object) -> str:
    if isinstance(value, datetime):
        return moment_text(value)
    assert isinstance(value, date)
    return value.isoformat()


def _review(content: ReportContent) -> Plain:
    state, profile = content.state, content.state.profile
    return {
        "id": str(content.record.id),
        "iri": content.iri,
        "title": state.title,
        "on": content.today,
        "state": state_sentence(content),
        "begun": content.created.at,
        "begun_by": content.created.by,
        "latest": state.latest,
        "catalogue": {"version": content.edition.version, "digest": content.edition.digest},
        "profile": {
            "given": [
                {"question": each.question, "text": each.text, "answers": each.answers}
                for each in profile.given
            ],
            "words": profile.words,
        },
        "reviewers": state.reviewers,
        "blind": state.blind,
        "signed": state.signed is not None,
        "awaited": _awaited(content),
        "not_covered": state.signed.left_out if state.signed else (),
        "warn_days": content.ahead,
        "sources": [
            {"citation": each.citation, "terms": each.terms, "interviews": each.interviews}
            for each in content.sources
        ],
    }


def _issue(content: ReportContent, row: IssueRow) -> Plain:
    item, shown = row.item, row.shown
    gone = item.retired
    return {
        "id": item.issue,
        "iri": row.iri,
        "kind": row_kind(item.issue).value,
        "entry": item.entry,
        **shown.model_dump(exclude={"issue"}),
        "status": row.status.value,
        "flags": [flag.value for flag in row.flags],
        "expired": row.expired,
        "stands_on": row.standing.value if row.standing else None,
        "overdue": row.overdue,
        "ends_soon": row.ends_soon,
        "due": item.due,
        "follow_ups": [follow_up_json(event) for event in item.follow_ups],
        "differs": item.differs,
        "difference": item.difference.value if item.difference else None,
        "reworded": item.reworded,
        "retired": {"why": gone.why, "replaced_by": gone.replaced_by} if gone else None,
        "fit": item.fit,
        "quotes": item.quotes,
        "findings": item.findings,
        "people": item.people,
        "interviews": item.interviews,
        "publications": item.publications,
        "why": [
            {
                "text": why.text,
                "answers": [content.state.profile.label(name) for name in why.answers],
            }
            for why in item.why
        ],
        "came": row.came,
        "answer": _answer(item.answer),
        "answered_by": item.answered_by,
        "answered_at": item.answered_at,
        "resolution": item.resolution,
        "history": [_step(step) for step in row.steps],
        "opinions": [_opinion(opinion) for opinion in row.opinions],
    }


def _answer(answer: Answer) -> Plain:
    return {**answer.model_dump(), "status": answer.status.value}


def _step(step: AnswerStep) -> Plain:
    return {
        "event": step.number,
        "at": step.at,
        "by": step.by,
        "before": step.before.value,
        "answer": _answer(step.answer),
        "entry": step.entry,
        "resolution": step.resolution,
    }


def _opinion(opinion: HistoryOpinion) -> Plain:
    return {
        "event": opinion.number,
        "at": opinion.at,
        "by": opinion.by,
        "answer": _answer(opinion.answer),
    }


def _events(content: ReportContent) -> Iterator[Plain]:
    """The events as the record has them, but what is still blind."""
    for number, event in numbered_events(content.record):
        yield {"number": number, **_event(content, event)}


def _event(content: ReportContent, event: AnyEvent) -> Plain:
    plain = plain_event(event)
    if content.state.blind and isinstance(event, Opined):
        del plain["answer"]
    return plain


def _signatures(content: ReportContent) -> list[Plain]:
    return [
        {
            "event": each.number,
            "by": each.signed.by,
            "at": each.signed.at,
            "role": each.signed.role,
            "statement": each.signed.statement,
            "day": each.signed.day,
            "offset": each.signed.offset,
            "of": each.signed.of.value,
            "covers": each.signed.covers,
            "left_out": each.signed.left_out,
            "reopened": each.signed not in content.state.signatures,
            "unseen": len(each.signed.unseen),
            "digest": each.signed.digest,
            "holds": each.holds,
        }
        for each in content.signatures
    ]


def _line(line: SummaryLine) -> Plain:
    item, answer = line.row.item, line.row.item.answer
    return {
        "id": item.issue,
        "title": line.title,
        "text": line.text,
        "elsewhere": line.elsewhere,
        "status": line.row.status.value,
        "severity": line.row.shown.severity,
        "owner": answer.owner,
        "due": item.due,
        "expires": answer.expires,
        "overdue": line.row.overdue,
        "ends_soon": line.row.ends_soon,
    }
