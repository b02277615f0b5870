"""The ways through a catalogue: who relies on a quote, what answers what, where a place stands."""

from dataclasses import replace

import pytest
from common import SAMPLE
from loaded import loaded

from snaglist.errors import NotFoundError
from snaglist.model.catalogue import Use, entry_id, interview_id, nearest_names
from snaglist.model.edge import Edge, Instrument
from snaglist.model.entry import Arrow, Claim, Issue, Strategy
from snaglist.model.interview import Interview, Quote, Turn, turn_at
from snaglist.model.scheme import Concept, ConceptScheme
from snaglist.model.vocabulary import OutsideTerm, Vocabulary
from snaglist.model.witness import Witness

SHIPPED = loaded(SAMPLE)
FIRST, SECOND = SHIPPED.issues
(INTERVIEW,) = SHIPPED.interviews

WITNESSED = Arrow(
    issue="SNAG-002",
    text="Who lost looks away.",
    witnesses=(Witness(quote="I01-Q004"), Witness(quote="I01-Q001")),
)
TOLD = replace(SHIPPED, issues=(replace(FIRST, leads_to=(WITNESSED,)), SECOND))


def test_a_quote_is_used_by_claims_and_by_arrows() -> None:
    first, second = TOLD.issues
    assert TOLD.uses["I01-Q001"] == (Use(first, first.claims[0]), Use(first, WITNESSED))
    assert TOLD.uses["I01-Q004"] == (Use(first, WITNESSED), Use(second, second.claims[1]))
    assert SHIPPED.uses["I01-Q001"] == (Use(FIRST, FIRST.claims[0]),)


def test_a_strategy_s_quotes_are_used_too() -> None:
    (strategy,) = SHIPPED.strategies
    claim = next(claim for claim in strategy.claims if claim.quotes)
    assert Use(strategy, claim) in SHIPPED.uses[claim.quotes[0]]


def test_what_nobody_relies_on_is_not_there() -> None:
    cited = {
        witness.ref
        for entry in SHIPPED.entries
        for part in entry.witnessed
        for witness in part.witnesses
    }
    assert set(SHIPPED.uses) == cited


def test_a_strategy_answers_the_issues_whose_claims_name_it() -> None:
    (mitigation,) = (claim for claim in FIRST.claims if claim.strategy)
    assert SHIPPED.answers == {"FIX-001": ((FIRST, mitigation),)}


def test_a_claim_that_names_no_strategy_answers_nothing() -> None:
    claims = tuple(replace(claim, strategy=None) for claim in FIRST.claims)
    assert [claim for claim in claims if claim.outcome]
    alone = replace(SHIPPED, issues=(replace(FIRST, claims=claims), SECOND))
    assert alone.answers == {}


def test_arrows_are_found_from_where_they_end() -> None:
    assert SHIPPED.led_to_by == {"SNAG-002": ((FIRST, FIRST.leads_to[0]),)}


def test_everything_with_an_identifier_is_a_thing() -> None:
    counts = {
        kind: sum(isinstance(thing, kind) for thing in SHIPPED.things.values())
        for kind in (
            *(ConceptScheme, Concept, Interview, Turn, Quote, Issue, Strategy, Claim),
            *(Vocabulary, OutsideTerm, Edge, Instrument),
        )
    }
    assert counts == {
        ConceptScheme: len(SHIPPED.schemes),
        Concept: sum(len(scheme.concepts) for scheme in SHIPPED.schemes),
        Interview: 1,
        Turn: len(INTERVIEW.turns),
        Quote: len(INTERVIEW.quotes),
        Issue: 2,
        Strategy: 1,
        Claim: sum(len(entry.claims) for entry in SHIPPED.entries),
        Vocabulary: 2,
        # Those of the other vocabulary have addresses of their keepers'.
        OutsideTerm: 2,
        Edge: 2,
        Instrument: 2,
    }
    assert set(SHIPPED.things) >= {study.id for study in SHIPPED.studies}
    assert all(counts.values())
    named = Concept | OutsideTerm | Edge | Instrument
    for name, thing in SHIPPED.things.items():
        assert name == (thing.ref if isinstance(thing, named) else thing.id)


def test_issues_come_before_strategies() -> None:
    assert [entry.id for entry in SHIPPED.entries] == ["SNAG-001", "SNAG-002", "FIX-001"]


def test_quotes_come_in_the_order_of_the_interviews() -> None:
    other = replace(INTERVIEW, id="I02", quotes=INTERVIEW.quotes[:1])
    both = replace(SHIPPED, interviews=(other, INTERVIEW))
    assert list(both.quotes) == [INTERVIEW.quotes[0], *INTERVIEW.quotes]


