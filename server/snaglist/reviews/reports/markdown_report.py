"""A review as Markdown, for the team's own repository."""

from collections.abc import Iterator

from snaglist.model.entry import outcome_label
from snaglist.reviews.entry_snapshot import PointerSnapshot, StrategySnapshot
from snaglist.reviews.events.answering import FollowedUp
from snaglist.reviews.evidence.standing import Standing
from snaglist.reviews.evidence.words import evidence_words
from snaglist.reviews.hashing import Verification
from snaglist.reviews.link_targets import LinkBases
from snaglist.reviews.reports.content import NOT_ASKED, IssueRow, ReportContent
from snaglist.reviews.reports.handout import (
    Summary,
    SummaryLine,
    decision,
    not_asked_text,
    summarize,
)
from snaglist.reviews.reports.issue_history import STATUS_LABELS, AnswerStep, HistoryOpinion
from snaglist.reviews.reports.markdown_escape import (
    escape_lines,
    escape_text,
    link_target,
    markdown_link,
    quote_notes,
)
from snaglist.reviews.reports.summary import (
    counts_sentence,
    course,
    how_to_cite,
    signer,
    state_sentence,
)
from snaglist.reviews.statuses import Answer, Status

INSIDE = "  "
BLANK = r"\_" * 16
"""A line to write on."""


def record_markdown(content: ReportContent) -> str:
    """The full record; its headings are its own, whatever was written into the review."""
    blocks = [f"# {escape_text(content.state.title)}", *_head(content), *_progress(content)]
    for group, rows in content.groups:
        blocks.append(f"## {group.value} ({len(rows)})")
        for row in rows:
            blocks += _issue(content, row)
    blocks += _not_asked(content)
    blocks += ["## Course of the review", _list(_course(content))]
    blocks += ["## Sign-off", *_signatures(content)]
    blocks += ["## How to cite", _list(_sources(content))]
    return _joined(blocks)


def handout_markdown(content: ReportContent) -> str:
    """The page for management."""
    found = summarize(content)
    blocks = [f"# {escape_text(content.state.title)}", f"Design review, as of {content.today}."]
    blocks += [f"**{escape_text(decision(content))}**"]
    blocks += [f"“{escape_text(found.statement)}”"] if found.statement else []
    if found.not_covered:
        rest = f" and {found.more_not_covered} more" if found.more_not_covered else ""
        blocks.append(f"Not covered by the signature: {', '.join(found.not_covered)}{rest}")
    blocks += [escape_text(counts_sentence(content)), _counts(content)]
    sections = (
        ("Open, overdue and the worst first", found.open, found.more_open),
        ("Accepted, by whom and until when", found.accepted, found.more_accepted),
        ("What was decided", found.decided, found.more_decided),
    )
    for title, entries, more in sections:
        if entries:
            left_out = [f"and {more} more"] if more else []
            blocks += [f"## {title}", _list([*map(_line, entries), *left_out])]
    blocks += _not_asked_in_short(content)
    blocks += ["## Signatures", _list(_handout_signatures(found))]
    return _joined(blocks)


def _handout_signatures(found: Summary) -> Iterator[str]:
    """Who signed, lines for who has not, and the digest."""
    yield from map(escape_text, found.signed)
    if found.more_signed:
        yield f"and {found.more_signed} more"
    for name in found.awaited:
        yield f"{escape_text(name)}, date: {BLANK}"
    if found.more_awaited:
        yield f"and {found.more_awaited} more to sign"
    if found.digest:
        yield f"SHA-256 of the last signature: `{found.digest}`"


def _not_asked(content: ReportContent) -> Iterator[str]:
    """The topics that the catalogue has no issue for, answered as issues are."""
    count = f" ({len(content.edges)})" if content.edges else ""
    yield f"## {NOT_ASKED}{count}"
    yield escape_text(content.silence)
    for row in content.edges:
        yield from _issue(content, row)


def _not_asked_in_short(content: ReportContent) -> Iterator[str]:
    yield f"## {NOT_ASKED}"
    yield escape_text(not_asked_text(content))


def _joined(blocks: list[str]) -> str:
    return "\n\n".join(block for block in blocks if block) + "\n"


def _list(entries: Iterator[str] | list[str]) -> str:
    return "\n".join(f"- {entry}" for entry in entries)


