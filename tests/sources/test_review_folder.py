"""The folder review/: what it may leave out, and what is said when it names what is not there."""

import shutil
from pathlib import Path

import pytest

from snaglist.model.guide import Choose, FitRule, Guidance, ProfileAnswer, WorstConsequence
from snaglist.schema.report import FindingsError
from snaglist.sources.loader import load_catalogue

PROFILE, RULES = "review/profile.yaml", "review/rules.yaml"


def findings(folder: Path) -> list[str]:
    with pytest.raises(FindingsError) as raised:
        load_catalogue(folder)
    return [str(finding) for finding in raised.value.findings]


def change(folder: Path, name: str, old: str, new: str) -> None:
    text = (folder / name).read_text(encoding="utf-8")
    assert old in text
    (folder / name).write_text(text.replace(old, new, 1), encoding="utf-8")


def test_the_guide_is_what_the_files_say(sample: Path) -> None:
    guide = load_catalogue(sample).guide
    assert guide is not None
    assert (guide.title, guide.introduction) == ("What are you growing?", "Three plain questions.")
    assert [question.choose for question in guide.questions] == [
        Choose.ONE,
        Choose.MANY,
        Choose.ONE,
    ]
    assert guide.answers["phase/digging"] == ProfileAnswer(
        id="digging", label="We are putting devices in", phases=("data-collection",)
    )
    assert [(severity.id, severity.rank) for severity in guide.severities] == [
        ("lost", 2),
        ("odd", 1),
    ]
    assert guide.of_issue["SNAG-002"] == Guidance(
        issue="SNAG-002",
        quote="I01-Q004",
        worst=WorstConsequence(severity="odd", claim="SNAG-002-C2"),
        rules=(FitRule(when=("looks/nobody",), fit=2, why="They never looked again."),),
    )
    assert guide.question_of("looks/bell").text == "Who looks at the dial?"


def test_a_catalogue_need_not_have_a_guide(sample: Path) -> None:
    shutil.rmtree(sample / "review")
    assert load_catalogue(sample).guide is None


@pytest.mark.parametrize("name", [PROFILE, RULES])
def test_a_folder_has_both_files(sample: Path, name: str) -> None:
    (sample / name).unlink()
    (found,) = findings(sample)
    assert found.startswith(f"sample/{name}: this file is missing.")


def test_an_issue_may_have_nothing_bad_told_of_it(sample: Path) -> None:
    change(sample, RULES, "    worst: {severity: odd, claim: C2}\n", "")
    guide = load_catalogue(sample).guide
    assert guide is not None
    assert guide.severity(guide.of_issue["SNAG-002"]) is None
    assert guide.severity(guide.of_issue["SNAG-001"]) == guide.severities[0]


def test_a_retired_issue_needs_no_guidance(sample: Path) -> None:
    entry = "issues/SNAG-002-the-gardeners-stop-looking.md"
    change(sample, entry, "status: reviewed", "status: retired\nretired: {why: Merged.}")
    change(sample, "mappings/garden.yaml", "subject: SNAG-002", "subject: category/trust")
    rules = (sample / RULES).read_text(encoding="utf-8")
    kept = rules.partition("  - issue: SNAG-002")[0]
    (sample / RULES).write_text(kept, encoding="utf-8")
    guide = load_catalogue(sample).guide
    assert guide is not None
    assert [guidance.issue for guidance in guide.guidance] == ["SNAG-001"]


