"""The record in short, as Markdown that fits into an issue or a comment on GitHub.

All that the team said, and of the catalogue the titles alone. Where that is too long, texts are cut
shorter, all alike; where even that does not do, the last issues are counted.
"""

from collections.abc import Iterator

from snaglist.reviews.evidence.standing import Standing
from snaglist.reviews.evidence.words import evidence_words
from snaglist.reviews.follow_ups import follow_up_text
from snaglist.reviews.link_targets import LinkBases
from snaglist.reviews.reports.content import IssueGroup, IssueRow, ReportContent
from snaglist.reviews.reports.issue_history import STATUS_LABELS
from snaglist.reviews.reports.markdown_escape import escape_text, link_target, markdown_link
from snaglist.reviews.reports.summary import clip, signer, state_sentence
from snaglist.reviews.statuses import Answer

MOST_CHARACTERS = 65_000
"""GitHub takes 65,536; the rest is for a sentence of whoever posts it."""

LENGTHS = (10_000, 2_000, 1_000, 500, 280, 140, 60)
"""The longest text of an answer in each attempt to keep within that; the first cuts nothing."""

MOST_LINKS = 5
MOST_SIGNATURES = 5
LONGEST_TITLE = 200


def short_record(content: ReportContent) -> str:
    """The record in short, of at most ``MOST_CHARACTERS`` UTF-16 code units."""
    text = ""
    for most in LENGTHS:
        text = _joined([*_head(content, most), *_issues(content, most)])
        if _size(text) <= MOST_CHARACTERS:
            return text
    return _cut(content)


def _size(text: str) -> int:
    """The length as a server in JavaScript or Ruby may count it, the larger of the two."""
    return len(text.encode("utf-16-le")) // 2


def _joined(blocks: list[str]) -> str:
    return "\n\n".join(block for block in blocks if block) + "\n"


def _cut(content: ReportContent) -> str:
    """As many issues as there is room for, at their shortest, and how many are left out."""
    head = list(_head(content, LENGTHS[-1]))
    room = MOST_CHARACTERS - _size(_joined(head)) - 100
    kept: list[str] = []
    rows = [row for _, group in content.groups for row in group]
    for block in _issues(content, LENGTHS[-1]):
        room -= _size(block) + 2
        if room < 0:
            break
        kept.append(block)
    shown = sum(not block.startswith("## ") for block in kept)
    kept = kept[:-1] if kept and kept[-1].startswith("## ") else kept
    return _joined([*head, *kept, f"**{len(rows) - shown} more issues are in the full record.**"])


def _head(content: ReportContent, most: int) -> Iterator[str]:
    yield f"# {escape_text(clip(content.state.title, LONGEST_TITLE))}"
    yield f"Design review, as of {content.today}. {escape_text(state_sentence(content))}"
    cut = f" Texts are cut at {most} characters." if most < LENGTHS[0] else ""
    yield f"This is the record in short; the full one has what others met, and the history.{cut}"
    counts = [f"{count} {STATUS_LABELS[status]}" for status, count in content.progress.items()]
    yield f"{', '.join(counts)} · catalogue {escape_text(content.edition.version)}"
    yield f"{content.standings.text} {content.standings.caution}".strip()
    yield from _signatures(content, most)


def _signatures(content: ReportContent, most: int) -> Iterator[str]:
    last = content.signatures[-MOST_SIGNATURES:]
    before = len(content.signatures) - len(last)
    lines = [f"- and {before} before"] if before else []
    for found in last:
        statement = clip(found.signed.statement, most)
        said = f": {escape_text(statement)}" if statement else ""
        holds = "" if found.holds else ", DOES NOT HOLD"
        lines.append(
            f"- {escape_text(signer(content, found.signed))}{said} (`{found.signed.digest}`{holds})"
        )
    if lines:
        yield "\n".join(("Signed:", "", *lines))
    left = content.state.signed.left_out if content.state.signed else ()
    if left:
        yield f"Not covered by the signature: {', '.join(left)}."


def _issues(content: ReportContent, most: int) -> Iterator[str]:
    """A block for each group's heading, and one for each issue."""
    for group, rows in content.groups:
        yield f"## {group.value} ({len(rows)})"
        for row in rows:
            yield _issue(row, group, content.links, most)


def _issue(row: IssueRow, group: IssueGroup, links: LinkBases, most: int) -> str:
    item = row.item
    title = escape_text(clip(row.shown.title, min(most, LONGEST_TITLE)))
    lines = [f"**{title}** ([{item.issue}](<{link_target(row.iri)}>))"]
    if row.stamp.casefold() not in (group.value.casefold(), "retired"):
        lines[0] += f" · {escape_text(row.stamp)}"
    lines[0] += "".join(f" · **{escape_text(mark)}**" for mark in row.marks)
    if item.answered_by:
        when = f", {item.answered_at:%Y-%m-%d}" if item.answered_at else ""
        lines[0] += f" · {escape_text(clip(item.answered_by, most))}{when}"
    lines += [f"- {line}" for line in _grounds(item.answer, links, most)]
    for event in item.follow_ups:
        told = escape_text(clip(follow_up_text(event), most))
        lines.append(f"- After the signature, {event.at:%Y-%m-%d}: {told}")
    if item.resolution:
        lines.append(f"- Settled: {escape_text(clip(item.resolution, most))}")
    if row.standing is Standing.WORD:
        lines.append("- Evidence: none")
    if item.reworded:
        lines.append("- Reworded since it was answered")
    return "\n".join(lines)


def _grounds(answer: Answer, links: LinkBases, most: int) -> Iterator[str]:
    texts = {"Done": answer.done, "Reason": answer.reason, "Notes": answer.notes}
    for label, text in texts.items():
        if text:
            yield f"{label}: {escape_text(clip(text, most))}"
    facts = [f"owner: {escape_text(clip(answer.owner, most))}"] if answer.owner else []
    facts += [f"due {answer.due}"] if answer.due else []
    facts += [f"until {answer.expires}"] if answer.expires else []
    facts += [answer.rating] if answer.rating else []
    if facts:
        yield ", ".join(facts)
    # An address that is cut leads nowhere, so one that is too long is only counted.
    short = [link for link in answer.links if len(link) <= most][:MOST_LINKS]
    shown = [markdown_link(link, links.target(link)) for link in short]
    left = len(answer.links) - len(shown)
    shown += [f"{left} more"] if left else []
    if shown:
        yield f"Links: {', '.join(shown)}"
    if answer.evidence:
        proofs = [clip(evidence_words(each), most) for each in answer.evidence[:MOST_LINKS]]
        left = len(answer.evidence) - len(proofs)
        more = [f"{left} more"] if left else []
        yield f"Evidence: {'; '.join((*map(escape_text, proofs), *more))}"