def last_places() -> list[Quote | Turn]:
    """A place in each section by each speaker."""
    return [*INTERVIEW.quotes, *INTERVIEW.turns]


@pytest.mark.parametrize("place", last_places(), ids=lambda place: place.id)
def test_a_place_knows_its_section_and_speaker(place: Quote | Turn) -> None:
    assert SHIPPED.section_of(place).id == place.section
    assert SHIPPED.speaker_of(place).id == place.speaker


def test_places_differ_in_section_and_speaker() -> None:
    assert len({place.speaker for place in last_places()}) > 1
    assert len({place.section for place in last_places()}) > 1


def test_a_quote_leads_to_its_interview() -> None:
    assert SHIPPED.interview_of(INTERVIEW.quotes[0]) is INTERVIEW


def test_a_thing_is_found_as_what_it_is() -> None:
    assert SHIPPED.find(Issue, "SNAG-001") is FIRST
    assert SHIPPED.thing("SNAG-001") is FIRST
    assert SHIPPED.concept("category", "data").label
    assert SHIPPED.scheme("category").id == "category"


def test_a_thing_of_another_kind_is_not_found() -> None:
    with pytest.raises(NotFoundError) as raised:
        SHIPPED.find(Strategy, "SNAG-001")
    assert raised.value.identifier == "SNAG-001"
    assert set(raised.value.nearest) <= {"FIX-001"}


def test_what_is_not_there_comes_with_the_nearest_of_its_kind() -> None:
    with pytest.raises(NotFoundError, match=r"'SNAG-01'.* Did you mean SNAG-001") as found:
        SHIPPED.find(Issue, "SNAG-01")
    assert set(found.value.nearest) == {"SNAG-001", "SNAG-002"}
    with pytest.raises(NotFoundError) as any_kind:
        SHIPPED.thing("SNAG-001-C9")
    assert any_kind.value.nearest
    assert all(name.startswith("SNAG-001-C") for name in any_kind.value.nearest)


def test_ids_name_what_they_belong_to() -> None:
    assert interview_id("I07-Q001") == interview_id("I07-T012") == interview_id("I07") == "I07"
    assert entry_id("SNAG-004-C2") == "SNAG-004"


def test_nearest_names_are_three_at_most_and_mind_no_case() -> None:
    known = ["Data", "Date", "Dates", "Datum", "Trust"]
    assert nearest_names("DATA", known)[0] == "Data"
    assert len(nearest_names("dat", known)) == 3
    assert nearest_names("zzz", known) == ()


def test_nearest_to_a_number_that_nothing_has_are_its_neighbours() -> None:
    known = ["SNAG-001", "SNAG-069", "SNAG-078", "SNAG-077", "FIX-999", "I07"]
    assert nearest_names("snag-999", known) == ("SNAG-078", "SNAG-077", "SNAG-069")
    assert nearest_names("I8", known) == ("I07",)
    assert nearest_names("SNAG-177", known)[0] == "SNAG-077"


def test_a_concept_scheme_has_a_top_and_what_is_below(small: ConceptScheme) -> None:
    assert [concept.id for concept in small.top()] == ["data", "trust"]
    assert [concept.id for concept in small.below("data")] == ["gaps", "doubles"]
    assert small.below("gaps") == ()
    assert small.concepts[1].ref == "category/gaps"


@pytest.fixture
def small() -> ConceptScheme:
    """Two categories, one with two kinds."""

    def concept(name: str, broader: str | None = None) -> Concept:
        return Concept(
            id=name, scheme="category", label=name, definition="A word.", broader=broader
        )

    concepts = (concept("data"), concept("gaps", "data"), concept("trust"))
    return ConceptScheme(
        id="category",
        title="Categories",
        definition="A list.",
        concepts=(*concepts, concept("doubles", "data")),
    )


def test_a_turn_begins_at_its_first_letter_and_ends_before_its_last() -> None:
    first, second = INTERVIEW.turns[:2]
    assert turn_at(INTERVIEW.turns, first.start) is first
    assert turn_at(INTERVIEW.turns, first.end - 1) is first
    assert turn_at(INTERVIEW.turns, first.end) is (second if second.start == first.end else None)
    assert turn_at(INTERVIEW.turns, 0) is (first if first.start == 0 else None)
    assert turn_at(INTERVIEW.turns, len(INTERVIEW.transcript) + 1) is None
