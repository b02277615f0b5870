"""Each reference is checked: one wrong name is one finding, in the line where it stands."""

from pathlib import Path

import pytest

from snaglist.model.witness import Stance, Witness
from snaglist.schema.report import FindingsError
from snaglist.sources.loader import load_catalogue

FIRST = "issues/SNAG-001-the-thermometer-dies.md"
SECOND = "issues/SNAG-002-the-gardeners-stop-looking.md"
STRATEGY = "strategies/FIX-001-hang-a-bell.md"
INTERVIEW = "interviews/I01/interview.yaml"
QUOTES = "interviews/I01/quotes.yaml"

UNKNOWN, VALUE = "reference-unknown", "field-value"

WRONG = {
    "phase": (FIRST, "[data-collection, operation]", "[data-collection, operations]", UNKNOWN),
    "source": (FIRST, "sources: [sensor]", "sources: [sensors]", UNKNOWN),
    "artefact": (FIRST, "[dataset, alert]", "[dataset, alarm]", UNKNOWN),
    "kind": (FIRST, "kind: completeness", "kind: complete", UNKNOWN),
    "category": (FIRST, "category: data", "category: date", UNKNOWN),
    "kind elsewhere": (FIRST, "kind: completeness", "kind: acceptance", "kind-category"),
    "quality": (FIRST, "quality: [completeness]", "quality: [complete]", UNKNOWN),
    "felt by": (FIRST, "felt_by: [user]", "felt_by: [users]", UNKNOWN),
    "quote": (FIRST, "quote: I01-Q001", "quote: I01-Q009", UNKNOWN),
    "strategy": (FIRST, "strategy: FIX-001", "strategy: FIX-009", UNKNOWN),
    "arrow": (FIRST, "issue: SNAG-002", "issue: SNAG-009", UNKNOWN),
    "boundary": (FIRST, "see: SNAG-002", "see: SNAG-009", UNKNOWN),
    "guarded claim": (FIRST, "claims: [C1, C3]", "claims: [C1, C4]", UNKNOWN),
    "mapped concept": (FIRST, "to: study/I1.1", "to: study/I1.9", UNKNOWN),
    "mapped scheme": (SECOND, "to: study", "to: studies", UNKNOWN),
    "mapped to nothing": (FIRST, "relation: related", "relation: none", "mapping-target"),
    "mapped to a scheme": (SECOND, "relation: none", "relation: close", "mapping-target"),
    "claim twice": (FIRST, "id: C2", "id: C1", "id-duplicate"),
    "strategy's kind": (STRATEGY, "kind: detection", "kind: detecting", UNKNOWN),
    "study": (INTERVIEW, "study: sample-study", "study: sample", UNKNOWN),
    "domain": (INTERVIEW, "domains: [gardening]", "domains: [garden]", UNKNOWN),
    "corrected speaker": (INTERVIEW, "speaker: interviewer-1", "speaker: interviewer-9", UNKNOWN),
    "changed transcript": (QUOTES, "transcript_sha256: 0f91", "transcript_sha256: 2585",
                           "transcript-changed"),
    "quote twice": (QUOTES, "id: I01-Q002", "id: I01-Q001", "id-duplicate"),
    "quote of another": (QUOTES, "id: I01-Q005", "id: I02-Q005", UNKNOWN),
    "no question": (QUOTES, "question: I01-T001", "question: I01-T002", "quote-question"),
    "later question": (QUOTES, "question: I01-T001", "question: I01-T006", "quote-question"),
    "no turn": (QUOTES, "question: I01-T001", "question: I01-T099", "quote-question"),
    "other speaker": (QUOTES, "speaker: interviewee", "speaker: interviewer-1", "quote-speaker"),
    "redactions counted": (INTERVIEW, "kind: name of an interviewer",
                           "kind: name of an interviewer\n    count: 2", "redaction-place"),
    "redaction past the end": (INTERVIEW, 'line: 1\n    placeholder',
                               'line: 99\n    placeholder', "redaction-place"),
    "first section late": (INTERVIEW, "title: Opening question\n    line: 1",
                           "title: Opening question\n    line: 2", "section-order"),
    "sections together": (INTERVIEW, "title: Closing\n    line: 6",
                          "title: Closing\n    line: 1", "section-order"),
    "one question": (FIRST, "questions:\n", "questions: []\nasked:\n", VALUE),
    "negative place": (QUOTES, "start: 97", "start: -1", VALUE),
    "an end of nothing": (QUOTES, "end: 148", "end: 0", VALUE),
    "line of nothing": (INTERVIEW, "line: 6", "line: 0", VALUE),
    "nothing redacted": (INTERVIEW, "kind: name of an interviewer",
                         "kind: name of an interviewer\n    count: 0", VALUE),
    "status": (FIRST, "status: reviewed", "status: retired", "retired-status"),
    "also called": (SECOND, "also_called: [distrust of the dial]",
                    "also_called: [Silent Outage]", "alias-shared"),
    "title of another": (SECOND, "title: The gardeners stop looking at the dial",
                         "title: The Thermometer dies and nobody sees it", "alias-shared"),
    "broader": ("schemes/category.yaml", "broader: data", "broader: date", "broader-unknown"),
}  # fmt: skip
"""What is changed in which file, and the rule that notices."""

