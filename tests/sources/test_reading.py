"""Files as people save them, YAML as people write it."""

import shutil
import unicodedata
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from snaglist.errors import UsageError
from snaglist.schema.located_yaml import YamlError, parse_yaml
from snaglist.schema.report import FindingsError
from snaglist.sources.loader import load_catalogue

ENTRY = "issues/SNAG-001-the-thermometer-dies.md"
TRANSCRIPT = "interviews/I01/transcript.txt"


def rewrite(path: Path, change: object) -> None:
    path.write_bytes(change(path.read_bytes()))  # type: ignore[operator]


@pytest.mark.parametrize(
    "change",
    [
        lambda content: b"\xef\xbb\xbf" + content,
        lambda content: content.replace(b"\n", b"\r\n"),
        lambda content: unicodedata.normalize("NFD", content.decode()).encode(),
    ],
    ids=["byte order mark", "CRLF", "decomposed accents"],
)
def test_an_entry_may_be_saved_by_any_editor(sample: Path, change: object) -> None:
    before = load_catalogue(sample)
    rewrite(sample / ENTRY, change)
    assert load_catalogue(sample).issues == before.issues


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (lambda content: b"\xef\xbb\xbf" + content, "byte order mark"),
        (lambda content: content.replace(b"\n", b"\r\n"), "CR LF"),
        (lambda content: unicodedata.normalize("NFD", content.decode()).encode(), "NFC"),
        (lambda content: b"", "empty"),
        (lambda content: content + b"\x00\x01", "binary"),
        (lambda content: content.decode().encode("utf-16"), "UTF-8"),
    ],
    ids=["byte order mark", "CRLF", "decomposed", "empty", "binary", "UTF-16"],
)
def test_a_transcript_must_be_safe_to_count_in(sample: Path, change: object, fault: str) -> None:
    rewrite(sample / TRANSCRIPT, change)
    with pytest.raises(FindingsError) as raised:
        load_catalogue(sample)
    assert [fault in finding.message for finding in raised.value.findings] == [True]


def test_a_folder_that_cannot_be_listed_is_a_finding(sample: Path) -> None:
    shutil.rmtree(sample / "issues")
    (sample / "issues").write_text("not a folder\n")
    with pytest.raises(FindingsError, match=r"cannot be listed.*file-unreadable"):
        load_catalogue(sample)


def test_no_folder_is_wrong_usage(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="not a folder"):
        load_catalogue(tmp_path / "nowhere")


def test_yaml_knows_the_line_of_each_value() -> None:
    located = parse_yaml("a: 1\nb:\n  - x\n  - c: 2\n", first_line=10)
    assert located.line(("b", 1, "c")) == 13
    assert located.line(("b", 1, "absent")) == 13
    assert located.line(()) == 10


def test_yaml_truth_is_true_and_false_only() -> None:
    assert parse_yaml("on: yes\na: true\nb: NO\n").data == {"on": "yes", "a": True, "b": "NO"}


@given(st.text(max_size=80))
def test_any_text_is_yaml_or_a_yaml_error(text: str) -> None:
    with suppress(YamlError):
        assert parse_yaml(text).line(()) == 1


def test_deep_nesting_is_an_error_and_not_a_crash() -> None:
    with pytest.raises(YamlError):
        parse_yaml("[" * 5_000 + "]" * 5_000)
