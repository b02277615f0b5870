"""What the index knows of each thing."""

from dataclasses import replace

from snaglist.index.documents import documents
from snaglist.model.catalogue import Catalogue


def test_everything_is_a_document(small: Catalogue) -> None:
    found = [(document.type, document.id) for document in documents(small)]
    assert len(found) == len(set(found)) == 4 + 2 + 6 + 4 + 1


def test_an_issue_holds_its_evidence(small: Catalogue) -> None:
    issue = next(documents(small))
    texts = [text for _, text in issue.passages]
    assert "Some sensors fell silent in the fog." in texts
    assert "missing values guessed" in texts
    assert "Who is told when a feed dries up?" in texts
    assert issue.names == ("SNAG-001", "Silent sensor outage", "Dead feed", "Missing telemetry")
    assert issue.facets == {
        "type": ("issue",),
        "category": ("data",),
        "kind": ("completeness",),
        "phase": ("collection",),
        "source": ("sensor", "stream"),
        "strategy-kind": ("detection", "recovery"),
        "outcome": ("worked",),
        "evidence": ("told",),
        "quality": (),
        "system": (),
        "section": ("collection", "deployment"),
        "standing": ("prompted", "volunteered"),
        "interview": ("I01",),
        "person": ("I01-interviewee",),
        "role": ("engineer",),
        "domain": ("harbour",),
        "language": ("en",),
        "speaker": ("I01-interviewee",),
    }


def test_a_strategy_and_a_quote_take_part_in_what_they_serve(small: Catalogue) -> None:
    by_id = {document.id: document for document in documents(small)}
    assert by_id["FIX-001"].facets["category"] == ("data",)
    assert ("claims", "Warn at once.") in by_id["FIX-001"].passages
    assert by_id["I01-Q005"].facets["kind"] == ("timeliness",)
    assert by_id["I01-Q005"].facets["standing"] == ("volunteered",)
    assert by_id["I01-Q005"].title == "I01, Deployment: engineer"
    assert by_id["I01-T001"].facets == {
        "type": ("turn",),
        "section": ("collection",),
        "interview": ("I01",),
        "person": (),
        "role": ("interviewer",),
        "domain": ("harbour",),
        "language": ("en",),
        "speaker": ("I01-interviewer-1",),
    }
    assert [by_id[f"I01-T00{n}"].quote_count for n in (1, 2, 3, 4)] == [0, 3, 0, 3]
    assert by_id["SNAG-001"].quote_count == 3


def test_each_paragraph_of_a_story_is_a_passage(small: Catalogue) -> None:
    strategy = replace(small.strategies[0], body="One day.\n\nThe next day.")
    (found,) = (
        document
        for document in documents(replace(small, strategies=(strategy, *small.strategies[1:])))
        if document.id == strategy.id
    )
    assert [text for part, text in found.passages if part == "story"] == [
        "One day.",
        "The next day.",
    ]
