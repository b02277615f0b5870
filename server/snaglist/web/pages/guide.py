"""The guide of design reviews: which answer leads to which issue, and why."""

from collections.abc import Iterable
from typing import TypedDict

from flask import Blueprint, request

from snaglist.errors import UsageError
from snaglist.model.catalogue import nearest_names
from snaglist.model.guide import FitRule, Guidance, Guide, ProfileQuestion
from snaglist.web.respond import page_route
from snaglist.web.site import EntryLink, Site, current_site

blueprint = Blueprint("guide", __name__)

QUESTION = "question"


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
        "with_any": list[OtherAnswer],
        "unless": list[OtherAnswer],
    },
)
"""A rule that leads from an answer to an issue.

It asks for all answers of ``with`` besides, for one at least of ``with_any`` where that names any,
and for none of ``unless``.
"""


class AnswerView(TypedDict):
    """An answer of the profile: the ids of the phases it means, its rules, what it settles."""

    id: str
    label: str
    phases: list[str]
    rules: list[RuleView]
    settles: list[EntryLink]


class ProfileQuestionView(TypedDict):
    """A question of the profile."""

    id: str
    text: str
    help: str
    why: str
    heading: str | None
    choose: str
    answers: list[AnswerView]
    url: str


class GuideView(TypedDict):
    """The guide; ``questions`` is empty where the catalogue has none.

    ``asked`` is the question that the address asks for, and then the only one; empty for all.
    """

    title: str
    introduction: str
    severities: list[SeverityView]
    questions: list[ProfileQuestionView]
    asked: str


@page_route(blueprint, "/guide", "guide.html", parameters=(QUESTION,))
def guide() -> GuideView:
    """Every question of the profile, its answers, and where each leads, or one of them.

    The page has the rules of one question at a time; the JSON has all.
    """
    here, asked = current_site(), request.args.get(QUESTION, "")
    found = here.catalogue.guide
    if found is None:
        return {"title": "", "introduction": "", "severities": [], "questions": [], "asked": ""}
    known = [question.id for question in found.questions]
    if asked and asked not in known:
        near = nearest_names(asked, known) or known
        raise UsageError(f"The profile has no question {asked[:40]!r}. Try {', '.join(near)}.")
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
        "questions": [
            _question(here, found, question)
            for question in found.questions
            if asked in ("", question.id)
        ],
        "asked": asked,
    }


def _question(site: Site, guide: Guide, question: ProfileQuestion) -> ProfileQuestionView:
    return {
        "id": question.id,
        "text": question.text,
        "help": question.help,
        "why": question.why,
        "heading": question.heading,
        "choose": question.choose.value,
        "answers": [
            {
                "id": answer.id,
                "label": answer.label,
                "phases": list(answer.phases),
                "rules": _rules(site, guide, f"{question.id}/{answer.id}"),
                "settles": _settled(site, guide, f"{question.id}/{answer.id}"),
            }
            for answer in question.answers
        ],
        "url": site.urls.listing("guide", {QUESTION: question.id}),
    }


def _rules(site: Site, guide: Guide, answer: str) -> list[RuleView]:
    """The rules that ask for an answer, those first that it fulfils alone, then by their weight."""
    found = [
        (guidance, rule)
        for guidance in guide.guidance
        for rule in guidance.rules
        if answer in rule.asked
    ]
    views = [_rule(site, guide, guidance, rule, answer) for guidance, rule in found]
    return sorted(views, key=lambda r: (len(r["with"] + r["with_any"]), -r["fit"], r["issue"]))


def _settled(site: Site, guide: Guide, answer: str) -> list[EntryLink]:
    """The issues that have a rule which an answer sets aside."""
    return [
        site.entry(each.issue)
        for each in guide.guidance
        if any(answer in rule.unless for rule in each.rules)
    ]


def _rule(site: Site, guide: Guide, guidance: Guidance, rule: FitRule, answer: str) -> RuleView:

    def others(names: Iterable[str]) -> list[OtherAnswer]:
        labels = [(name, guide.answers[name].label) for name in names if name != answer]
        return [{"answer": name, "label": label} for name, label in labels]

    return {
        "issue": guidance.issue,
        "title": site.entry(guidance.issue)["title"],
        "url": site.entry(guidance.issue)["url"],
        "fit": rule.fit,
        "why": rule.why,
        "with": others(rule.when),
        "with_any": others(rule.any_of) if answer in rule.when else [],
        "unless": others(rule.unless),
    }
