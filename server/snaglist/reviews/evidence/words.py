"""Evidence in words and on one line, for reports and pages."""

from collections.abc import Iterator, Sequence

from snaglist.reviews.canonical import plain_data
from snaglist.reviews.evidence.compact import written_evidence
from snaglist.reviews.evidence.forms import AnyEvidence, BoundedValue, HashedFile, JunitTest

SHOWN_DIGITS = 12
"""Of a hash."""


def evidence_line(evidence: AnyEvidence) -> str:
    """Evidence as it is typed, on one line."""
    found = plain_data(evidence)
    return written_evidence(
        {name: str(value) if name.startswith("not_") else value for name, value in found.items()}
    )


def evidence_words(evidence: AnyEvidence) -> str:
    """What has to be so, in words: ``the test A::b is green in junit.xml, at most 30 days old``."""
    match evidence:
        case JunitTest():
            told = f"the test {evidence.test} is green in {evidence.file}"
        case HashedFile():
            told = f"{evidence.file} is unchanged (SHA-256 {evidence.sha256[:SHOWN_DIGITS]}…)"
        case BoundedValue():
            place = evidence.pointer or "the value"
            told = f"{place} in {evidence.file} is {' and '.join(_bounds(evidence))}"
    if evidence.max_age is None:
        return told
    since = "looked at again within" if isinstance(evidence, HashedFile) else "at most"
    old = "" if isinstance(evidence, HashedFile) else " old"
    return f"{told}, {since} {evidence.max_age} {'day' if evidence.max_age == 1 else 'days'}{old}"


def inner_field(loc: Sequence[str | int]) -> str:
    """The field of evidence that a fault of pydantic is about, and a space; else nothing.

    The place of such a fault is ``("evidence", 0, "value", "at_least")``.
    """
    return f"{loc[3]} " if loc[:1] == ("evidence",) and len(loc) > 3 else ""


def _bounds(value: BoundedValue) -> Iterator[str]:
    if value.at_least:
        yield f"at least {value.at_least}"
    if value.at_most:
        yield f"at most {value.at_most}"
    if value.not_before:
        yield f"not before {value.not_before}"
    if value.not_after:
        yield f"not after {value.not_after}"
    if value.dated == value.pointer:
        yield "a day"
