"""The guide of design reviews against the catalogue: one case per system, issue, answer and rule.

An issue is *met in a system* when any of its claims cites a quote about that system. That is the
widest reading there is, so that the rules are held to more than to the causes and consequences.
"""

import re
from collections.abc import Iterator

import pytest
import yaml
from common import CATALOG, TESTS, times
from hypothesis import given, settings
from hypothesis import strategies as st
from loaded import loaded

from snaglist.errors import UsageError
from snaglist.model.catalogue import Catalogue
from snaglist.model.entry import ClaimType, EntryStatus, Issue
from snaglist.model.guide import Choose, Guide
from snaglist.model.scheme import Concept
from snaglist.model.witness import Stance
from snaglist.reviews.selection import (
    MOST_BY_WORDS,
    FoundIssue,
    check_profile,
    guide_of,
    select_issues,
)

EXAMPLES = TESTS.parent / "docs" / "examples"
SYSTEMS = sorted(path.stem for path in EXAMPLES.glob("*.yaml"))
PROFILE = yaml.safe_load((CATALOG / "review" / "profile.yaml").read_text(encoding="utf-8"))
RULES = yaml.safe_load((CATALOG / "review" / "rules.yaml").read_text(encoding="utf-8"))
README = (CATALOG / "review" / "README.md").read_text(encoding="utf-8")
ANSWERS = [
    f"{each['id']}/{answer['id']}" for each in PROFILE["questions"] for answer in each["answers"]
]
WHYS = [(each["issue"], rule["why"]) for each in RULES["issues"] for rule in each["rules"]]

MET = {
    "ship-track-fusion": 3,
    "open-source-ship-watch": 1,
    "traffic-counting": 5,
    "traffic-prediction": 1,
    "travel-survey": 2,
    "city-records": 2,
    "street-map": 2,
    "recommender": 1,
    "daily-retrained-model": 4,
}
"""How many issues were met in each system; a count that moves is to be looked at."""

SHIPPED = loaded(CATALOG)
GUIDE = guide_of(SHIPPED)

Answers = dict[str, list[str]]


def met_in(catalogue: Catalogue, system: str) -> set[str]:
    about = {quote.id for quote in catalogue.quotes if system in quote.about}
    return {
        issue.id
        for issue in catalogue.issues
        if issue.status is not EntryStatus.RETIRED
        and any(about.intersection(claim.quotes) for claim in issue.claims)
    }


def example(system: str) -> dict[str, object]:
    text = (EXAMPLES / f"{system}.yaml").read_text(encoding="utf-8")
    found: dict[str, object] = yaml.safe_load(text)
    return found


def answers_of(system: str) -> Answers:
    answers = example(system)["answers"]
    assert isinstance(answers, dict)
    return answers


@pytest.mark.parametrize("system", SYSTEMS)
def test_what_was_met_in_a_system_is_among_its_first_ten(catalogue: Catalogue, system: str) -> None:
    met = met_in(catalogue, system)
    assert len(met) == MET[system]
    first = [row.issue for row in select_issues(catalogue, answers_of(system))][:10]
    assert set(first) >= met if len(met) <= 10 else set(first) <= met
    assert first[0] in met


def test_each_system_told_of_has_an_example(catalogue: Catalogue) -> None:
    assert sorted(concept.id for concept in catalogue.scheme("system").concepts) == SYSTEMS


@pytest.mark.parametrize("system", SYSTEMS)
def test_an_example_says_what_it_is_and_where_it_was_told(
    catalogue: Catalogue, system: str
) -> None:
    profile = example(system)
    assert profile.keys() - {"words"} == {"title", "system", "answers"}
    assert profile["system"] == system
    assert profile["title"] == catalogue.find(Concept, f"system/{system}").label
    given_answers = answers_of(system)
    checked = check_profile(guide_of(catalogue), given_answers)
    assert {name: list(chosen) for name, chosen in checked.items()} == given_answers
    first_line = (EXAMPLES / f"{system}.yaml").read_text(encoding="utf-8").partition("\n")[0]
    told = {quote.line for quote in catalogue.quotes if system in quote.about}
    assert told.intersection(lines_named(first_line)), first_line


