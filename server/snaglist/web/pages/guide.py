"""The guide of design reviews: which answer leads to which issue, and why."""

from typing import TypedDict

from flask import Blueprint

from snaglist.model.guide import FitRule, Guidance, Guide, ProfileQuestion
from snaglist.web.respond import page_route
from snaglist.web.site import EntryLink, Site, current_site

blueprint = Blueprint("guide", __name__)


class SeverityView(TypedDict):
    """How bad an issue can get, with the issues that can get so bad."""

    id: str
    label: str
    definition: str
    issues: list[EntryLink]


class OtherAnswer(TypedDict):
    """An answer that a rule asks for besides."""

    answer: str
    label: str


# Written as a call because "with" is a keyword.
RuleView = TypedDict(
    "RuleView",
    {
        "issue": str,
        "title": str,
        "url": str,
        "fit": int,
        "why": str,
        "with": list[OtherAnswer],
    },
)
"""A rule that leads from an answer to an issue, and the other answers it asks for."""


class AnswerView(TypedDict):
    """An answer of the profile, the ids of the phases it means, and its rules."""

    id: str
    label: str
    phases: list[str]
    rules: list[RuleView]


class ProfileQuestionView(TypedDict):
    """A question of the profile."""

    id: str
    text: str
    help: str
    choose: str
    answers: list[AnswerView]


class GuideView(TypedDict):
    """The guide; ``questions`` is empty where the catalogue has none."""

    title: str
    introduction: str
    severities: list[SeverityView]
    questions: list[ProfileQuestionView]


@page_route(blueprint, "/guide", "guide.html")
def guide() -> GuideView:
    """Every question of the profile, its answers, and where each leads."""
    here = current_site()
    found = here.catalogue.guide
    if found is None:
        return {"title": "", "introduction": "", "severities": [], "questions": []}
    return {
        "title": found.title,
        "introduction": found.introduction,
        "severities": [
            {
                "id": severity.id,
                "label": severity.label,
                "definition": severity.definition,
                "issues": [
                    here.entry(each.issue)
                    for each in found.guidance
                    if each.worst and each.worst.severity == severity.id
                ],
            }
            for severity in sorted(found.severities, key=lambda one: -one.rank)
        ],
        "questions": [_question(here, found, question) for question in found.questions],
    }


def _question(site: Site, guide: Guide, question: ProfileQuestion) -> ProfileQuestionView:
    return {
        "id": question.id,
        "text": question.text,
        "help": question.help,
        "choose": question.choose.value,
        "answers": [
            {
                "id": answer.id,
                "label": answer.label,
                "phases": list(answer.phases),
                "rules": _rules(site, guide, f"{question.id}/{answer.id}"),
            }
            for answer in question.answers
        ],
    }


def _rules(site: Site, guide: Guide, answer: str) -> list[RuleView]:
    """The rules that ask for an answer, those first that it fulfils alone, then by their weight."""
    found = [
        (guidance, rule)
        for guidance in guide.guidance
        for rule in guidance.rules
        if answer in rule.when
    ]
    found.sort(key=lambda pair: (len(pair[1].when), -pair[1].fit, pair[0].issue))
    return [_rule(site, guide, guidance, rule, answer) for guidance, rule in found]


def _rule(site: Site, guide: Guide, guidance: Guidance, rule: FitRule, answer: str) -> RuleView:
    others = [name for name in rule.when if name != answer]
    return {
        "issue": guidance.issue,
        "title": site.entry(guidance.issue)["title"],
        "url": site.entry(guidance.issue)["url"],
        "fit": rule.fit,
        "why": rule.why,
        "with": [{"answer": name, "label": guide.answers[name].label} for name in others],
    }
