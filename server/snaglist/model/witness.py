"""Witnesses: the quotes and published findings that claims, arrows and entries rest on."""

from dataclasses import dataclass
from enum import StrEnum


class Stance(StrEnum):
    """What one witness does for what it is cited for."""

    SUPPORTS = "supports"
    QUALIFIES = "qualifies"
    CONTRADICTS = "contradicts"


class Evidence(StrEnum):
    """What sort of witness something rests on; what rests on each of the two has both as well."""

    TOLD = "told"
    PUBLISHED = "published"
    BOTH = "both"

    @property
    def label(self) -> str:
        """As people read it; the value is what addresses and JSON hold."""
        return evidence_label(self.value)


def evidence_label(value: str) -> str:
    """A value of the facet as people read it."""
    return _EVIDENCE_LABELS.get(value, value)


_EVIDENCE_LABELS = {
    Evidence.TOLD.value: "reported in an interview",
    Evidence.PUBLISHED.value: "published finding",
    Evidence.BOTH.value: "both",
}


def evidence_values(told: bool, published: bool) -> tuple[Evidence, ...]:
    """The values of the facet for what is told, published, both or neither."""
    values = {
        Evidence.TOLD: told,
        Evidence.PUBLISHED: published,
        Evidence.BOTH: told and published,
    }
    return tuple(value for value, holds in values.items() if holds)


@dataclass(frozen=True, slots=True, kw_only=True)
class Witness:
    """The link from a claim or an arrow to one quote or one published finding.

    One of ``quote`` and ``finding`` is its id. ``note`` is what this one witness met, in the
    catalogue's words.
    """

    quote: str | None = None
    finding: str | None = None
    stance: Stance = Stance.SUPPORTS
    note: str | None = None

    @property
    def ref(self) -> str:
        """The id of the quote or of the finding."""
        return self.quote or self.finding or ""

    @property
    def says_so(self) -> bool:
        """True unless the witness says otherwise; a reservation limits a claim and bears it out."""
        return self.stance is not Stance.CONTRADICTS


class Witnessed:
    """What rests on witnesses: what claims and arrows have in common."""

    __slots__ = ()

    witnesses: tuple[Witness, ...]

    @property
    def quotes(self) -> tuple[str, ...]:
        """The ids of the quotes cited, whatever their stance, in the order written."""
        return tuple(witness.quote for witness in self.witnesses if witness.quote)

    @property
    def findings(self) -> tuple[str, ...]:
        """The ids of the published findings cited, likewise."""
        return tuple(witness.finding for witness in self.witnesses if witness.finding)

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """What bears it out: told where a quote says so, published where a finding does."""
        told = any(witness.quote and witness.says_so for witness in self.witnesses)
        published = any(witness.finding and witness.says_so for witness in self.witnesses)
        return evidence_values(told, published)

    @property
    def disputed(self) -> bool:
        """True where a witness qualifies it or says otherwise."""
        return any(witness.stance is not Stance.SUPPORTS for witness in self.witnesses)
