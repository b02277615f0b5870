"""Issues and strategies as pages say them: a row in a list, and the whole entry."""

from snaglist.model.catalogue import interview_id
from snaglist.model.entry import Arrow, Claim, Issue, Mapping, Strategy
from snaglist.web.site import Site, View
from snaglist.web.views.chains import chains_of
from snaglist.web.views.citing import citing_view
from snaglist.web.views.quotes import evidence, witnesses


def issue_row(site: Site, issue: Issue) -> View:
    """What a list says of an issue."""
    row = _row(site, issue)
    return row | {"category": issue.category, "sources": list(issue.sources)}


def strategy_row(site: Site, strategy: Strategy) -> View:
    """What a list says of a strategy."""
    answers = site.catalogue.answers.get(strategy.id, ())
    return _row(site, strategy) | {"issues": list(dict.fromkeys(issue.id for issue, _ in answers))}


def _row(site: Site, entry: Issue | Strategy) -> View:
    return {
        "id": entry.id,
        "title": entry.title,
        "kind": entry.kind,
        "summary": entry.definition,
        "phases": list(entry.phases),
        "status": entry.status.value,
        "quotes": list(entry.quote_ids()),
        "url": site.urls.of(entry),
    }


def issue_view(site: Site, issue: Issue) -> View:
    """Everything an issue says."""
    arrows = [_arrow(site, arrow, arrow.issue) for arrow in issue.leads_to]
    origins = site.catalogue.led_to_by.get(issue.id, ())
    comes_from = [_arrow(site, arrow, source.id) for source, arrow in origins]
    cited = dict.fromkeys(
        (*issue.quote_ids(), *(name for arrow in comes_from for name in arrow["quotes"]))
    )
    return {
        **issue_row(site, issue),
        **_whole(site, issue),
        "artefacts": list(issue.artefacts),
        "leads_to": arrows,
        "comes_from": comes_from,
        "chains": chains_of(site, issue),
        "questions": issue_questions(site, issue)["questions"],
        "mappings": [_mapping(site, mapping) for mapping in issue.mappings],
        "witnesses": witnesses(site, cited),
    }


def issue_questions(site: Site, issue: Issue) -> View:
    """The questions that an issue asks in a review."""
    return {
        **site.entry(issue.id),
        "questions": [{"text": q.text, "claims": list(q.claims)} for q in issue.questions],
    }


def strategy_view(site: Site, strategy: Strategy) -> View:
    """Everything a strategy says, and how it went for each issue it answers."""
    pairs = site.catalogue.answers.get(strategy.id, ())
    answers = [{"issue": issue.id, **claim_view(site, claim)} for issue, claim in pairs]
    cited = (*strategy.quote_ids(), *(name for _, claim in pairs for name in claim.quotes))
    return {
        **strategy_row(site, strategy),
        **_whole(site, strategy),
        "answers": answers,
        "witnesses": witnesses(site, dict.fromkeys(cited)),
    }


def _whole(site: Site, entry: Issue | Strategy) -> View:
    retired = entry.retired
    return {
        "also_called": list(entry.also_called),
        "use_when": entry.use_when,
        "not_when": [{"text": item.text, "see": item.see} for item in entry.not_when],
        "claims": [claim_view(site, claim) for claim in entry.claims],
        "evidence": evidence(site, entry.quote_ids()),
        "history": [{"on": c.on.isoformat(), "what": c.what} for c in entry.history],
        "retired": retired and {"why": retired.why, "replaced_by": list(retired.replaced_by)},
        "body": entry.body,
        "cite": citing_view(site, entry),
        **_neighbours(site, entry),
        "source_file": entry.path,
        "formats": {"JSON": site.urls.data(entry, "json"), **site.urls.formats(entry)},
    }


def _neighbours(site: Site, entry: Issue | Strategy) -> View:
    """The entries before and after, and those of the same kind."""
    catalogue = site.catalogue
    row = catalogue.issues if isinstance(entry, Issue) else catalogue.strategies
    at = [each.id for each in row].index(entry.id)
    same = [each.id for each in row if each.kind == entry.kind and each is not entry]
    return {
        "previous": site.entry(row[at - 1].id) if at else None,
        "next": site.entry(row[at + 1].id) if at + 1 < len(row) else None,
        "same_kind": [site.entry(name) for name in same],
    }


def claim_view(site: Site, claim: Claim) -> View:
    """One claim as pages say it."""
    return {
        "id": claim.id,
        "type": claim.type.value,
        "text": claim.text,
        "stance": claim.stance.value,
        "quality": list(claim.quality),
        "felt_by": list(claim.felt_by),
        "strategy": claim.strategy,
        "outcome": claim.outcome and claim.outcome.value,
        "cost": claim.cost,
        "quotes": list(claim.quotes),
        "single_source": single_source(claim.quotes),
        "url": site.urls.claim(claim.id),
    }


def _arrow(site: Site, arrow: Arrow, other: str) -> View:
    """An arrow seen from one of its ends; ``issue`` is the other."""
    return {
        "issue": other,
        "text": arrow.text,
        "inferred": arrow.inferred,
        "quotes": list(arrow.quotes),
        "single_source": single_source(arrow.quotes),
    }


def _mapping(site: Site, mapping: Mapping) -> View:
    return {
        "to": mapping.to,
        "relation": mapping.relation.value,
        "why": mapping.why,
        "by": mapping.by,
    }


def single_source(quotes: tuple[str, ...]) -> bool:
    """True where all the quotes are of one interview."""
    return len({interview_id(quote) for quote in quotes}) == 1