def lines_named(text: str) -> Iterator[int]:
    for first, last in re.findall(r"\b(\d+)(?:-(\d+))?", text.partition("line")[2]):
        yield from range(int(first), int(last or first) + 1)


def test_the_number_of_cases() -> None:
    assert (len(SYSTEMS), len(ANSWERS), len(RULES["issues"])) == (9, 101, 74)


def test_an_issue_has_guidance_of_its_own_unless_it_is_retired(
    catalogue: Catalogue, issue: Issue
) -> None:
    guidance = guide_of(catalogue).of_issue.get(issue.id)
    assert (guidance is None) == (issue.status is EntryStatus.RETIRED)
    if guidance:
        if issue.quote_ids():  # where somebody told of it, their words are what makes it real
            assert guidance.quote in issue.quote_ids()
        else:
            assert guidance.finding in issue.finding_ids()
        assert max(rule.fit for rule in guidance.rules) <= 4
        asked = [
            (frozenset(r.when), frozenset(r.any_of), frozenset(r.unless)) for r in guidance.rules
        ]
        assert len(set(asked)) == len(asked)


def test_an_issue_can_be_reached_by_the_rules_it_has(catalogue: Catalogue, issue: Issue) -> None:
    """Each rule alone brings its issue in, so that no rule is dead."""
    guidance = guide_of(catalogue).of_issue.get(issue.id)
    for rule in guidance.rules if guidance else ():
        for one in rule.any_of or ("",):
            given_answers = tuple(filter(None, (*rule.when, one)))
            answers: Answers = {}
            for answer in given_answers:
                question, _, name = answer.partition("/")
                answers.setdefault(question, []).append(name)
            row = next(row for row in select_issues(catalogue, answers) if row.issue == issue.id)
            said = [(reason.text, reason.answers) for reason in row.reasons]
            assert (rule.why, given_answers) in said


def test_what_a_rule_excepts_could_be_given_with_what_it_asks_for(
    catalogue: Catalogue, issue: Issue
) -> None:
    """Else the exception says nothing."""
    guidance = guide_of(catalogue).of_issue.get(issue.id)
    one = {question.id for question in GUIDE.questions if question.choose is Choose.ONE}
    for rule in guidance.rules if guidance else ():
        taken = {answer.partition("/")[0] for answer in rule.when} & one
        assert not {answer.partition("/")[0] for answer in rule.unless} & taken


DATA = [answer for answer in ANSWERS if answer.startswith("data/")]


@pytest.mark.parametrize("answer", DATA)
def test_every_team_with_data_is_asked_something(catalogue: Catalogue, answer: str) -> None:
    name = answer.partition("/")[2]
    rows = {row.issue for row in select_issues(catalogue, {"data": [name]})}
    assert rows >= {"SNAG-002", "SNAG-023", "SNAG-029"}
    settled = {
        "phase": ["running"],
        "data": [name],
        "decides": ["machine"],
        "measured": ["business"],
        "deployed": ["cloud"],
        "retrained": ["once"],
    }
    assert {row.issue for row in select_issues(catalogue, settled)} >= {"SNAG-002", "SNAG-023"}


def test_a_fallback_that_was_tried_leaves_little_to_ask_about_fallbacks(
    catalogue: Catalogue,
) -> None:
    answers = {"data": ["upstream"], "gaps": ["fallback"], "alarm": ["tested"]}
    rows = {row.issue: row.fit for row in select_issues(catalogue, answers)}
    assert "SNAG-036" not in rows
    assert rows["SNAG-043"] == 1
    open_ = {row.issue: row.fit for row in select_issues(catalogue, {**answers, "gaps": ["stops"]})}
    assert open_["SNAG-043"] >= 3


