"""Issues, strategies and the claims they make."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from snaglist.model.labels import NO_LABELS, Labels
from snaglist.model.witness import Evidence, Witness, Witnessed, evidence_values


class EntryStatus(StrEnum):
    """How far an entry has come; a retired one keeps its page."""

    DRAFT = "draft"
    REVIEWED = "reviewed"
    STABLE = "stable"
    RETIRED = "retired"


class ClaimType(StrEnum):
    """What a claim says of its entry; the last three are made by strategies."""

    CAUSE = "cause"
    CONSEQUENCE = "consequence"
    DETECTION = "detection"
    MITIGATION = "mitigation"
    PRACTICE = "practice"
    COST = "cost"
    TRADEOFF = "tradeoff"


class Outcome(StrEnum):
    """How a mitigation went, as reported."""

    WORKED = "worked"
    PARTLY = "partly"
    FAILED = "failed"
    NOT_REPORTED = "not told"
    UNTRIED = "untried"
    PROPOSED = "proposed"

    @property
    def tried(self) -> bool:
        """True where somebody is reported to have done it; advice or a wish is no deed."""
        return self not in (Outcome.UNTRIED, Outcome.PROPOSED)

    @property
    def label(self) -> str:
        """As people read it; the value is what files, addresses and JSON hold, and stays."""
        return outcome_label(self.value)


def outcome_label(value: str) -> str:
    """An outcome as people read it, by the value that files and reviews hold."""
    return _OUTCOME_LABELS.get(value, value)


_OUTCOME_LABELS = {
    Outcome.NOT_REPORTED.value: "not reported",
    Outcome.PARTLY.value: "partly worked",
}


class Relation(StrEnum):
    """How an entry relates to a concept elsewhere: the SKOS mapping properties, and two more.

    An issue is no quality: it *impairs* the quality that is worse where the issue is.
    """

    EXACT = "exact"
    CLOSE = "close"
    BROAD = "broad"
    NARROW = "narrow"
    RELATED = "related"
    IMPAIRS = "impairs"
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim(Witnessed):
    """One assertion; at least one of its witnesses says so."""

    id: str
    type: ClaimType
    text: str
    witnesses: tuple[Witness, ...]
    quality: tuple[str, ...] = ()
    felt_by: tuple[str, ...] = ()
    strategy: str | None = None
    outcome: Outcome | None = None
    cost: str | None = None

    @property
    def tried(self) -> bool:
        """True for a mitigation that somebody is reported to have done, however it went."""
        return self.type is ClaimType.MITIGATION and bool(self.outcome and self.outcome.tried)


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrow(Witnessed):
    """From one issue to one it leads to: reported by witnesses, or the catalogue's inference."""

    issue: str
    text: str
    witnesses: tuple[Witness, ...]

    @property
    def inferred(self) -> bool:
        """True where no witness says it."""
        return not any(witness.says_so for witness in self.witnesses)


@dataclass(frozen=True, slots=True, kw_only=True)
class NotWhen:
    """Where an entry does not apply, and which one does instead."""

    text: str
    see: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewQuestion:
    """What to ask in a design review; answerable with yes, no or evidence.

    ``phases`` are those in which a project can be asked it.
    """

    text: str
    claims: tuple[str, ...]
    phases: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mapping:
    """How an entry relates to a concept, or with ``Relation.NONE`` to a whole scheme."""

    to: str
    relation: Relation
    why: str
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A line of an entry's history."""

    on: date
    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Retirement:
    """Why an entry was retired and what took its place."""

    why: str
    replaced_by: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What issues and strategies have in common.

    ``titles`` are its title in other languages; ``hidden_labels`` are found by the search and
    shown nowhere.
    """

    id: str
    title: str
    titles: Labels = NO_LABELS
    also_called: tuple[str, ...]
    hidden_labels: tuple[str, ...] = ()
    definition: str
    kind: str
    phases: tuple[str, ...]
    status: EntryStatus
    use_when: str
    not_when: tuple[NotWhen, ...]
    claims: tuple[Claim, ...]
    history: tuple[Change, ...]
    retired: Retirement | None
    body: str
    path: str

    @property
    def witnessed(self) -> tuple[Claim | Arrow, ...]:
        """Whatever of it rests on witnesses, in the order written."""
        return self.claims

    def quote_ids(self) -> tuple[str, ...]:
        """The quotes that it rests on, each once, in the order of use."""
        return tuple(dict.fromkeys(quote for each in self.witnessed for quote in each.quotes))

    def finding_ids(self) -> tuple[str, ...]:
        """The published findings that it rests on, likewise."""
        return tuple(dict.fromkeys(name for each in self.witnessed for name in each.findings))

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """Told where a quote bears out something of it, published where a finding does."""
        found = {value for each in self.witnessed for value in each.evidence}
        return evidence_values(Evidence.TOLD in found, Evidence.PUBLISHED in found)

    def claims_of(self, *types: ClaimType) -> tuple[Claim, ...]:
        """The claims of these types, in the order written."""
        return tuple(claim for claim in self.claims if claim.type in types)


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue(Entry):
    """Something that goes wrong; ``kind`` is a concept below one of the five categories."""

    category: str
    sources: tuple[str, ...]
    artefacts: tuple[str, ...]
    leads_to: tuple[Arrow, ...]
    questions: tuple[ReviewQuestion, ...]
    mappings: tuple[Mapping, ...]

    def questions_in(self, phases: Collection[str]) -> tuple[ReviewQuestion, ...]:
        """The questions that a project in these phases can be asked; without phases, all.

        A question with all phases of its issue is asked wherever the issue is: only a question
        that has been given other phases than its issue is left out for them.
        """
        own = set(self.phases)
        return tuple(
            question
            for question in self.questions
            if not phases or set(question.phases) == own or set(question.phases) & set(phases)
        )

    @property
    def witnessed(self) -> tuple[Claim | Arrow, ...]:
        """Its claims, then its arrows."""
        return (*self.claims, *self.leads_to)


@dataclass(frozen=True, slots=True, kw_only=True)
class Strategy(Entry):
    """Something done about issues; which ones, their mitigations and detections say."""


STRATEGY_PREFIX = "FIX-"
"""What the ids of strategies begin with, in every catalogue."""


def is_strategy_id(identifier: str) -> bool:
    """True for the id of a strategy, or of a claim of one; other entries are issues."""
    return identifier.startswith(STRATEGY_PREFIX)