ELSEWHERE = {
    "mapped to nothing": -1,
    "mapped to a scheme": -1,
    "no question": -7,
    "later question": -7,
    "no turn": -7,
    "other speaker": -6,
    "redactions counted": -2,
    "first section late": -2,
    "sections together": -5,
    "nothing redacted": 1,
    "broader": -3,
}
"""How far from the line that was changed the finding is: the whole part begins further up."""


def findings(folder: Path) -> list[tuple[str, str, int, str]]:
    """Rule, file, line and message of each finding."""
    with pytest.raises(FindingsError) as raised:
        load_catalogue(folder)
    return [(f.rule, f.path, f.line, f.message) for f in raised.value.findings]


@pytest.mark.parametrize("case", WRONG)
def test_what_is_wrong_is_found_where_it_stands(sample: Path, case: str) -> None:
    name, old, new, rule = WRONG[case]
    text = (sample / name).read_text(encoding="utf-8")
    assert old in text
    (sample / name).write_text(text.replace(old, new, 1), encoding="utf-8")
    line = text.partition(old)[0].count("\n") + 1 + ELSEWHERE.get(case, 0)
    found = [each for each in findings(sample) if each[:2] == (rule, f"sample/{name}")]
    assert [each[2] for each in found][:1] == [line]


def test_an_interviewer_is_no_witness(sample: Path) -> None:
    path = sample / INTERVIEW
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("role: participant", "role: interviewer"), encoding="utf-8")
    found = [each for each in findings(sample) if each[1] == f"sample/{QUOTES}"]
    assert [each[0] for each in found] == ["quote-speaker"] * 5


def test_a_correction_past_the_end_is_found(sample: Path) -> None:
    path = sample / INTERVIEW
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("line: 3\n    text", "line: 99\n    text"), encoding="utf-8")
    (found,) = findings(sample)
    assert found[0] == "correction-place"
    assert "stand 0 times" in found[3]


@pytest.mark.parametrize("count", [1, 6])
def test_an_issue_has_two_to_five_questions(sample: Path, count: int) -> None:
    text = (sample / SECOND).read_text(encoding="utf-8")
    before, _, rest = text.partition("questions:\n")
    after = rest[rest.index("mappings:") :]
    asked = "".join(f"  - text: Who looked {n}?\n    claims: [C1]\n" for n in range(count))
    (sample / SECOND).write_text(f"{before}questions:\n{asked}{after}", encoding="utf-8")
    (found,) = findings(sample)
    assert found[0] == VALUE
    assert f"it has {count}" in found[3]


@pytest.mark.parametrize("count", [2, 5])
def test_two_and_five_questions_are_taken(sample: Path, count: int) -> None:
    text = (sample / SECOND).read_text(encoding="utf-8")
    before, _, rest = text.partition("questions:\n")
    after = rest[rest.index("mappings:") :]
    asked = "".join(f"  - text: Who looked {n}?\n    claims: [C1]\n" for n in range(count))
    (sample / SECOND).write_text(f"{before}questions:\n{asked}{after}", encoding="utf-8")
    assert len(load_catalogue(sample).issues[1].questions) == count


def test_a_study_in_a_file_of_another_name_is_left_out(sample: Path) -> None:
    (path,) = (sample / "studies").glob("*.yaml")
    path.rename(path.with_name("other.yaml"))
    line = path.with_name("other.yaml").read_text(encoding="utf-8").splitlines()
    found = findings(sample)
    place = next(n for n, text in enumerate(line, start=1) if text.startswith("id:"))
    assert ("file-name", "sample/studies/other.yaml", place) in [each[:3] for each in found]


