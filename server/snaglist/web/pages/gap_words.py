"""The words of the gaps page: why each gap matters, and to whom."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class GapWords:
    """How the page speaks of a gap: its title, why it matters to whom, and what if it is none.

    ``noun`` names what was looked at, ``listing`` the page that has all of it, if one does.
    """

    title: str
    why: str
    closed: str
    noun: str
    listing: str | None = None


WORDS = {
    "issues_without_cause": GapWords(
        "No cause was told",
        "A designer who meets one of these knows what to look for, but not what to prevent.",
        "A cause was told for every issue.",
        "issue",
        "issues",
    ),
    "issues_without_detection": GapWords(
        "No way of noticing it was told",
        "A team that runs a system cannot learn here how it would find out; a reviewer should ask.",
        "For every issue, a way of noticing it was told.",
        "issue",
        "issues",
    ),
    "issues_without_mitigation": GapWords(
        "Nothing that was done about it was told",
        "Whoever has the problem today finds company here and no help; "
        "an interviewer knows what to ask next.",
        "For every issue, something that was done about it was told.",
        "issue",
        "issues",
    ),
    "mitigations_without_outcome": GapWords(
        "How it went was not told",
        "A reviewer must not take these for proven: they were told as what one does, "
        "and not with how it turned out.",
        "Of every mitigation it was told how it went.",
        "mitigation",
    ),
    "mitigations_untried": GapWords(
        "Thought of, and not tried",
        "Whoever adopts one of these is the first to try it, as far as this catalogue knows.",
        "No mitigation was left untried.",
        "mitigation",
    ),
    "mitigations_proposed": GapWords(
        "Proposed, and nobody told of doing it",
        "These are advice and wishes: a team that follows one cannot say that others did.",
        "No mitigation is a proposal alone.",
        "mitigation",
    ),
    "mitigations_failed": GapWords(
        "Tried, and failed",
        "Somebody has paid for this knowledge; a team about to do the same should read why.",
        "No mitigation is known to have failed.",
        "mitigation",
    ),
    "strategies_without_cost": GapWords(
        "No cost was told",
        "A project lead who has to choose cannot weigh these against each other from here.",
        "A cost was told for every strategy.",
        "strategy",
        "strategies",
    ),
    "arrows_inferred": GapWords(
        "One leads to another, and nobody said so",
        "A researcher who cites these chains cites the catalogue's reasoning, and not a witness.",
        "Somebody said so for every arrow.",
        "arrow",
    ),
    "issues_without_counterpart": GapWords(
        "No counterpart in the published study",
        "To a researcher these are what one reading of one interview adds, or what the study "
        "weighed otherwise; they need a second witness most.",
        "Every issue has a counterpart in the study.",
        "issue",
        "issues",
    ),
    "concepts_without_witness": GapWords(
        "Found by the study, and no witness yet",
        "A reviewer should not read silence here as absence: the study met these issues in other "
        "interviews, and nobody in this catalogue has told of them.",
        "Every issue of the study has a witness here.",
        "issue of the study",
    ),
    "turns_without_quote": GapWords(
        "Said, and not quoted",
        "Whoever doubts the reading can check here what it left out, most of it background, "
        "greetings and words of assent.",
        "Every turn of the participants is quoted.",
        "turn of the participants",
    ),
    "topics_declined": GapWords(
        "Asked about, and not told",
        "The next interviewer should ask somebody else; these words are no evidence that an issue "
        "is there, nor that it is not.",
        "No topic was declined.",
        "topic",
    ),
    "quotes_without_use": GapWords(
        "Quoted, and used by nothing",
        "An editor decides: words that no claim, arrow or declined topic rests on either lack "
        "their claim or should go.",
        "Every quote is used.",
        "quote",
    ),
}
"""Every gap, in the order of the page."""
