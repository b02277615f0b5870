"""A review as Markdown, for the team's own repository."""

from collections.abc import Iterator

from snaglist.reviews.entry_snapshot import ShownStrategy
from snaglist.reviews.hashing import Verification
from snaglist.reviews.reports.content import Account, Row
from snaglist.reviews.reports.issue_history import STATUS_WORDS, Opinion, Step
from snaglist.reviews.reports.markdown_escape import lines, link, notes, target, text
from snaglist.reviews.reports.summary import Line, brief, course, how_to_cite, sentence, signer
from snaglist.reviews.statuses import Answer, Status

INSIDE = "  "


def record_markdown(content: Account) -> str:
    """The full record; its headings are its own, whatever was written into the review."""
    blocks = [f"# {text(content.state.title)}", *_head(content), *_progress(content)]
    for group, rows in content.groups:
        blocks.append(f"## {group.value} ({len(rows)})")
        for row in rows:
            blocks += _issue(content, row)
    blocks += ["## Course of the review", _list(_course(content))]
    blocks += ["## Sign-off", *_signatures(content)]
    blocks += ["## How to cite", _list(_sources(content))]
    return _joined(blocks)


def handout_markdown(content: Account) -> str:
    """The page for management."""
    found = brief(content)
    blocks = [f"# {text(content.state.title)}", f"Design review, as of {content.today}."]
    blocks += [f"**{text(sentence(content))}**", _counts(content)]
    sections = (
        ("Open, the worst first, with what others told", found.open, found.more_open),
        ("Accepted, by whom and until when", found.accepted, found.more_accepted),
        ("What was decided", found.decided, found.more_decided),
    )
    for title, entries, more in sections:
        if entries:
            left_out = [f"and {more} more"] if more else []
            blocks += [f"## {title}", _list([*map(_line, entries), *left_out])]
    blocks.append("## Signatures")
    signed = [text(each) for each in found.signed]
    signed += [f"and {found.more_signed} more"] if found.more_signed else []
    blocks.append(_list([*signed, "Name, date: \\_\\_\\_\\_\\_\\_\\_\\_\\_\\_\\_\\_\\_\\_\\_\\_"]))
    return _joined(blocks)


def _joined(blocks: list[str]) -> str:
    return "\n\n".join(block for block in blocks if block) + "\n"


def _list(entries: Iterator[str] | list[str]) -> str:
    return "\n".join(f"- {entry}" for entry in entries)


def _head(content: Account) -> Iterator[str]:
    state, profile = content.state, content.state.profile
    yield f"Design review, as of {content.today}. {text(sentence(content))}"
    facts = [f"Begun by {text(content.created.by)} on {content.created.at:%Y-%m-%d}"]
    facts.append(f"Catalogue {text(content.edition.version)}, `{content.edition.digest}`")
    if state.reviewers:
        facts.append(f"Answered blind by {' and '.join(map(text, state.reviewers))}")
    facts.append(f"Record `{content.iri}`")
    yield _list(facts)
    yield "## The project"
    yield _list(
        [f"{text(g.text)} {'; '.join(map(text, g.answers.values()))}" for g in profile.given]
        or ["No question of the profile was answered."]
    )
    if profile.words:
        yield f"In the team’s words: {lines(profile.words)}"


def _progress(content: Account) -> Iterator[str]:
    yield "## Progress"
    yield _counts(content)


def _counts(content: Account) -> str:
    rows = [f"| {STATUS_WORDS[status]} | {count} |" for status, count in content.progress.items()]
    return "\n".join(("| Status | Issues |", "| --- | ---: |", *rows))


def _issue(content: Account, row: Row) -> Iterator[str]:
    item, shown = row.item, row.shown
    yield f"### {item.issue} {text(shown.title)}"
    yield f"**{text(row.stamp)}** · {text(shown.category)} · [{item.issue}](<{target(row.iri)}>)"
    yield text(shown.definition)
    if item.retired:
        instead = ", ".join(item.retired.replaced_by)
        use_instead = f" Use {instead} instead." if instead else ""
        yield f"Retired: {lines(item.retired.why)}{use_instead}"
    yield from _reasons(content, row)
    if shown.consequence:
        severity = f" ({text(shown.severity)})" if shown.severity else ""
        yield f"The worst that was told{severity}: {text(shown.consequence)}"
    yield from _quote(content, row)
    if shown.questions:
        yield "Questions to ask:"
        yield _list([text(question) for question in shown.questions])
    if shown.strategies:
        yield "What others did:"
        yield _list([_strategy(each) for each in shown.strategies])
    yield from _answers(row)


def _reasons(content: Account, row: Row) -> Iterator[str]:
    label = content.state.profile.label
    reasons = [
        text(why.text)
        + (f" ({'; '.join(text(label(a)) for a in why.answers)})" if why.answers else "")
        for why in row.item.why
    ]
    if row.came:
        reasons.append(text(row.came))
    if reasons:
        yield "Why it is here:"
        yield _list(reasons)