@pytest.mark.parametrize("users", ["not-yet", "asked"])
def test_a_crowd_is_not_sat_with_as_a_few_users_are(catalogue: Catalogue, users: str) -> None:
    def fit(who: str) -> int:
        answers = {"users": [users], "decides": [who]}
        return next(r.fit for r in select_issues(catalogue, answers) if r.issue == "SNAG-028")

    assert fit("public") < fit("operators") == fit("experts")


def test_the_worst_is_a_consequence_that_was_told(catalogue: Catalogue, issue: Issue) -> None:
    guidance = guide_of(catalogue).of_issue.get(issue.id)
    worst = guidance and guidance.worst
    consequences = {
        claim.id: claim
        for claim in issue.claims_of(ClaimType.CONSEQUENCE)
        if any(witness.stance is Stance.SUPPORTS for witness in claim.witnesses)
    }
    if worst:
        assert worst.claim in consequences


def test_the_worst_is_told_of_most_issues(catalogue: Catalogue) -> None:
    told = [guidance for guidance in guide_of(catalogue).guidance if guidance.worst]
    assert len(told) > len(catalogue.issues) // 2


@pytest.mark.parametrize(("issue_id", "why"), WHYS)
def test_a_reason_is_one_sentence_on_what_was_told(issue_id: str, why: str) -> None:
    words = re.sub(r"(?<=\d)\.(?=\d)", ",", why)  # the point of a decimal ends no sentence
    assert re.fullmatch(r"[A-Z0-9][^.?!]*[.?]", words), issue_id
    assert len(why) <= 120
    assert not re.search(r"\b(you|your|we|our|must|should)\b", why, re.IGNORECASE)


def nowhere() -> set[str]:
    """The answers that neither a rule nor a phase makes anything of, but for the floor."""
    asked = {
        answer
        for each in RULES["issues"]
        for rule in each["rules"]
        if not set(DATA) <= set(rule.get("any_of", ()))
        for field in ("when", "any_of", "unless")
        for answer in rule.get(field, ())
    }
    staged = {
        f"{question['id']}/{answer['id']}"
        for question in PROFILE["questions"]
        for answer in question["answers"]
        if answer.get("phases")
    }
    return set(ANSWERS) - asked - staged


@pytest.mark.parametrize("answer", ANSWERS)
def test_an_answer_leads_somewhere_or_is_told_not_to(answer: str) -> None:
    told = re.findall(r"^\| `([a-z-]+/[a-z-]+)` \| \S", README, re.MULTILINE)
    assert (answer in told) == (answer in nowhere())


def test_no_answer_is_told_of_that_is_not_there() -> None:
    told = re.findall(r"^\| `([a-z-]+/[a-z-]+)` \|", README, re.MULTILINE)
    assert sorted(told) == sorted(nowhere())


def test_the_introduction_counts_right() -> None:
    assert PROFILE["introduction"].startswith("Eighteen plain questions,")
    assert len(PROFILE["questions"]) == 18


@pytest.mark.parametrize("question", PROFILE["questions"], ids=lambda each: str(each["id"]))
def test_a_question_says_in_a_sentence_why_it_is_asked(question: dict[str, str]) -> None:
    assert re.fullmatch(r"[A-Z][^.?!]*\.", question["why"])
    assert len(question["why"]) <= 120


@pytest.mark.parametrize("answer", ANSWERS)
def test_no_profile_that_says_anything_gets_nothing(catalogue: Catalogue, answer: str) -> None:
    question, _, name = answer.partition("/")
    assert select_issues(catalogue, {question: [name]})


def profiles(guide: Guide) -> st.SearchStrategy[Answers]:
    """Any answers that a project may give."""
    options = {}
    for question in guide.questions:
        names = [answer.id for answer in question.answers]
        most = 1 if question.choose is Choose.ONE else len(names)
        options[question.id] = st.lists(st.sampled_from(names), unique=True, max_size=most)
    return st.fixed_dictionaries(options)


def without(answers: Answers, taken_back: tuple[str, ...]) -> Answers:
    return {
        question: [name for name in chosen if f"{question}/{name}" not in taken_back]
        for question, chosen in answers.items()
    }


