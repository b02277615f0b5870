"""The folder review/: its two files as people write them, and how they are loaded.

The profile asks about a project; the rules lead from answers to issues.
"""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Self

from pydantic import Field, model_validator

from snaglist.model.entry import EntryStatus
from snaglist.model.guide import Choose, Guidance, Guide, Severity, WorstConsequence
from snaglist.schema.fields import (
    ClaimId,
    FindingId,
    Form,
    IssueId,
    QuoteId,
    Slug,
    Text,
)
from snaglist.schema.located_yaml import Loc
from snaglist.schema.report import Report
from snaglist.schema.validation import FormFile, load_form
from snaglist.sources.answer_rules import AnswerRuleForm, AnswerRulesCheck, nearest_mend
from snaglist.sources.cross_references import KnownIds
from snaglist.sources.entries import cited_witnesses, claim_forms
from snaglist.sources.entry_forms import IssueForm
from snaglist.sources.to_model import to_model

FOLDER, PROFILE_FILE, RULES_FILE = "review", "profile.yaml", "rules.yaml"


class ProfileAnswerForm(Form):
    """What may be true of a project."""

    id: Slug = Field(description="Rules name it as question/answer; never used again.")
    label: Text = Field(description="What a team would say of its project.")
    phases: list[Slug] = Field(
        default=[], description="Ids from schemes/phase.yaml that the answer puts a project in."
    )


class ProfileQuestionForm(Form):
    """A question about a project, and the answers there are."""

    id: Slug
    text: Text = Field(description="A plain question that a team can answer without looking up.")
    help: Text = Field(description="One sentence on how to choose.")
    why: Text = Field(description="One sentence that says why it is asked.")
    heading: Text | None = Field(
        default=None, description="The heading of a part of the profile that begins here."
    )
    choose: Choose
    answers: list[ProfileAnswerForm] = Field(min_length=2)


class ProfileForm(Form):
    """The file profile.yaml in review/."""

    title: Text
    introduction: Text
    questions: list[ProfileQuestionForm] = Field(min_length=1)


class SeverityForm(Form):
    """How bad a consequence is."""

    id: Slug
    label: Text
    definition: Text
    rank: int = Field(ge=1, description="A higher rank is worse.")


class WorstForm(Form):
    """The worst consequence reported of an issue."""

    severity: Slug = Field(description="The id of a severity.")
    claim: ClaimId = Field(description="The claim of this issue that reports it.")


class FitRuleForm(AnswerRuleForm):
    """One way in which answers lead to an issue."""

    fit: int = Field(ge=1, le=4, description="What the rule adds; catalog/review/README.md.")
    why: Text = Field(description="One sentence, no stronger than the witnesses of the issue.")


class GuidanceForm(Form):
    """When one issue belongs into a review."""

    issue: IssueId
    quote: QuoteId | None = Field(
        default=None, description="The quote of this issue that makes it real."
    )
    finding: FindingId | None = Field(
        default=None, description="The finding that does, for an issue that nobody told of."
    )
    worst: WorstForm | None = Field(
        default=None, description="Left out where no consequence is reported."
    )
    rules: list[FitRuleForm] = Field(min_length=1)

    @model_validator(mode="after")
    def _shows_one(self) -> Self:
        """An issue is made real by a quote or by a finding."""
        if (self.quote is None) == (self.finding is None):
            raise ValueError("needs either 'quote' or 'finding'")
        return self

    @property
    def shown(self) -> str:
        """The id of the quote or finding that is shown."""
        return self.quote or self.finding or ""


class RulesForm(Form):
    """The file rules.yaml in review/."""

    severities: list[SeverityForm] = Field(min_length=1)
    issues: list[GuidanceForm] = Field(default=[])


GuideFile = FormFile[ProfileForm] | FormFile[RulesForm]


def load_guide(
    folder: Path, known: KnownIds, issues: Sequence[FormFile[IssueForm]], report: Report
) -> Guide | None:
    """The folder review/ of a catalogue; None where it has none, or with findings.

    ``issues`` are those that could be read: the claims and quotes of the others are not checked.
    """
    if not (folder / FOLDER).is_dir():
        return None
    profile = load_form(ProfileForm, folder / FOLDER / PROFILE_FILE, report)
    rules = load_form(RulesForm, folder / FOLDER / RULES_FILE, report)
    if profile:
        _check_profile(profile, known, report)
    if profile and rules:
        _RulesCheck(profile.form, rules, issues, report).run(known)
        return _guide(profile.form, rules.form)
    return None


def check_reach(
    folder: Path, guide: Guide | None, issues: Iterable[FormFile[IssueForm]], report: Report
) -> None:
    """A finding for each issue in use that no answer leads to; checked only when all else holds."""
    if guide is None:
        return
    for issue in issues:
        if issue.form.status is not EntryStatus.RETIRED and issue.form.id not in guide.of_issue:
            message = f"no answer leads to {issue.form.id}, {issue.form.title!r}."
            report.add("review-unreached", folder / FOLDER / RULES_FILE, 0, message)