def _quote(content: Account, row: Row) -> Iterator[str]:
    quote = row.shown.quote
    if quote is None:
        return
    said = f"{text(quote.said)}, [{quote.id}](<{target(row.quote_iri)}>)"
    source = content.source_of(quote.id)
    cited = f". From: {text(source.citation)}" if source else ""
    yield f"> “{lines(quote.words, '> ')}”\n>\n> {said}{cited}"


def _strategy(strategy: ShownStrategy) -> str:
    parts = [f"{text(strategy.title)} ({strategy.id}): {text(strategy.how)}"]
    parts += [f"Outcome: {text(strategy.outcome)}."] if strategy.outcome else []
    parts += [f"Cost: {text(strategy.cost)}"] if strategy.cost else []
    return " ".join(parts)


def _answers(row: Row) -> Iterator[str]:
    item = row.item
    if item.answer.status is not Status.NOT_LOOKED_AT:
        when = f" on {item.answered_at:%Y-%m-%d}" if item.answered_at else ""
        yield f"Answered by {text(item.answered_by)}{when}:"
        yield from _answer(item.answer)
    if item.resolution:
        yield f"How the difference was settled: {lines(item.resolution)}"
    if item.reworded:
        yield "Reworded since it was answered:"
        yield _list(
            [
                f"{text(each.field)}: was “{text(each.before)}”, is “{text(each.after)}”"
                for each in row.rewordings
            ]
        )
    if row.opinions:
        yield "Said blind:"
        yield _list([_opinion(each) for each in row.opinions])
    if len(row.steps) > 1:
        yield "Answers so far:"
        earlier = [_step(each) for each in row.steps[:-1]]
        yield _list([*earlier, _change(row.steps[-1])])


def _answer(answer: Answer) -> Iterator[str]:
    yield _list([f"Status: {STATUS_WORDS[answer.status]}", *_grounds(answer)])
    if answer.notes:
        yield "Notes:"
        yield notes(answer.notes)


def _grounds(answer: Answer) -> Iterator[str]:
    """What an answer says, one thing after the other; notes apart."""
    if answer.done:
        yield f"Done: {lines(answer.done, INSIDE)}"
    if answer.reason:
        yield f"Reason: {lines(answer.reason, INSIDE)}"
    if answer.owner:
        yield f"Owner: {text(answer.owner)}"
    if answer.due:
        yield f"Due: {answer.due}"
    if answer.expires:
        yield f"Expires: {answer.expires}"
    yield from (f"Link: {link(address)}" for address in answer.links)


def _opinion(opinion: Opinion) -> str:
    words = "; ".join((STATUS_WORDS[opinion.answer.status], *_flat(opinion.answer)))
    return f"{opinion.at:%Y-%m-%d} {text(opinion.by)}: {words}"


def _step(step: Step) -> str:
    return "; ".join((_change(step), *_flat(step.answer)))


def _change(step: Step) -> str:
    return f"{step.at:%Y-%m-%d} {' and '.join(map(text, step.by))}: {step.change}"


def _flat(answer: Answer) -> Iterator[str]:
    """What an answer says, on one line."""
    yield from (" ".join(each.replace("\\\n", " / ").split()) for each in _grounds(answer))
    if answer.notes:
        yield f"Notes: {text(answer.notes)}"


def _course(content: Account) -> list[str]:
    return [f"{each.at:%Y-%m-%d} {text(each.by)} {text(each.text)}" for each in course(content)]


def _signatures(content: Account) -> Iterator[str]:
    if not content.signatures:
        yield "Nobody has signed it off."
        return
    yield _list([_signature(content, each) for each in content.signatures])


def _signature(content: Account, found: Verification) -> str:
    statement = lines(found.signed.statement, INSIDE)
    said = f": {statement}" if statement else ""
    holds = "holds" if found.holds else "DOES NOT HOLD: what was signed was changed since"
    return f"{text(signer(content, found.signed))}{said} (`{found.signed.digest}`, {holds})"


def _sources(content: Account) -> Iterator[str]:
    yield text(how_to_cite(content))
    for source in content.sources:
        many = "s" if source.interviews[1:] else ""
        names = f"Interview{many} {', '.join(source.interviews)}: " if source.interviews else ""
        terms = f" Terms: {text(source.terms)}" if source.terms else ""
        yield f"{names}{text(source.citation)}{terms}"


def _line(line: Line) -> str:
    facts = ", ".join(text(fact) for fact in line.facts)
    line_text = f"**{text(line.title)}** ({line.row.item.issue}). {text(line.text)}"
    return f"{line_text} *{facts}*" if facts else line_text
