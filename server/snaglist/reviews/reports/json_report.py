"""A review as JSON, in a shape that programs can rely on; docs/reports.md describes it."""

import json
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from snaglist.reviews.events import Answer, AnyEvent, Opined, numbered, plain_event
from snaglist.reviews.hashing import moment
from snaglist.reviews.reports.content import Account, Row
from snaglist.reviews.reports.issue_history import Opinion, Step
from snaglist.reviews.reports.summary import Line, brief, sentence

Plain = dict[str, Any]


def record_json(told: Account) -> str:
    """The full record."""
    return _written(
        {
            "review": _review(told),
            "progress": {status.value: count for status, count in told.progress.items()},
            "issues": [_issue(told, row) for row in told.rows],
            "events": list(_events(told)),
            "signatures": _signatures(told),
        }
    )


def handout_json(told: Account) -> str:
    """What the page for management says; ``more`` is what it leaves out."""
    found = brief(told)
    return _written(
        {
            "review": {"id": str(told.record.id), "title": told.state.title, "on": told.today},
            "state": sentence(told),
            "progress": {status.value: count for status, count in told.progress.items()},
            "open": [_line(line) for line in found.open],
            "accepted": [_line(line) for line in found.accepted],
            "decided": [_line(line) for line in found.decided],
            "more": {
                "open": found.more_open,
                "accepted": found.more_accepted,
                "decided": found.more_decided,
            },
            "signatures": _signatures(told),
        }
    )


def _written(value: Plain) -> str:
    return json.dumps(value, indent=2, ensure_ascii=False, default=_told) + "\n"


def _told(value: object) -> str:
    if isinstance(value, datetime):
        return moment(value)
    assert isinstance(value, date)
    return value.isoformat()


def _review(told: Account) -> Plain:
    state, profile = told.state, told.state.profile
    return {
        "id": str(told.record.id),
        "iri": told.iri,
        "title": state.title,
        "on": told.today,
        "state": sentence(told),
        "begun": told.created.at,
        "begun_by": told.created.by,
        "latest": state.latest,
        "catalogue": {"version": told.edition.version, "digest": told.edition.digest},
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
        "sources": [
            {"citation": each.citation, "terms": each.terms, "interviews": each.interviews}
            for each in told.sources
        ],
    }


def _issue(told: Account, row: Row) -> Plain:
    item, shown = row.item, row.shown
    gone = item.retired
    return {
        "id": item.issue,
        "iri": row.iri,
        "entry": item.entry,
        **shown.model_dump(exclude={"issue"}),
        "status": row.status.value,
        "flags": [flag.value for flag in row.flags],
        "expired": row.expired,
        "differs": item.differs,
        "reworded": item.reworded,
        "retired": {"why": gone.why, "replaced_by": gone.replaced_by} if gone else None,
        "fit": item.fit,
        "quotes": item.quotes,
        "why": [
            {"text": why.text, "answers": [told.state.profile.label(name) for name in why.answers]}
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


def _step(step: Step) -> Plain:
    return {
        "event": step.number,
        "at": step.at,
        "by": step.by,
        "before": step.before.value,
        "answer": _answer(step.answer),
        "entry": step.entry,
        "resolution": step.resolution,
    }


def _opinion(opinion: Opinion) -> Plain:
    return {
        "event": opinion.number,
        "at": opinion.at,
        "by": opinion.by,
        "answer": _answer(opinion.answer),
    }


def _events(told: Account) -> Iterator[Plain]:
    """The events as the record has them, but what is still blind."""
    for number, event in numbered(told.record):
        yield {"number": number, **_event(told, event)}


def _event(told: Account, event: AnyEvent) -> Plain:
    plain = plain_event(event)
    if told.state.blind and isinstance(event, Opined):
        del plain["answer"]
    return plain


def _signatures(told: Account) -> list[Plain]:
    return [
        {
            "event": each.number,
            "by": each.signed.by,
            "at": each.signed.at,
            "role": each.signed.role,
            "statement": each.signed.statement,
            "digest": each.signed.digest,
            "holds": each.holds,
        }
        for each in told.signatures
    ]


def _line(line: Line) -> Plain:
    item, answer = line.row.item, line.row.item.answer
    return {
        "id": item.issue,
        "title": line.title,
        "text": line.text,
        "status": line.row.status.value,
        "severity": line.row.shown.severity,
        "owner": answer.owner,
        "due": answer.due,
        "expires": answer.expires,
    }
