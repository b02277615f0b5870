"""The guide of design reviews as a page says it: by questions, as a team meets them."""

from snaglist.model.guide import FitRule, Guidance, Guide, ProfileQuestion
from snaglist.web.site import Site, View


def guide_view(site: Site) -> View:
    """The questions with what each answer leads to; ``questions`` is empty without a guide."""
    guide = site.catalogue.guide
    if guide is None:
        return {"title": "", "introduction": "", "severities": [], "questions": []}
    return {
        "title": guide.title,
        "introduction": guide.introduction,
        "severities": [
            {
                "id": severity.id,
                "label": severity.label,
                "definition": severity.definition,
                "issues": [
                    site.entry(each.issue)
                    for each in guide.guidance
                    if each.worst and each.worst.severity == severity.id
                ],
            }
            for severity in sorted(guide.severities, key=lambda one: -one.rank)
        ],
        "questions": [_question(site, guide, question) for question in guide.questions],
    }


def _question(site: Site, guide: Guide, question: ProfileQuestion) -> View:
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


def _rules(site: Site, guide: Guide, answer: str) -> list[View]:
    """The rules that ask for an answer, those first that it fulfils alone, then by their weight."""
    found = [
        (guidance, rule)
        for guidance in guide.guidance
        for rule in guidance.rules
        if answer in rule.when
    ]
    found.sort(key=lambda pair: (len(pair[1].when), -pair[1].fit, pair[0].issue))
    return [_rule(site, guide, guidance, rule, answer) for guidance, rule in found]


def _rule(site: Site, guide: Guide, guidance: Guidance, rule: FitRule, answer: str) -> View:
    others = [name for name in rule.when if name != answer]
    return {
        "issue": guidance.issue,
        "title": site.entry(guidance.issue)["title"],
        "url": site.entry(guidance.issue)["url"],
        "fit": rule.fit,
        "why": rule.why,
        "with": [{"answer": name, "label": guide.answers[name].label} for name in others],
    }
