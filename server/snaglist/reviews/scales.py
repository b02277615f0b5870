"""The team's own severity and likelihood of an issue: two closed scales, and what they come to.

They say what a team expects of its own project, apart from what others met. The steps are in the
words of the trade: severity has four, as MIL-STD-882E and many a hazard log, likelihood five, as
the matrices of ISO 31010 and NIST SP 800-30; what each means is said in our own words.
"""

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How bad it would be, at the worst that is to be expected here; the worst first."""

    CRITICAL = "critical"
    MAJOR = "major"
    MINOR = "minor"
    NEGLIGIBLE = "negligible"


class Likelihood(StrEnum):
    """How likely it is within a year of use, with what is in place today; the likeliest first."""

    ALMOST_CERTAIN = "almost-certain"
    LIKELY = "likely"
    POSSIBLE = "possible"
    UNLIKELY = "unlikely"
    RARE = "rare"


@dataclass(frozen=True, slots=True, kw_only=True)
class ScaleStep:
    """A step of a scale as people read it, what it means, and what it counts."""

    label: str
    definition: str
    weight: int


SEVERITY_STEPS = {
    Severity.CRITICAL: ScaleStep(
        label="critical",
        definition="People come to serious harm, the law is broken, or the system has to be given "
        "up; nobody can undo it.",
        weight=8,
    ),
    Severity.MAJOR: ScaleStep(
        label="major",
        definition="People rely on results that are wrong or missing; it costs them money, rights "
        "or trust, and much work to put right.",
        weight=4,
    ),
    Severity.MINOR: ScaleStep(
        label="minor",
        definition="Some results are worse or late; users notice, and the team puts it right in "
        "its usual work.",
        weight=2,
    ),
    Severity.NEGLIGIBLE: ScaleStep(
        label="negligible", definition="Hardly anybody outside the team notices.", weight=1
    ),
}
"""Each step counts twice the one below it: four small nuisances are not as bad as one disaster."""

LIKELIHOOD_STEPS = {
    Likelihood.ALMOST_CERTAIN: ScaleStep(
        label="almost certain",
        definition="It happens already, or nothing stands in its way.",
        weight=5,
    ),
    Likelihood.LIKELY: ScaleStep(
        label="likely", definition="More likely than not within a year of use.", weight=4
    ),
    Likelihood.POSSIBLE: ScaleStep(
        label="possible",
        definition="It may well happen; systems like this one have met it.",
        weight=3,
    ),
    Likelihood.UNLIKELY: ScaleStep(
        label="unlikely", definition="Several things would have to go wrong at once.", weight=2
    ),
    Likelihood.RARE: ScaleStep(
        label="rare",
        definition="We know of no way in which it could happen here, and cannot rule it out.",
        weight=1,
    ),
}

USUAL_SEVERITY, USUAL_LIKELIHOOD = Severity.MINOR, Likelihood.POSSIBLE
"""What counts for the one that is left out where the other is said."""

MOST_RISK = 40
"""Critical and almost certain."""

HURTS = 6
"""From this product on, the team has said that an issue hurts: minor and possible."""


def risk_of(severity: Severity | None, likelihood: Likelihood | None) -> int | None:
    """Severity times likelihood, from 1 to ``MOST_RISK``; None where neither is said."""
    if severity is None and likelihood is None:
        return None
    how_bad = SEVERITY_STEPS[severity or USUAL_SEVERITY].weight
    return how_bad * LIKELIHOOD_STEPS[likelihood or USUAL_LIKELIHOOD].weight


def rating_text(severity: Severity | None, likelihood: Likelihood | None) -> str:
    """A rating in words: ``severity major, likelihood almost certain``; empty where none is."""
    parts = (
        f"severity {SEVERITY_STEPS[severity].label}" if severity else "",
        f"likelihood {LIKELIHOOD_STEPS[likelihood].label}" if likelihood else "",
    )
    return ", ".join(filter(None, parts))
