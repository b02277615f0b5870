"""The words of the gaps page: why each gap matters, and to whom."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class GapWords:
    """How the page speaks of a gap: its title, why it matters to whom, and what if it is none.

    ``noun`` names what was looked at, ``listing`` the page that has all of it, if one does;
    with ``told``, of what interviews bear out.
    """

    title: str
    why: str
    closed: str
    noun: str
    listing: str | None = None
    told: bool = False


WORDS = {
    "issues_without_cause": GapWords(
        "No cause reported",
        "A designer who meets one of these knows what to look for, but not what to prevent.",
        "A cause is reported for every issue.",
        "issue",
        "issues",
    ),
    "issues_without_detection": GapWords(
        "No way of noticing reported",
        "A team that runs a system cannot learn here how it would find out; a reviewer should ask.",
        "A way of noticing is reported for every issue.",
        "issue",
        "issues",
    ),
    "issues_without_mitigation": GapWords(
        "Nothing reported as tried",
        "Whoever has the problem today finds no help here; an interviewer knows what to ask next. "
        "Noticing an issue does not count as trying something against it.",
        "Something is reported as tried for every issue.",
        "issue",
        "issues",
    ),
    "mitigations_without_outcome": GapWords(
        "Tried, outcome not reported",
        "A reviewer must not take these for proven: somebody did them, but the interview does "
        "not say how it went.",
        "An outcome is reported for everything that was tried.",
        "mitigation",
    ),
    "mitigations_untried": GapWords(
        "Untried",
        "Somebody thought of these and did not do them. Whoever does is the first, as far as this "
        "catalogue knows.",
        "Nothing is reported as untried.",
        "mitigation",
    ),
    "mitigations_proposed": GapWords(
        "Proposed",
        "These are advice and wishes: a team that follows one cannot say that others did.",
        "Nothing is only proposed.",
        "mitigation",
    ),
    "mitigations_failed": GapWords(
        "Tried, and failed",
        "A team about to do the same should read why it failed.",
        "Nothing is reported to have failed.",
        "mitigation",
    ),
    "strategies_without_cost": GapWords(
        "No cost reported",
        "A project lead who has to choose cannot compare what these cost.",
        "A cost is reported for every strategy.",
        "strategy",
        "strategies",
    ),
    "arrows_inferred": GapWords(
        "Inferred arrows",
        "The catalogue concludes that one issue leads to the other; no witness says so. A "
        "researcher who cites these arrows cites the catalogue, not a witness.",
        "A witness says so for every arrow.",
        "arrow",
    ),
    "issues_without_counterpart": GapWords(
        "No counterpart in the published study",
        "To a researcher these are what our reading of an interview adds, or what the study judged "
        "differently; they need a second witness most.",
        "Every issue has a counterpart in the study.",
        "issue",
        "issues",
        told=True,
    ),
    "concepts_without_witness": GapWords(
        "Found by the study, no witness here yet",
        "The study found these issues in other interviews, and no interview of this catalogue "
        "reports them. A reviewer should ask about them all the same.",
        "Every issue of the study has a witness here.",
        "issue of the study",
    ),
    "turns_without_quote": GapWords(
        "Turns without a quote",
        "Whoever doubts our reading can check here what it leaves out; most of it is background, "
        "greetings and assent.",
        "Every turn of the participants has a quote.",
        "turn of the participants",
    ),
    "topics_declined": GapWords(
        "Topics not covered",
        "The participant could not speak to these. The quotes are no evidence that an issue "
        "exists, nor that it does not; the next interviewer should ask somebody else.",
        "No participant named such a topic.",
        "topic",
    ),
    "quotes_without_use": GapWords(
        "Quotes without a use",
        "No claim, arrow or uncovered topic rests on these quotes. An editor should add the claim "
        "or withdraw the quote.",
        "Every quote is used.",
        "quote",
    ),
}
"""Every gap, in the order of the page."""
