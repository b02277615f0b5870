"""What leads a design review: questions about a project, and the rules from answers to issues."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property


class Choose(StrEnum):
    """How many answers a question of the profile takes."""

    ONE = "one"
    MANY = "many"


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfileAnswer:
    """What may be true of a project; ``phases`` are those that the answer puts it in."""

    id: str
    label: str
    phases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfileQuestion:
    """A plain question about a project, and the answers there are.

    ``why`` says what it is asked for; ``heading`` is that of the part of the profile it begins.
    """

    id: str
    text: str
    help: str
    why: str
    heading: str | None = None
    choose: Choose
    answers: tuple[ProfileAnswer, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Severity:
    """How bad a consequence is; a higher ``rank`` is worse."""

    id: str
    label: str
    definition: str
    rank: int


@dataclass(frozen=True, slots=True, kw_only=True)
class WorstConsequence:
    """The worst consequence reported of an issue: how bad, and the claim that reports it."""

    severity: str
    claim: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerRule:
    """What answers bring something into a review, and why.

    The rule holds where all answers of ``when`` (as ``data/sensors``) are given, one at least of
    ``any_of`` where that names any, and none of ``unless``.
    """

    when: tuple[str, ...] = ()
    any_of: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    why: str

    @property
    def asked(self) -> tuple[str, ...]:
        """The answers that speak for the rule, whether all or one of them must be given."""
        return (*self.when, *self.any_of)

    def holds(self, given: Collection[str]) -> bool:
        """Whether it holds for a project with these answers."""
        return self.could_hold(given) and not any(name in given for name in self.unless)

    def could_hold(self, given: Collection[str]) -> bool:
        """Whether it would hold, but for what it excepts."""
        one = not self.any_of or any(name in given for name in self.any_of)
        return one and all(name in given for name in self.when)


@dataclass(frozen=True, slots=True, kw_only=True)
class FitRule(AnswerRule):
    """By how much an issue fits a project, and why."""

    fit: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Guidance:
    """When an issue belongs into a review, and the quote or finding that makes it real there."""

    issue: str
    quote: str | None = None
    finding: str | None = None
    worst: WorstConsequence | None
    rules: tuple[FitRule, ...]


@dataclass(frozen=True, kw_only=True)
class Guide:
    """The folder review/ of a catalogue."""

    title: str
    introduction: str
    questions: tuple[ProfileQuestion, ...]
    severities: tuple[Severity, ...]
    guidance: tuple[Guidance, ...]

    @cached_property
    def answers(self) -> dict[str, ProfileAnswer]:
        """Every answer by its name in rules: ``data/sensors``."""
        return {
            f"{question.id}/{answer.id}": answer
            for question in self.questions
            for answer in question.answers
        }

    @cached_property
    def of_issue(self) -> dict[str, Guidance]:
        """The guidance of each issue that has one."""
        return {each.issue: each for each in self.guidance}

    def severity(self, guidance: Guidance | None) -> Severity | None:
        """How bad the worst consequence of an issue is; None where none is reported."""
        if guidance is None or guidance.worst is None:
            return None
        name = guidance.worst.severity
        return next(found for found in self.severities if found.id == name)

    def question_of(self, answer: str) -> ProfileQuestion:
        """The question of an answer such as ``data/sensors``; raises ``StopIteration`` for none."""
        name = answer.partition("/")[0]
        return next(question for question in self.questions if question.id == name)