def _head(content: ReportContent) -> Iterator[str]:
    state, profile = content.state, content.state.profile
    yield f"Design review, as of {content.today}. {escape_text(state_sentence(content))}"
    facts = [f"Begun by {escape_text(content.created.by)} on {content.created.at:%Y-%m-%d}"]
    facts.append(f"Catalogue {escape_text(content.edition.version)}, `{content.edition.digest}`")
    if state.reviewers:
        facts.append(f"Answered blind by {' and '.join(map(escape_text, state.reviewers))}")
    facts.append(f"Record `{content.iri}`")
    yield _list(facts)
    yield "## The project"
    yield _list(
        [
            f"{escape_text(g.text)} {'; '.join(map(escape_text, g.answers.values()))}"
            for g in profile.given
        ]
        or ["No question of the profile was answered."]
    )
    if profile.words:
        yield f"In the team’s words: {escape_lines(profile.words)}"


def _progress(content: ReportContent) -> Iterator[str]:
    yield "## Progress"
    yield _counts(content)
    yield f"{content.standings.text} {content.standings.caution}".strip()


def _counts(content: ReportContent) -> str:
    if not content.edges:
        head = ["| Status | Issues |", "| --- | ---: |"]
        rows = [f"| {STATUS_LABELS[s]} | {count} |" for s, count in content.progress.items()]
    else:
        head = ["| Status | Issues | Not asked |", "| --- | ---: | ---: |"]
        rows = [
            f"| {content.progress_label(status)} | {count} | {content.edge_progress[status]} |"
            for status, count in content.progress.items()
        ]
    return "\n".join((*head, *rows))


def _issue(content: ReportContent, row: IssueRow) -> Iterator[str]:
    item, shown = row.item, row.shown
    yield f"### {item.issue} {escape_text(shown.title)}"
    link = f"[{item.issue}](<{link_target(row.address)}>)" if row.address else item.issue
    stamps = [f"**{escape_text(each)}**" for each in (row.stamp, *row.marks)]
    yield " · ".join(filter(None, (*stamps, escape_text(shown.category), link)))
    yield escape_text(shown.definition)
    if item.retired:
        instead = ", ".join(item.retired.replaced_by)
        use_instead = f" Use {instead} instead." if instead else ""
        yield f"Retired: {escape_lines(item.retired.why)}{use_instead}"
    yield from _reasons(content, row)
    if shown.consequence:
        severity = f" ({escape_text(shown.severity)})" if shown.severity else ""
        yield f"Worst reported consequence{severity}: {escape_text(shown.consequence)}"
    if item.answer.rating and item.answer.status is Status.NOT_LOOKED_AT:
        yield f"For this project: {item.answer.rating}"
    yield from _quote(content, row)
    yield from _finding(row)
    if shown.questions:
        yield "Questions to ask:"
        yield _list([escape_text(question) for question in shown.questions])
    if shown.pointers:
        yield "Where others ask about it:"
        yield _list([_pointer(each) for each in shown.pointers])
    if shown.strategies:
        yield "What others did or proposed:"
        yield _list([_strategy(each) for each in shown.strategies])
    yield from _answers(row, content.links)


def _reasons(content: ReportContent, row: IssueRow) -> Iterator[str]:
    label = content.state.profile.label
    reasons = [
        escape_text(why.text)
        + (f" ({'; '.join(escape_text(label(a)) for a in why.answers)})" if why.answers else "")
        for why in row.item.why
    ]
    if row.came:
        reasons.append(escape_text(row.came))
    if reasons:
        yield "Why it is here:"
        yield _list(reasons)


def _quote(content: ReportContent, row: IssueRow) -> Iterator[str]:
    quote = row.shown.quote
    if quote is None:
        return
    said = f"{escape_text(quote.said)}, [{quote.id}](<{link_target(row.quote_iri)}>)"
    source = content.source_of(quote.id)
    cited = f". From: {escape_text(source.citation)}" if source else ""
    yield f"> “{escape_lines(quote.words, '> ')}”\n>\n> {said}{cited}"


def _finding(row: IssueRow) -> Iterator[str]:
    """Our words, so neither a block quotation nor quotation marks."""
    finding = row.shown.finding
    if finding is None:
        return
    title = escape_text(finding.title)
    linked = f"[{title}](<{link_target(finding.address)}>)" if finding.address else title
    cited = f"{escape_text(finding.cited)}, [{finding.id}](<{link_target(row.finding_iri)}>)"
    yield f"Published: {escape_lines(finding.text)}"
    yield f"{cited}. From: {linked}"