def _check_profile(source: FormFile[ProfileForm], known: KnownIds, report: Report) -> None:
    """Ids once, and phases that exist."""
    form = source.form
    _once(
        [(question.id, ("questions", n, "id")) for n, question in enumerate(form.questions)],
        "the question",
        source,
        report,
    )
    for n, question in enumerate(form.questions):
        loc: Loc = ("questions", n, "answers")
        ids = [(answer.id, (*loc, m, "id")) for m, answer in enumerate(question.answers)]
        _once(ids, f"{question.id}: the answer", source, report)
        for m, answer in enumerate(question.answers):
            for k, phase in enumerate(answer.phases):
                if not known.has_concept("phase", phase):
                    line = source.line(*loc, m, "phases", k)
                    subject = f"the answer {question.id}/{answer.id} names the phase"
                    _unknown(subject, phase, known.concepts("phase"), source, line, report)


class _RulesCheck:
    """What rules.yaml refers to exists, and each rule can hold."""

    def __init__(
        self,
        profile: ProfileForm,
        rules: FormFile[RulesForm],
        issues: Sequence[FormFile[IssueForm]],
        report: Report,
    ) -> None:
        self.form, self.source = rules.form, rules
        self.report = report
        self.issues = {issue.form.id: issue.form for issue in issues}
        self.answers = [f"{q.id}/{answer.id}" for q in profile.questions for answer in q.answers]
        self.one = {q.id for q in profile.questions if q.choose is Choose.ONE}

    def run(self, known: KnownIds) -> None:
        form = self.form
        severities = [(each.id, ("severities", n, "id")) for n, each in enumerate(form.severities)]
        _once(severities, "the severity", self.source, self.report)
        issues = [(each.issue, ("issues", n, "issue")) for n, each in enumerate(form.issues)]
        _once(issues, "the guidance for", self.source, self.report)
        for n, guidance in enumerate(form.issues):
            loc: Loc = ("issues", n)
            if not known.has(guidance.issue):
                ids = [name for name in known.ids if name.startswith(f"{known.issue_prefix}-")]
                self.unknown((*loc, "issue"), "the guidance is for", guidance.issue, ids)
            if not known.has(guidance.shown):
                names = known.like(guidance.shown)
                field = "quote" if guidance.quote else "finding"
                self.unknown((*loc, field), f"{guidance.issue} shows", guidance.shown, names)
            elif guidance.issue in self.issues:
                self.own_witness(loc, guidance)
            self.worst(loc, guidance)
            self.rules(loc, guidance)

    def own_witness(self, loc: Loc, guidance: GuidanceForm) -> None:
        """The quote or finding is one that the issue cites itself."""
        own = set(cited_witnesses(self.issues[guidance.issue]))
        if guidance.shown not in own:
            message = f"{guidance.issue} shows {guidance.shown}, which it does not cite."
            mend = f"It cites {', '.join(sorted(own))}."
            field = "quote" if guidance.quote else "finding"
            self.add("review-quote", (*loc, field), message, mend)

    def worst(self, loc: Loc, guidance: GuidanceForm) -> None:
        """The severity exists, and so does the claim that reports it."""
        if guidance.worst is None:
            return
        severities = [severity.id for severity in self.form.severities]
        subject = f"the worst reported of {guidance.issue}"
        if guidance.worst.severity not in severities:
            where = (*loc, "worst", "severity")
            self.unknown(where, f"{subject} is", guidance.worst.severity, severities)
        if guidance.issue in self.issues:
            claims = [claim.id for _, _, claim in claim_forms(self.issues[guidance.issue])]
            if guidance.worst.claim not in claims:
                where = (*loc, "worst", "claim")
                self.unknown(where, f"{subject} rests on", guidance.worst.claim, claims)

    def rules(self, loc: Loc, guidance: GuidanceForm) -> None:
        """Answers exist, and no rule asks for two where one is to be chosen."""
        check = AnswerRulesCheck(self.answers, self.one, self.add)
        for n, rule in enumerate(guidance.rules):
            check.rule((*loc, "rules", n), f"a rule for {guidance.issue}", rule)

    def unknown(self, loc: Loc, subject: str, name: str, known: Sequence[str]) -> None:
        _unknown(subject, name, known, self.source, self.source.line(*loc), self.report)

    def add(self, rule: str, loc: Loc, message: str, mend: str = "") -> None:
        self.report.add(rule, self.source.path, self.source.line(*loc), message, mend)


def _once(
    named: Iterable[tuple[str, Loc]], subject: str, source: GuideFile, report: Report
) -> None:
    """A finding for each id that occurs again."""
    seen: set[str] = set()
    for name, loc in named:
        if name in seen:
            line = source.line(*loc)
            report.add("id-duplicate", source.path, line, f"{subject} {name} is here twice.")
        seen.add(name)


def _unknown(
    subject: str,
    name: str,
    known: Sequence[str],
    source: GuideFile,
    line: int,
    report: Report,
) -> None:
    """A finding for a name of nothing; where there are few names, it lists them."""
    message = f"{subject} {name}, which does not exist."
    report.add("reference-unknown", source.path, line, message, nearest_mend(name, known))


def _guide(profile: ProfileForm, rules: RulesForm) -> Guide:
    """The model's guide; the references in it must have been checked."""
    return to_model(
        Guide,
        profile,
        severities=tuple(to_model(Severity, severity) for severity in rules.severities),
        guidance=tuple(_guidance(form) for form in rules.issues),
    )


def _guidance(form: GuidanceForm) -> Guidance:
    worst = form.worst and to_model(
        WorstConsequence, form.worst, claim=f"{form.issue}-{form.worst.claim}"
    )
    return to_model(Guidance, form, worst=worst)
