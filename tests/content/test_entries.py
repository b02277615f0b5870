"""What the catalogue promises of every entry and every quote."""

import re

from snaglist.index.query import Query
from snaglist.model.catalogue import Catalogue
from snaglist.model.entry import ClaimType, Issue, Strategy
from snaglist.model.interview import Interview, Quote, SpeakerRole
from snaglist.model.publication import Publication
from snaglist.model.text import Verdict, judge_selector
from snaglist.snapshot.snapshot import Snapshot

TEMPLATE = re.compile(r"what people would type|One or two sentences|What speaks for it|TODO|TBD")


def test_the_number_of_entries_is_pinned(catalogue: Catalogue) -> None:
    """A leftover filter that drops entries would pass every other test here."""
    assert len(catalogue.issues) == 78
    assert len(catalogue.strategies) == 73
    assert len(catalogue.publications) == 102
    assert len(list(catalogue.findings)) == 162


def test_every_category_has_issues(catalogue: Catalogue) -> None:
    categories = {concept.id for concept in catalogue.scheme("category").top()}
    assert {issue.category for issue in catalogue.issues} == categories
    assert categories == {"data", "semantics", "requirements", "trust", "deployment"}


def test_entry_is_written_out(entry: Issue | Strategy) -> None:
    assert len(entry.title) <= 70
    assert len(entry.also_called) >= 3
    assert len(entry.body.split()) >= 40
    assert not TEMPLATE.search(f"{entry.definition} {entry.use_when} {entry.body}")
    assert entry.definition.endswith(".")


def test_every_claim_has_a_witness(entry: Issue | Strategy, catalogue: Catalogue) -> None:
    assert entry.claims
    for claim in entry.claims:
        assert claim.evidence, claim.id
        for name in claim.quotes:
            speaker = catalogue.speaker_of(catalogue.find(Quote, name))
            assert speaker.role is SpeakerRole.PARTICIPANT


def test_a_publication_is_found_and_its_findings_are_used(
    publication: Publication, catalogue: Catalogue
) -> None:
    assert publication.address or publication.identifier
    for finding in publication.findings:
        assert catalogue.uses[finding.id], finding.id
        assert len(finding.text.split()) <= 90, finding.id
        assert finding.text.endswith("."), finding.id
        # What a study found of some is not said of all.
        assert finding.population, finding.id


def test_what_only_publications_speak_of_says_so(issue: Issue) -> None:
    """The story of an issue without an interview names none as its witness."""
    if not issue.quote_ids():
        assert not re.search(r"\bthe (interviewee|participant|data scientist)\b", issue.body)


def test_issue_is_told_of_and_asked_about(issue: Issue) -> None:
    assert issue.claims
    assert 2 <= len(issue.questions) <= 5
    assert all(question.text.endswith("?") for question in issue.questions)
    assert {mapping.to.partition("/")[0] for mapping in issue.mappings} >= {"study", "dq-dimension"}


def test_mitigations_are_told_of(catalogue: Catalogue) -> None:
    assert [issue for issue in catalogue.issues if issue.claims_of(ClaimType.MITIGATION)]


def test_mitigation_says_how_it_went(issue: Issue) -> None:
    for claim in issue.claims_of(ClaimType.MITIGATION):
        assert claim.strategy, claim.id
        assert claim.outcome, claim.id


def test_strategy_answers_an_issue(strategy: Strategy, catalogue: Catalogue) -> None:
    assert catalogue.named_by.get(strategy.id)


def test_quote_stands_where_it_says(quote: Quote, catalogue: Catalogue) -> None:
    interview = catalogue.find(Interview, quote.interview)
    selector = quote.selector
    assert interview.transcript[selector.start : selector.end] == quote.exact
    assert judge_selector(interview.transcript, selector).verdict is Verdict.EXACT


def test_quote_is_short_enough_to_be_read_at_once(quote: Quote) -> None:
    assert 2 <= len(quote.exact.split()) <= 70


def test_quote_is_used(quote: Quote, catalogue: Catalogue) -> None:
    interview = catalogue.find(Interview, quote.interview)
    declined = {item.quote for item in interview.declined}
    assert quote.id in declined.union(catalogue.uses)


def test_every_name_of_an_entry_finds_it_first(entry: Issue | Strategy, shipped: Snapshot) -> None:
    if entry.retired:
        return  # what replaced it is found instead
    kind = "issue" if isinstance(entry, Issue) else "strategy"
    for name in (entry.id, entry.title, *entry.also_called):
        # No facet has what is retired, so that nothing counts it; its name alone finds it.
        filters = {} if entry.retired else {"type": (kind,)}
        found = shipped.search(Query(words=name, filters=filters, size=1))
        assert found.hits, name
        assert found.hits[0].id == entry.id, f"{name!r} finds {found.hits[0].id} first"
