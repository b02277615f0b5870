"""How far the evidence reaches: how many people in how many interviews said so."""

from collections.abc import Iterable
from dataclasses import dataclass

from snaglist.model.catalogue import Catalogue, Use
from snaglist.model.entry import Issue, Strategy
from snaglist.model.interview import Interview, Quote
from snaglist.model.witness import Witnessed


@dataclass(frozen=True, slots=True)
class Reach:
    """The people who said something, each once, and the ids of the interviews they said it in.

    Two interviews of one person are one witness; a focus group of three is three.
    """

    people: tuple[str, ...]
    interviews: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SourceCounts:
    """How many people in how many interviews reported it, and how many publications found it.

    What people reported and what was published are shown apart; only an order takes them together.
    """

    people: int = 0
    interviews: int = 0
    publications: int = 0

    @property
    def voices(self) -> int:
        """People and publications: how many say so independently of each other."""
        return self.people + self.publications


def reach_of(catalogue: Catalogue, witnessed: Iterable[Witnessed]) -> Reach:
    """Who said these claims and arrows; whoever contradicts one does not say it."""
    links = (link for each in witnessed for link in each.witnesses if link.quote and link.says_so)
    return reach_of_quotes(catalogue, (link.quote for link in links if link.quote))


def reach_of_quotes(catalogue: Catalogue, names: Iterable[str]) -> Reach:
    """Who said these quotes, whatever for."""
    quotes = [catalogue.find(Quote, name) for name in dict.fromkeys(names)]
    return Reach(
        tuple(dict.fromkeys(catalogue.person_of(quote) for quote in quotes)),
        tuple(dict.fromkeys(quote.interview for quote in quotes)),
    )


def reach_of_entry(catalogue: Catalogue, entry: Issue | Strategy) -> Reach:
    """Who said something of an entry; of a strategy also what issues say of it."""
    named = (claim for _, claim in catalogue.named_by.get(entry.id, ()))
    return reach_of(catalogue, (*entry.witnessed, *named))


def count_sources(catalogue: Catalogue, entry: Issue | Strategy) -> SourceCounts:
    """How many say something of an entry, each counted once, however much each says."""
    reach = reach_of_entry(catalogue, entry)
    links = (link for each in entry.witnessed for link in each.witnesses if link.says_so)
    works = {catalogue.publication_of(link.finding).id for link in links if link.finding}
    return SourceCounts(len(reach.people), len(reach.interviews), len(works))


def is_single_source(catalogue: Catalogue, witnessed: Witnessed) -> bool:
    """True where one person alone says so, in however many interviews, and no finding does."""
    published = any(link.finding and link.says_so for link in witnessed.witnesses)
    return not published and len(reach_of(catalogue, (witnessed,)).people) == 1


def people_in(interview: Interview) -> tuple[str, ...]:
    """Who was interviewed, each once."""
    return tuple(dict.fromkeys(each.person for each in interview.participants))


def uses_of(catalogue: Catalogue, interview: Interview) -> list[Use]:
    """What relies on an interview."""
    return [use for quote in interview.quotes for use in catalogue.uses.get(quote.id, ())]