@pytest.mark.parametrize(
    ("name", "old", "new", "said"),
    [
        (
            PROFILE,
            "phases: [operation]",
            "phases: [operations]",
            "the answer phase/growing names the phase operations, which does not exist. "
            "Did you mean operation? [reference-unknown]",
        ),
        (
            PROFILE,
            "id: growing",
            "id: digging",
            "phase: the answer digging is here twice. Give the newer one the next free id "
            "(snag new). [id-duplicate]",
        ),
        (
            PROFILE,
            "choose: many",
            "choose: some",
            "question 2: 'choose' is 'some'; input should be 'one' or 'many'. "
            "Write what is asked for. [field-value]",
        ),
        (
            RULES,
            "[looks/nobody]",
            "[looks/nobodi]",
            "a rule for SNAG-002 asks for looks/nobodi, which does not exist. "
            "Did you mean looks/nobody? [reference-unknown]",
        ),
        (
            RULES,
            "[looks/nobody]",
            "[nobody]",
            "item 1 is 'nobody'; should be question/answer, as data/sensors. "
            "Write what is asked for. [field-value]",
        ),
        (
            RULES,
            "fit: 3",
            "fit: 5",
            "'fit' is 5; input should be less than or equal to 4. "
            "Write what is asked for. [field-value]",
        ),
        (
            RULES,
            "quote: I01-Q004",
            "quote: I01-Q040",
            "SNAG-002 shows I01-Q040, which does not exist. Did you mean I01-Q005? "
            "[reference-unknown]",
        ),
        (
            RULES,
            "quote: I01-Q004",
            "quote: I01-Q001",
            "SNAG-002 shows I01-Q001, which it does not cite. "
            "It cites I01-Q004, I01-Q005. [review-quote]",
        ),
        (
            RULES,
            "severity: odd, claim: C2",
            "severity: old, claim: C2",
            "the worst reported of SNAG-002 is old, which does not exist. Did you mean odd? "
            "[reference-unknown]",
        ),
        (
            RULES,
            "severity: odd, claim: C2",
            "severity: odd, claim: C3",
            "the worst reported of SNAG-002 rests on C3, which does not exist. "
            "There are C1, C2. [reference-unknown]",
        ),
        (
            RULES,
            "  - id: odd",
            "  - id: lost",
            "the severity lost is here twice. Give the newer one the next free id "
            "(snag new). [id-duplicate]",
        ),
        (
            RULES,
            "when: [looks/nobody]",
            "any_of: [looks/nobodi]",
            "a rule for SNAG-002 asks for looks/nobodi, which does not exist. "
            "Did you mean looks/nobody? [reference-unknown]",
        ),
        (
            RULES,
            "when: [looks/nobody]",
            "unless: [looks/bells]\n        when: [looks/nobody]",
            "a rule for SNAG-002 excepts looks/bells, which does not exist. "
            "Did you mean looks/bell? [reference-unknown]",
        ),
        (
            RULES,
            "when: [looks/nobody]",
            "unless: [looks/nobody]\n        when: [looks/nobody]",
            "a rule for SNAG-002 asks for looks/nobody and excepts it. "
            "Take it out of one of the two. [review-never]",
        ),
        (
            RULES,
            "when: [looks/nobody]",
            "when: []",
            "a rule for SNAG-002 has neither 'when' nor 'any_of'. Add it. [field-missing]",
        ),
        (
            RULES,
            "devices/rain-gauge, looks/nobody",
            "looks/bell, looks/nobody",
            "a rule for SNAG-001 asks for several answers to looks. "
            "Make two rules of it. [review-never]",
        ),
    ],
)
def test_what_is_wrong_is_told_with_its_line_and_its_mend(
    sample: Path, name: str, old: str, new: str, said: str
) -> None:
    line = (sample / name).read_text(encoding="utf-8").partition(old)[0].count("\n") + 1
    change(sample, name, old, new)
    found = findings(sample)
    assert any(one.startswith(f"sample/{name}:{line}: ") and said in one for one in found), found


@pytest.mark.parametrize("old", ["  - id: devices", "  - id: looks"])
def test_a_question_is_asked_once(sample: Path, old: str) -> None:
    change(sample, PROFILE, old, "  - id: phase")
    assert any("the question phase is here twice." in one for one in findings(sample))


def test_guidance_is_for_issues_that_exist_and_given_once(sample: Path) -> None:
    change(sample, RULES, "issue: SNAG-002", "issue: SNAG-022")
    (found,) = findings(sample)
    assert "the guidance is for SNAG-022, which does not exist. Did you mean SNAG-002?" in found
    change(sample, RULES, "issue: SNAG-022", "issue: SNAG-001")
    assert any("the guidance for SNAG-001 is here twice." in one for one in findings(sample))


def test_answers_that_take_many_may_stand_together(sample: Path) -> None:
    change(sample, RULES, "devices/rain-gauge, looks", "devices/rain-gauge, devices/thumb, looks")
    guide = load_catalogue(sample).guide
    assert guide is not None
    assert len(guide.of_issue["SNAG-001"].rules[2].when) == 3


def test_an_arrow_s_quote_is_the_issue_s_own(sample: Path) -> None:
    entry = "issues/SNAG-001-the-thermometer-dies.md"
    change(sample, entry, "    inferred: true", "    witnesses: [{quote: I01-Q004}]")
    change(sample, RULES, "quote: I01-Q001", "quote: I01-Q004")
    guide = load_catalogue(sample).guide
    assert guide is not None
    assert guide.of_issue["SNAG-001"].quote == "I01-Q004"


def test_of_an_issue_that_cannot_be_read_nothing_is_called_missing(sample: Path) -> None:
    change(sample, "issues/SNAG-002-the-gardeners-stop-looking.md", "title:", "titel:")
    assert {one.rpartition("[")[2] for one in findings(sample)} == {
        "field-missing]",
        "field-unknown]",
    }


def test_an_issue_that_no_answer_leads_to_is_named(sample: Path) -> None:
    rules = (sample / RULES).read_text(encoding="utf-8")
    (sample / RULES).write_text(rules.partition("  - issue: SNAG-002")[0], encoding="utf-8")
    (found,) = findings(sample)
    assert found.startswith(
        f"sample/{RULES}: no answer leads to SNAG-002, 'The gardeners stop looking at the dial'."
    )
