"""Rules that lead from answers of a profile to something: as people write them, and whether they
can hold.
"""

from collections.abc import Callable, Collection

from pydantic import Field

from snaglist.model.catalogue import nearest_names
from snaglist.schema.fields import AnswerRef, Form, Text
from snaglist.schema.located_yaml import Loc

MOST_LISTED = 12
"""Up to how many names a finding lists where none is near."""

AddFinding = Callable[[str, Loc, str, str], None]
"""Takes a rule of the loader, the place in the file, what is wrong, and what would be right."""


class AnswerRuleForm(Form):
    """One way in which answers lead to something."""

    when: list[AnswerRef] = Field(default=[], description="All of these must be given.")
    any_of: list[AnswerRef] = Field(
        default=[], description="One at least of these must be given; several count once."
    )
    unless: list[AnswerRef] = Field(
        default=[], description="Answers that settle the matter: none of these may be given."
    )
    why: Text = Field(description="One sentence that says why.")


_VERBS = {"when": "asks for", "any_of": "asks for", "unless": "excepts"}
"""What a rule does with the answers in a field."""


class AnswerRulesCheck:
    """Holds rules against a profile: ``answers`` are those it has, ``one`` the questions of which
    only one answer may be given.
    """

    def __init__(self, answers: Collection[str], one: Collection[str], add: AddFinding) -> None:
        self.answers, self.one, self.add = answers, one, add

    def rule(self, loc: Loc, subject: str, rule: AnswerRuleForm) -> None:
        """Add a finding for each answer that does not exist, and where the rule can never hold."""
        for field, names in _named_answers(rule).items():
            for k, answer in enumerate(names):
                if answer not in self.answers:
                    message = f"{subject} {_VERBS[field]} {answer}, which does not exist."
                    mend = nearest_mend(answer, self.answers)
                    self.add("reference-unknown", (*loc, field, k), message, mend)
        if not rule.when and not rule.any_of:
            self.add("field-missing", loc, f"{subject} has neither 'when' nor 'any_of'.", "")
        asked = [answer.partition("/")[0] for answer in rule.when]
        if twice := sorted(name for name in self.one if asked.count(name) > 1):
            message = f"{subject} asks for several answers to {twice[0]}."
            self.add("review-never", (*loc, "when"), message, "Make two rules of it.")
        if both := [answer for answer in rule.unless if answer in (*rule.when, *rule.any_of)]:
            message = f"{subject} asks for {both[0]} and excepts it."
            self.add("review-never", (*loc, "unless"), message, "Take it out of one of the two.")


def nearest_mend(name: str, known: Collection[str]) -> str:
    """What may have been meant by the name of nothing; where there are few names, all of them."""
    close = nearest_names(name, known)
    few = f"There are {', '.join(known)}." if 0 < len(known) <= MOST_LISTED else ""
    return f"Did you mean {close[0]}?" if close else few


def _named_answers(rule: AnswerRuleForm) -> dict[str, list[AnswerRef]]:
    return {"when": rule.when, "any_of": rule.any_of, "unless": rule.unless}
