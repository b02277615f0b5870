"""Entries as they stand beside each other, where several are compared or collected."""

from snaglist.model.entry import Arrow, Issue, Strategy
from snaglist.web.components.claims import (
    ClaimView,
    IssueClaim,
    WitnessView,
    claim_view,
    tried_summary,
    witness_views,
)
from snaglist.web.components.entries import Evidence, QuestionView, evidence, questions_of
from snaglist.web.site import EntryLink, Site


class ComparedArrow(EntryLink):
    """The issue at the other end of an arrow, what the arrow says, and what it rests on."""

    text: str
    inferred: bool
    witnesses: list[WitnessView]


class ComparedEntry(EntryLink):
    """An entry as it stands beside others; the keys are those of its own page.

    ``answers`` and ``notices`` are claims of issues that name it, where it is a strategy.
    """

    type: str
    kind: str
    status: str
    summary: str
    use_when: str
    not_when: list[str]
    phases: list[str]
    sources: list[str]
    evidence: Evidence
    claims: list[ClaimView]
    tried_summary: str
    answers: list[IssueClaim]
    notices: list[IssueClaim]
    comes_from: list[ComparedArrow]
    leads_to: list[ComparedArrow]
    questions: list[QuestionView]


def compared_entry(site: Site, entry: Issue | Strategy) -> ComparedEntry:
    """An entry with everything of it that can be held against another."""
    answers = site.catalogue.answers.get(entry.id, ())
    own = entry.claims if isinstance(entry, Issue) else [claim for _, claim in answers]
    origins = site.catalogue.led_to_by.get(entry.id, ())
    leads = entry.leads_to if isinstance(entry, Issue) else ()
    return {
        **site.entry(entry.id),
        "type": "issue" if isinstance(entry, Issue) else "strategy",
        "kind": entry.kind,
        "status": entry.status.value,
        "summary": entry.definition,
        "use_when": entry.use_when,
        "not_when": [item.text for item in entry.not_when],
        "phases": list(entry.phases),
        "sources": list(entry.sources) if isinstance(entry, Issue) else [],
        "evidence": evidence(site, entry),
        "claims": [claim_view(site, claim) for claim in entry.claims],
        "tried_summary": tried_summary(own),
        "answers": [{"issue": issue.id, **claim_view(site, claim)} for issue, claim in answers],
        "notices": [
            {"issue": issue.id, **claim_view(site, claim)}
            for issue, claim in site.catalogue.notices.get(entry.id, ())
        ],
        "comes_from": [_compared_arrow(site, source.id, arrow) for source, arrow in origins],
        "leads_to": [_compared_arrow(site, arrow.issue, arrow) for arrow in leads],
        "questions": questions_of(entry) if isinstance(entry, Issue) else [],
    }


def _compared_arrow(site: Site, other: str, arrow: Arrow) -> ComparedArrow:
    return {
        **site.entry(other),
        "text": arrow.text,
        "inferred": arrow.inferred,
        "witnesses": witness_views(arrow),
    }