def refs(answers: Answers) -> list[str]:
    return [f"{question}/{name}" for question, chosen in answers.items() for name in chosen]


def fits(answers: Answers, found: tuple[str, ...] = ()) -> dict[str, int]:
    issues = [FoundIssue(issue=name, words=("a", "word")) for name in found]
    return {row.issue: row.fit for row in select_issues(SHIPPED, answers, issues)}


EXCEPTED = {
    answer
    for each in RULES["issues"]
    for rule in each["rules"]
    for answer in rule.get("unless", ())
}
"""The answers that settle something."""


@given(profiles(GUIDE), st.randoms(use_true_random=False))
def test_the_same_answers_give_the_same_review(answers: Answers, random: object) -> None:
    """In whatever order they are given."""
    questions = list(answers)
    random.shuffle(questions)  # type: ignore[attr-defined]
    other = {name: sorted(answers[name], reverse=True) for name in questions}
    assert select_issues(SHIPPED, other) == select_issues(SHIPPED, answers)


@given(profiles(GUIDE))
def test_no_combination_of_answers_gets_nothing(answers: Answers) -> None:
    """What settles one matter does not settle all."""
    assert bool(select_issues(SHIPPED, answers)) == bool(refs(answers))


@given(profiles(GUIDE))
def test_what_is_shown_adds_up_and_is_in_order(answers: Answers) -> None:
    rows = select_issues(SHIPPED, answers)
    places = [
        (-row.fit, -row.sources.voices, -row.witnesses, -row.severity, row.issue) for row in rows
    ]
    assert places == sorted(places)
    for row in rows:
        assert row.fit == sum(reason.fit for reason in row.reasons)
        assert all(set(reason.answers) <= set(refs(answers)) for reason in row.reasons)


@settings(max_examples=times(4, 45))
@given(profiles(GUIDE))
def test_an_issue_leaves_without_these_answers_and_no_fewer(answers: Answers) -> None:
    less_one = [fits(without(answers, (answer,))) for answer in refs(answers)]
    for row in select_issues(SHIPPED, answers):
        assert row.leaves_without
        assert row.issue not in fits(without(answers, row.leaves_without))
        if len(row.leaves_without) > 1:
            assert all(row.issue in left for left in less_one)


@given(profiles(GUIDE), profiles(GUIDE))
def test_more_answers_never_lower_a_fit(answers: Answers, more: Answers) -> None:
    """Except those that settle a matter."""
    many = {question.id for question in GUIDE.questions if question.choose is Choose.MANY}
    both = {
        name: [
            *chosen,
            *(
                other
                for other in (more[name] if name in many or not chosen else ())
                if f"{name}/{other}" not in EXCEPTED
            ),
        ]
        for name, chosen in answers.items()
    }
    before, after = fits(answers), fits(both)
    assert all(after.get(issue, 0) >= fit for issue, fit in before.items())


IN_USE = [issue for issue in SHIPPED.issues if issue.status is not EntryStatus.RETIRED]


@given(profiles(GUIDE), st.lists(st.sampled_from(IN_USE), unique=True, max_size=20))
def test_words_never_lower_a_fit_and_change_no_other(answers: Answers, found: list[Issue]) -> None:
    names = tuple(issue.id for issue in found)
    before, after = fits(answers), fits(answers, names)
    new = [name for name in names if name not in before]
    counted = [name for name in names if name in before or name in new[:MOST_BY_WORDS]][:10]
    assert set(after) == set(before) | set(counted)
    for issue, fit in after.items():
        assert (fit > before.get(issue, 0)) == (issue in counted)


@given(st.text(), st.text())
def test_what_the_profile_does_not_ask_is_refused(question: str, answer: str) -> None:
    known = {each.id for each in GUIDE.questions}
    if question not in known:
        with pytest.raises(UsageError):
            select_issues(SHIPPED, {question: [answer]})
    if f"data/{answer}" not in GUIDE.answers:
        with pytest.raises(UsageError):
            select_issues(SHIPPED, {"data": [answer]})