def test_every_claim_list_gives_claims_of_its_type(sample: Path) -> None:
    lists = {"causes": "cause", "consequences": "consequence", "mitigations": "mitigation"}
    first = load_catalogue(sample).issues[0]
    assert [claim.type.value for claim in first.claims] == list(lists.values())
    (strategy,) = load_catalogue(sample).strategies
    assert [claim.type.value for claim in strategy.claims] == ["practice"]
    path = next((sample / "strategies").glob("FIX-001*"))
    more = (
        "costs:\n  - id: C2\n    text: Two evenings.\n    witnesses: [{quote: I01-Q003}]\n"
        "tradeoffs:\n  - id: C3\n    text: Sleep for quiet.\n    witnesses: [{quote: I01-Q003}]\n"
    )
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("history:\n", f"{more}history:\n"), encoding="utf-8")
    (strategy,) = load_catalogue(sample).strategies
    assert [(claim.id, claim.type.value) for claim in strategy.claims] == [
        ("FIX-001-C1", "practice"),
        ("FIX-001-C2", "cost"),
        ("FIX-001-C3", "tradeoff"),
    ]


def test_a_detection_is_a_claim(sample: Path) -> None:
    text = (sample / FIRST).read_text(encoding="utf-8")
    told = "detections:\n  - id: C4\n    text: A walk.\n    witnesses: [{quote: I01-Q002}]\n"
    (sample / FIRST).write_text(text.replace("mitigations:\n", f"{told}mitigations:\n"), "utf-8")
    claims = load_catalogue(sample).issues[0].claims
    assert [(claim.id[-2:], claim.type.value) for claim in claims][2] == ("C4", "detection")


def test_a_quote_may_not_begin_where_a_turn_has_ended(sample: Path) -> None:
    path = sample / QUOTES
    text = path.read_text(encoding="utf-8")
    transcript = (sample / "interviews/I01/transcript.txt").read_text(encoding="utf-8")
    start = transcript.index(".\n Interviewer1") + 1
    exact, prefix, suffix = "\n Inter", transcript[start - 20 : start], transcript[start + 7 :][:20]
    told = (
        f'  - id: I01-Q006\n    exact: "\\n Inter"\n    prefix: {prefix!r}\n'
        f"    suffix: {suffix!r}\n    start: {start}\n    end: {start + len(exact)}\n"
        "    speaker: interviewee\n    standing: volunteered\n    coder: Nobody\n"
    )
    path.write_text(text + told, encoding="utf-8")
    found = [each for each in findings(sample) if each[0] == "quote-speaker"]
    assert [each[3] for each in found] == ["I01-Q006 is in no turn."]


def test_quotes_and_a_stance_for_all_are_read_as_entries_had_them(sample: Path) -> None:
    """The format of 0.1: what one release writes, every later one reads."""
    path = sample / FIRST
    text = path.read_text(encoding="utf-8")
    old = "    quotes: [I01-Q001, I01-Q004]\n    stance: reservation\n"
    path.write_text(
        text.replace("    witnesses:\n      - quote: I01-Q001\n", old), encoding="utf-8"
    )
    claim = load_catalogue(sample).issues[0].claims[0]
    assert claim.witnesses == (
        Witness(quote="I01-Q001", stance=Stance.QUALIFIES),
        Witness(quote="I01-Q004", stance=Stance.QUALIFIES),
    )
    assert claim.disputed


def test_an_arrow_that_is_contradicted_can_be_inferred_and_not_told(sample: Path) -> None:
    path = sample / FIRST
    text = path.read_text(encoding="utf-8")
    link = "    witnesses: [{quote: I01-Q004, stance: contradicts}]\n"
    path.write_text(text.replace("    inferred: true\n", f"    inferred: true\n{link}"))
    (arrow,) = load_catalogue(sample).issues[0].leads_to
    assert (arrow.inferred, arrow.quotes) == (True, ("I01-Q004",))
    path.write_text(text.replace("    inferred: true\n", link))
    with pytest.raises(FindingsError) as caught:
        load_catalogue(sample)
    assert [found.rule for found in caught.value.findings] == ["arrow-evidence"]


def test_a_question_without_phases_is_asked_in_those_of_its_issue(sample: Path) -> None:
    """As entries had it up to 0.1."""
    path = sample / FIRST
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("    phases: [data-collection, operation]\n", ""), "utf-8")
    questions = load_catalogue(sample).issues[0].questions
    assert [each.phases for each in questions] == [("data-collection", "operation")] * 2


def test_a_phase_of_a_question_that_does_not_exist_is_found(sample: Path) -> None:
    path = sample / FIRST
    text = path.read_text(encoding="utf-8")
    wrong = "    phases: [data-collection, operations]\n"
    path.write_text(text.replace("    phases: [data-collection, operation]\n", wrong, 1), "utf-8")
    (found,) = findings(sample)
    assert found[0] == UNKNOWN
    assert found[2] == path.read_text(encoding="utf-8").split(wrong)[0].count("\n") + 1
