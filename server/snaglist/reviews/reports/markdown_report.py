"""A review as Markdown, for the team's own repository: the full record."""

from collections.abc import Iterator

from snaglist.reviews.hashing import Verification
from snaglist.reviews.reports.content import NOT_ASKED, ReportContent
from snaglist.reviews.reports.markdown_blocks import INSIDE, bullets, counts_table, joined
from snaglist.reviews.reports.markdown_escape import escape_lines, escape_text
from snaglist.reviews.reports.markdown_issue import issue_blocks
from snaglist.reviews.reports.summary import course, how_to_cite, signer, state_sentence


def record_markdown(content: ReportContent) -> str:
    """The full record; its headings are its own, whatever was written into the review."""
    blocks = [f"# {escape_text(content.state.title)}", *_head(content), *_progress(content)]
    for group, rows in content.groups:
        blocks.append(f"## {group.value} ({len(rows)})")
        for row in rows:
            blocks += issue_blocks(content, row)
    blocks += _not_asked(content)
    blocks += ["## Course of the review", bullets(_course(content))]
    blocks += ["## Sign-off", *_signatures(content)]
    blocks += ["## How to cite", bullets(_sources(content))]
    return joined(blocks)


def _not_asked(content: ReportContent) -> Iterator[str]:
    """The topics that the catalogue has no issue for, answered as issues are."""
    count = f" ({len(content.edges)})" if content.edges else ""
    yield f"## {NOT_ASKED}{count}"
    yield escape_text(content.silence)
    for row in content.edges:
        yield from issue_blocks(content, row)


def _head(content: ReportContent) -> Iterator[str]:
    state, profile = content.state, content.state.profile
    yield f"Design review, as of {content.today}. {escape_text(state_sentence(content))}"
    facts = [f"Begun by {escape_text(content.created.by)} on {content.created.at:%Y-%m-%d}"]
    facts.append(f"Catalogue {escape_text(content.edition.version)}, `{content.edition.digest}`")
    if state.reviewers:
        facts.append(f"Answered blind by {' and '.join(map(escape_text, state.reviewers))}")
    facts.append(f"Record `{content.iri}`")
    yield bullets(facts)
    yield "## The project"
    yield bullets(
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
    yield counts_table(content)
    yield f"{content.standings.text} {content.standings.caution}".strip()


def _course(content: ReportContent) -> list[str]:
    return [
        f"{each.at:%Y-%m-%d} {escape_text(each.by)} {escape_text(each.text)}"
        for each in course(content)
    ]


def _signatures(content: ReportContent) -> Iterator[str]:
    if not content.signatures:
        yield "It is not signed off."
        return
    yield bullets([_signature(content, each) for each in content.signatures])
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
