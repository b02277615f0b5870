"""An issue of a review as Markdown: what the reviewers were shown, and their answers."""

from collections.abc import Iterator

from snaglist.model.entry import outcome_label
from snaglist.reviews.entry_snapshot import PointerSnapshot, StrategySnapshot
from snaglist.reviews.reports.content import IssueRow, ReportContent
from snaglist.reviews.reports.markdown_answers import answer_blocks
from snaglist.reviews.reports.markdown_blocks import bullets
from snaglist.reviews.reports.markdown_escape import escape_lines, escape_text, link_target
from snaglist.reviews.statuses import Status


def issue_blocks(content: ReportContent, row: IssueRow) -> Iterator[str]:
    """The section of an issue: its words, why it is here, what stands behind it, its answers."""
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
        yield bullets([escape_text(question) for question in shown.questions])
    if shown.pointers:
        yield "Where others ask about it:"
        yield bullets([_pointer(each) for each in shown.pointers])
    if shown.strategies:
        yield "What others did or proposed:"
        yield bullets([_strategy(each) for each in shown.strategies])
    yield from answer_blocks(row, content.links)


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
        yield bullets(reasons)


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
