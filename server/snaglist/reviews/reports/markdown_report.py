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


def record_markdown(told: Account) -> str:
    """The full record; its headings are its own, whatever was written into the review."""
    blocks = [f"# {text(told.state.title)}", *_head(told), *_progress(told)]
    for group, rows in told.groups:
        blocks.append(f"## {group.value} ({len(rows)})")
        for row in rows:
            blocks += _issue(told, row)
    blocks += ["## Course of the review", _list(_course(told))]
    blocks += ["## Sign-off", *_signatures(told)]
    blocks += ["## How to cite", _list(_sources(told))]
    return _joined(blocks)


def handout_markdown(told: Account) -> str:
    """The page for management."""
    found = brief(told)
    blocks = [f"# {text(told.state.title)}", f"Design review, as of {told.today}."]
    blocks += [f"**{text(sentence(told))}**", _counts(told)]
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


def _head(told: Account) -> Iterator[str]:
    state, profile = told.state, told.state.profile
    yield f"Design review, as of {told.today}. {text(sentence(told))}"
    facts = [f"Begun by {text(told.created.by)} on {told.created.at:%Y-%m-%d}"]
    facts.append(f"Catalogue {text(told.edition.version)}, `{told.edition.digest}`")
    if state.reviewers:
        facts.append(f"Answered blind by {' and '.join(map(text, state.reviewers))}")
    facts.append(f"Record `{told.iri}`")
    yield _list(facts)
    yield "## The project"
    yield _list(
        [f"{text(g.text)} {'; '.join(map(text, g.answers.values()))}" for g in profile.given]
        or ["No question of the profile was answered."]
    )
    if profile.words:
        yield f"In the team’s words: {lines(profile.words)}"


def _progress(told: Account) -> Iterator[str]:
    yield "## Progress"
    yield _counts(told)


def _counts(told: Account) -> str:
    rows = [f"| {STATUS_WORDS[status]} | {count} |" for status, count in told.progress.items()]
    return "\n".join(("| Status | Issues |", "| --- | ---: |", *rows))


def _issue(told: Account, row: Row) -> Iterator[str]:
    item, shown = row.item, row.shown
    yield f"### {item.issue} {text(shown.title)}"
    yield f"**{text(row.stamp)}** · {text(shown.category)} · [{item.issue}](<{target(row.iri)}>)"
    yield text(shown.definition)
    if item.retired:
        instead = ", ".join(item.retired.replaced_by)
        told_instead = f" Use {instead} instead." if instead else ""
        yield f"Retired: {lines(item.retired.why)}{told_instead}"
    yield from _reasons(told, row)
    if shown.consequence:
        severity = f" ({text(shown.severity)})" if shown.severity else ""
        yield f"The worst that was told{severity}: {text(shown.consequence)}"
    yield from _quote(told, row)
    if shown.questions:
        yield "Questions to ask:"
        yield _list([text(question) for question in shown.questions])
    if shown.strategies:
        yield "What others did:"
        yield _list([_strategy(each) for each in shown.strategies])
    yield from _answers(row)


def _reasons(told: Account, row: Row) -> Iterator[str]:
    label = told.state.profile.label
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


def _quote(told: Account, row: Row) -> Iterator[str]:
    quote = row.shown.quote
    if quote is None:
        return
    said = f"{text(quote.said)}, [{quote.id}](<{target(row.quote_iri)}>)"
    source = told.source_of(quote.id)
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


def _course(told: Account) -> list[str]:
    return [f"{each.at:%Y-%m-%d} {text(each.by)} {text(each.text)}" for each in course(told)]


def _signatures(told: Account) -> Iterator[str]:
    if not told.signatures:
        yield "Nobody has signed it off."
        return
    yield _list([_signature(told, each) for each in told.signatures])


def _signature(told: Account, found: Verification) -> str:
    statement = lines(found.signed.statement, INSIDE)
    said = f": {statement}" if statement else ""
    holds = "holds" if found.holds else "DOES NOT HOLD: what was signed was changed since"
    return f"{text(signer(told, found.signed))}{said} (`{found.signed.digest}`, {holds})"


def _sources(told: Account) -> Iterator[str]:
    yield text(how_to_cite(told))
    for source in told.sources:
        many = "s" if source.interviews[1:] else ""
        names = f"Interview{many} {', '.join(source.interviews)}: " if source.interviews else ""
        terms = f" Terms: {text(source.terms)}" if source.terms else ""
        yield f"{names}{text(source.citation)}{terms}"


def _line(line: Line) -> str:
    facts = ", ".join(text(fact) for fact in line.facts)
    told = f"**{text(line.title)}** ({line.row.item.issue}). {text(line.text)}"
    return f"{told} *{facts}*" if facts else told