def _pointer(pointer: PointerSnapshot) -> str:
    title = escape_text(pointer.instrument)
    named = f"[{title}](<{link_target(pointer.address)}>)" if pointer.address else title
    return f"{named}, {escape_text(pointer.item)}: {escape_text(pointer.what)}"


def _strategy(strategy: StrategySnapshot) -> str:
    parts = [f"{escape_text(strategy.title)} ({strategy.id}): {escape_text(strategy.how)}"]
    parts += (
        [f"Outcome: {escape_text(outcome_label(strategy.outcome))}."] if strategy.outcome else []
    )
    parts += [f"Cost: {escape_text(strategy.cost)}"] if strategy.cost else []
    return " ".join(parts)


def _answers(row: IssueRow, links: LinkBases) -> Iterator[str]:
    item = row.item
    if item.answer.status is not Status.NOT_LOOKED_AT:
        when = f" on {item.answered_at:%Y-%m-%d}" if item.answered_at else ""
        yield f"Answered by {escape_text(item.answered_by)}{when}:"
        yield from _answer(row, links)
    if item.resolution:
        yield f"How the difference was settled: {escape_lines(item.resolution)}"
    if item.followed:
        yield "After the signature:"
        yield _list([_follow_up(row, each, links) for each in item.followed])
    if item.reworded:
        yield "Reworded since it was answered:"
        yield _list(
            [
                f"{escape_text(each.field)}: was “{escape_text(each.before)}”, "
                f"is “{escape_text(each.after)}”"
                for each in row.rewordings
            ]
        )
    if row.opinions:
        yield "Said blind:"
        yield _list([_opinion(row, each, links) for each in row.opinions])
    if len(row.steps) > 1:
        yield "Answers so far:"
        earlier = [_step(each, links) for each in row.steps[:-1]]
        last = _step(row.steps[-1], links) if item.differs else _change(row.steps[-1])
        yield _list([*earlier, last])


def _answer(row: IssueRow, links: LinkBases) -> Iterator[str]:
    answer = row.item.answer
    facts = [f"Status: {row.label(answer.status)}", *_grounds(answer, links)]
    facts += ["Evidence: none named"] if row.standing is Standing.WORD else []
    yield _list(facts)
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


def _course(content: ReportContent) -> list[str]:
    return [
        f"{each.at:%Y-%m-%d} {escape_text(each.by)} {escape_text(each.text)}"
        for each in course(content)
    ]


def _signatures(content: ReportContent) -> Iterator[str]:
    if not content.signatures:
        yield "It is not signed off."
        return
    yield _list([_signature(content, each) for each in content.signatures])
    awaited = [each.text for each in content.state.awaited]
    if awaited:
        yield f"Still awaited: {escape_text(' and '.join(awaited))}."


def _signature(content: ReportContent, found: Verification) -> str:
    statement = escape_lines(found.signed.statement, INSIDE)
    said = f": {statement}" if statement else ""
    holds = "holds" if found.holds else "DOES NOT HOLD: what was signed was changed since"
    left = found.signed.left_out
    not_for = f" Not covered: {', '.join(left)}." if left else ""
    told = escape_text(signer(content, found.signed))
    return f"{told}{said} (`{found.signed.digest}`, {holds}){not_for}"


def _sources(content: ReportContent) -> Iterator[str]:
    yield escape_text(how_to_cite(content))
    for source in content.sources:
        many = "s" if source.interviews[1:] else ""
        names = f"Interview{many} {', '.join(source.interviews)}: " if source.interviews else ""
        terms = f" Terms: {escape_text(source.terms)}" if source.terms else ""
        yield f"{names}{escape_text(source.citation)}{terms}"


def _line(line: SummaryLine) -> str:
    facts = ", ".join(escape_text(fact) for fact in line.facts)
    line_text = f"**{escape_text(line.title)}** ({line.row.item.issue}). {escape_text(line.text)}"
    told = f"{line_text.rstrip()} *{facts}*" if facts else line_text
    return f"{told}\\\n{INSIDE}{escape_text(line.elsewhere)}" if line.elsewhere else told
