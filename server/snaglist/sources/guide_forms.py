"""The two files in review/ as people write them: the profile and the rules."""

from pydantic import Field

from snaglist.model.guide import Choose
from snaglist.schema.fields import AnswerRef, ClaimId, Form, IssueId, QuoteId, Slug, Text


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
    choose: Choose
    answers: list[ProfileAnswerForm] = Field(min_length=2)


class ProfileForm(Form):
    """The file profile.yaml in review/."""

    title: Text
    introduction: Text
    questions: list[ProfileQuestionForm] = Field(min_length=1)


class SeverityForm(Form):
    """How bad a consequence was told to be."""

    id: Slug
    label: Text
    definition: Text
    rank: int = Field(ge=1, description="A higher rank is worse.")


class WorstForm(Form):
    """The worst that was told of an issue."""

    severity: Slug = Field(description="The id of a severity.")
    claim: ClaimId = Field(description="The claim of this issue that tells of it.")


class FitRuleForm(Form):
    """One way in which answers lead to an issue."""

    when: list[AnswerRef] = Field(min_length=1, description="All of these must be given.")
    fit: int = Field(ge=1, le=4, description="What the rule adds; catalog/review/README.md.")
    why: Text = Field(description="One sentence, no stronger than the quotes of the issue.")


class GuidanceForm(Form):
    """When one issue belongs into a review."""

    issue: IssueId
    quote: QuoteId = Field(description="The quote of this issue that makes it real.")
    worst: WorstForm | None = Field(
        default=None, description="Left out where no consequence is told."
    )
    rules: list[FitRuleForm] = Field(min_length=1)


class RulesForm(Form):
    """The file rules.yaml in review/."""

    severities: list[SeverityForm] = Field(min_length=1)
    issues: list[GuidanceForm] = Field(min_length=1)
