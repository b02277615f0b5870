"""The statuses of an issue in a review, what each means, and the answer that sets it."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from pydantic import Field, model_validator

from snaglist.reviews.evidence.forms import MOST_EVIDENCE, Evidence
from snaglist.reviews.field_types import LinkAddress, Markdown, OptionalLineText, ShortText
from snaglist.reviews.scales import Likelihood, Severity, rating_text, risk_of
from snaglist.schema.fields import Form


class Status(StrEnum):
    """The status of an issue in a review."""

    NOT_LOOKED_AT = "not-looked-at"
    OPEN = "open"
    ADDRESSED = "addressed"
    ACCEPTED = "accepted"
    NOT_APPLICABLE = "not-applicable"


UNSETTLED = (Status.NOT_LOOKED_AT, Status.OPEN)
"""The statuses of issues that are still to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusMeaning:
    """An answer as people read it: its name, what it says, and what it needs, if anything."""

    label: str
    definition: str
    needs: str = ""


STATUS_MEANINGS = {
    Status.NOT_LOOKED_AT: StatusMeaning(
        label="not looked at", definition="Nobody has answered yet."
    ),
    Status.OPEN: StatusMeaning(label="open", definition="It concerns us and is not settled."),
    Status.ADDRESSED: StatusMeaning(
        label="addressed",
        definition="Something was done about it.",
        needs="what was done, or a link",
    ),
    Status.ACCEPTED: StatusMeaning(
        label="accepted",
        definition="We live with it until a day; then it is open again.",
        needs="a reason, an owner, and the day it expires",
    ),
    Status.NOT_APPLICABLE: StatusMeaning(
        label="not applicable", definition="It cannot happen here.", needs="a reason"
    ),
}
"""The answers there are; ``docs/reviews.md`` says the same."""


EDGE_MEANINGS = {
    **STATUS_MEANINGS,
    Status.ADDRESSED: StatusMeaning(
        label="looked at elsewhere",
        definition="It was looked at outside this review, or something was done about it.",
        needs="where, as a link, or what was done",
    ),
    Status.NOT_APPLICABLE: StatusMeaning(
        label="not applicable", definition="It does not concern this project.", needs="a reason"
    ),
}
"""The same of a topic that the review does not ask about."""


def status_meaning(status: Status, *, edge: bool = False) -> StatusMeaning:
    """What a status says of an issue, or of a topic that the review does not ask about."""
    return (EDGE_MEANINGS if edge else STATUS_MEANINGS)[status]


def status_label(status: Status, *, edge: bool = False) -> str:
    """The name of a status as people read it."""
    return status_meaning(status, edge=edge).label


class Answer(Form):
    """What a team says of an issue, and on what grounds."""

    status: Status = Field(description="not-looked-at, open, addressed, accepted, not-applicable.")
    done: ShortText = Field(default="", description="What was done; addressed needs it, or a link.")
    reason: ShortText = Field(default="", description="Why; accepted and not-applicable need it.")
    owner: OptionalLineText = Field(
        default="", description="Who is responsible; accepted needs one."
    )
    due: date | None = Field(default=None, description="By when it is to be done.")
    expires: date | None = Field(
        default=None, description="The last day of an acceptance; then the issue is open again."
    )
    severity: Severity | None = Field(
        default=None,
        description="How severe it would be here: negligible, minor, major, critical.",
    )
    likelihood: Likelihood | None = Field(
        default=None,
        description="How likely it is here: rare, unlikely, possible, likely, almost-certain.",
    )
    links: tuple[LinkAddress, ...] = Field(
        default=(),
        max_length=20,
        description="Web addresses, paths in the repository, keys of tickets.",
    )
    notes: Markdown = Field(default="", description="Markdown.")
    evidence: tuple[Evidence, ...] = Field(
        default=(),
        max_length=MOST_EVIDENCE,
        description="What proves that it is addressed; snag review check --evidence looks at it.",
    )

    @property
    def rating(self) -> str:
        """The team's own severity and likelihood in words; empty where neither is said."""
        return rating_text(self.severity, self.likelihood)

    @property
    def risk(self) -> int | None:
        """Severity times likelihood; None where neither is said."""
        return risk_of(self.severity, self.likelihood)

    @model_validator(mode="after")
    def _grounds(self) -> "Answer":
        """An answer that closes an issue says why; nobody can check one that does not."""
        if self.status is Status.ADDRESSED and not (self.done or self.links):
            raise ValueError("addressed needs done (what was done) or a link")
        if self.status in (Status.ACCEPTED, Status.NOT_APPLICABLE) and not self.reason:
            raise ValueError(f"{self.status} needs a reason")
        if self.status is Status.ACCEPTED and not (self.owner and self.expires):
            raise ValueError("accepted needs an owner and the day it expires")
        if self.expires and self.status is not Status.ACCEPTED:
            raise ValueError(f"only an acceptance expires; this is {self.status}")
        if self.evidence and self.status is not Status.ADDRESSED:
            raise ValueError(f"evidence proves that an issue is addressed; this is {self.status}")
        return self


NOT_LOOKED_AT = Answer(status=Status.NOT_LOOKED_AT)
