"""Where the answers of a profile come from: options, a file, or questions on a terminal."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated, Any, TypeVar

import click
from pydantic import BeforeValidator, Field

from snaglist.cli.options import FilePath
from snaglist.cli.review.options import words_or_stdin
from snaglist.errors import NotFoundError, UsageError
from snaglist.model.guide import Choose, Guide, ProfileQuestion
from snaglist.reviews.selection import check_profile
from snaglist.schema.fields import Form, IssueId
from snaglist.schema.finding import Finding
from snaglist.schema.located_yaml import Located
from snaglist.schema.report import FindingsError, Report
from snaglist.schema.validation import load_yaml, validate

Command = TypeVar("Command", bound=Callable[..., Any])


def _listed(value: object) -> object:
    """A list; one word will do, and a question left blank has no answers."""
    if value is None:
        return []
    return [value] if isinstance(value, str) else value


Chosen = Annotated[list[str], BeforeValidator(_listed)]


class StorySource(Form):
    """Where a story can be read."""

    text: str
    address: str


class StoryCause(Form):
    """What failed, and the issues that ask about it; none where the catalogue does not."""

    text: str
    asked_by: tuple[IssueId, ...] = ()


class Story(Form):
    """A failure that is on public record, for which a profile is an example."""

    what: str
    sources: list[StorySource] = Field(min_length=1)
    causes: list[StoryCause] = Field(min_length=1)


class ProfileFile(Form):
    """What a team says of its project, as a file; docs/examples has some."""

    title: str = Field(default="", description="What the review is to be called.")
    system: str = Field(default="", description="In our examples: the system described.")
    story: Story | None = Field(default=None, description="In our examples: a public failure.")
    answers: dict[str, Chosen] = Field(default={}, description="By question, the answers' ids.")
    words: str = Field(default="", description="The project in your own words.")


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfileInput:
    """What was said of a project; None where nothing was said of it."""

    answers: Mapping[str, Sequence[str]] | None = None
    words: str | None = None
    title: str = ""
    source: tuple[Path, Located] | None = None

    @property
    def anything(self) -> bool:
        """True where answers or words were given."""
        return self.answers is not None or self.words is not None

    def check(self, guide: Guide) -> None:
        """Check the answers against the guide.

        Raises ``FindingsError``, with lines, for answers from a file, else ``UsageError``.
        """
        answers = self.answers or {}
        if self.source is None:
            check_profile(guide, answers)
            return
        path, located = self.source
        found = tuple(
            Finding(str(path), located.line(("answers", *loc)), "review-profile", message)
            for loc, message in _faults(guide, answers)
        )
        if found:
            raise FindingsError(found)


def _faults(
    guide: Guide, answers: Mapping[str, Sequence[str]]
) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """What the guide does not have, each by itself, so that each has its line."""
    known = {question.id for question in guide.questions}
    for question, chosen in answers.items():
        wrong = False
        for at, one in enumerate(chosen if question in known else ()):
            if fault := _fault(guide, {question: [one]}):
                wrong = True
                yield (question, at), fault
        if not wrong and (fault := _fault(guide, {question: chosen})):
            yield (question,), fault


def _fault(guide: Guide, answers: Mapping[str, Sequence[str]]) -> str:
    try:
        check_profile(guide, answers)
    except UsageError as error:
        return str(error)
    return ""


def profile_options(command: Command) -> Command:
    """Add the options that answer a profile."""
    options = (
        click.option(
            "--answer",
            "answers",
            multiple=True,
            metavar="QUESTION=ID,…",
            help="Answers to a question, by their ids. As often as you like.",
        ),
        click.option("--words", metavar="TEXT", help="The project in your words; - reads stdin."),
        click.option(
            "--profile",
            "file",
            type=FilePath(),
            help="A YAML file with the answers; snag review profile prints one to fill in.",
        ),
    )
    for option in reversed(options):
        command = option(command)
    return command


def input_of_options(
    answers: tuple[str, ...], words: str | None, file: Path | None
) -> ProfileInput:
    """What the options say; those on the command line go before those of the file.

    Raises ``NotFoundError`` and ``FindingsError`` for the file, ``UsageError`` for an --answer that
    is not written as QUESTION=ID.
    """
    base = _read(file) if file else ProfileInput()
    chosen = dict(_parsed(answers))
    return replace(
        base,
        answers={**(base.answers or {}), **chosen} if base.answers or chosen else base.answers,
        words=base.words if words is None else words_or_stdin(words),
        source=None if chosen else base.source,
    )


def _parsed(answers: Iterable[str]) -> Iterator[tuple[str, list[str]]]:
    for answer in answers:
        question, equals, ids = answer.partition("=")
        if not equals:
            raise UsageError(f"--answer {answer}: write it as question=answer, as data=sensors.")
        yield question.strip(), [name.strip() for name in ids.split(",") if name.strip()]


def _read(path: Path) -> ProfileInput:
    """A profile from a file; raises ``FindingsError`` with a line for each thing wrong."""
    if not path.exists():
        raise NotFoundError(str(path))
    report = Report()
    located = load_yaml(path, report)
    if located is not None and not isinstance(located.data, dict):
        mend = "snag review profile prints one to fill in."
        report.add("field-value", path, 1, "this is no profile.", mend)
    elif located is not None:
        form = validate(ProfileFile, located, path, report)
        if form:
            title, words = form.title, form.words
            source = (path, located)
            return ProfileInput(answers=form.answers, words=words, title=title, source=source)
    raise FindingsError(tuple(report.findings))


def ask_profile(guide: Guide) -> ProfileInput:
    """Ask the questions one by one on the terminal; Enter leaves one out."""
    click.echo(f"{guide.title}\n{guide.introduction}\n", err=True)
    chosen = {question.id: _ask(question) for question in guide.questions}
    words = click.prompt(
        "In your own words (Enter leaves it out)", default="", show_default=False, err=True
    )
    return ProfileInput(answers={name: ids for name, ids in chosen.items() if ids}, words=words)


def _ask(question: ProfileQuestion) -> list[str]:
    """One question: its help, its answers by number, and the numbers chosen."""
    many = question.choose is Choose.MANY
    heading = f"{question.heading.upper()}\n\n" if question.heading else ""
    click.echo(f"{heading}{question.text}\n  {question.why}\n  {question.help}", err=True)
    for number, answer in enumerate(question.answers, start=1):
        click.echo(f"  {number:>2}  {answer.label}", err=True)

    def numbers(typed: str) -> list[str]:
        parts = typed.replace(",", " ").split()
        if not all(part.isdecimal() and 0 < int(part) <= len(question.answers) for part in parts):
            raise click.BadParameter(f"choose from 1 to {len(question.answers)}")
        if len(set(parts)) > 1 and not many:
            raise click.BadParameter("choose one number")
        return [question.answers[int(part) - 1].id for part in parts]

    label = "Numbers, as 1 3" if many else "A number"
    chosen: list[str] = click.prompt(
        f"{label} (Enter leaves it out)",
        default="",
        show_default=False,
        value_proc=numbers,
        err=True,
    )
    click.echo("", err=True)
    return chosen or []


def blank_profile(guide: Guide) -> Iterator[str]:
    """The lines of a profile to fill in: YAML, with every question and its answers."""
    yield f"# {guide.title} Take the # away before the answers that are true of your project."
    yield "title: Our project"
    yield "answers:"
    for question in guide.questions:
        several = "as many as are true" if question.choose is Choose.MANY else "one"
        if question.heading:
            yield f"\n  # {question.heading.upper()}"
        yield f"  # {question.text} ({several}) {question.help}"
        yield f"  # Why: {question.why}"
        yield f"  {question.id}:"
        for answer in question.answers:
            yield f"    # - {answer.id}  # {answer.label}"
    yield "words: ''"
