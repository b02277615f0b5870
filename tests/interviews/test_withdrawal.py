"""An interview is taken out with what rests on it alone; what others witness too stands."""

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest
from common import FIVE_INTERVIEWS
from interviews.second_interview import QUOTES, add_second_interview
from interviews.test_redaction import files
from project.prepared import GIT_USER
from runner import Done, fine, snag

from snaglist.errors import NotFoundError, WithdrawnError
from snaglist.model.interview import Interview, Quote
from snaglist.sources.loader import load_catalogue


@pytest.fixture
def two(sample: Path) -> Path:
    add_second_interview(sample)
    load_catalogue(sample)
    return sample


def withdraw(catalog: Path, interview: str, *more: object) -> Done:
    words = ("--catalog", catalog, "--data", catalog.parent / "data", "--today", "2026-12-01")
    return snag("interview", "withdraw", interview, *words, *more)


def test_a_dry_run_says_what_falls_and_what_stands(two: Path) -> None:
    before = files(two)
    done = withdraw(two, "I02", "--dry-run", "--json")
    assert (done.code, files(two)) == (0, before)
    told = json.loads(done.out)
    assert told["quotes"] == ["I02-Q001", "I02-Q002", "I02-Q003"]
    assert sorted(told["claims"]) == ["FIX-002-C1", "SNAG-001-C8", "SNAG-001-C9"]
    assert told["standing"] == ["SNAG-001-C1"]
    assert told["questions"] == ["SNAG-001, question 3"]
    assert told["entries"] == ["FIX-002"]
    assert (told["findings"], told["written"]) == ([], False)
    done = withdraw(two, "I02", "--dry-run")
    assert "snag check --quick would pass without it." in done.out


def test_it_is_gone_and_a_tombstone_without_words_is_left(two: Path) -> None:
    (issue,) = two.glob("issues/SNAG-001*")
    done = withdraw(two, "I02", "--why", "The participant asked for it.")
    assert done.code == 0, done
    assert "snag check --quick passes without it." in done.out
    assert not (two / "interviews" / "I02").exists()
    assert (two / "withdrawn.yaml").read_text() == (
        "# What was withdrawn: ids and days, and no words. Ids are never used again.\n"
        "interviews:\n"
        "  - id: I02\n    on: 2026-12-01\n    why: The participant asked for it.\n"
        "    quotes:\n    - I02-Q001\n    - I02-Q002\n    - I02-Q003\n"
        "    claims:\n    - FIX-002-C1\n    - SNAG-001-C8\n    - SNAG-001-C9\n"
        "    entries:\n    - FIX-002\n"
    )
    left = load_catalogue(two)
    assert [interview.id for interview in left.interviews] == ["I01"]
    everything = b"\n".join(files(two).values()).decode()
    for words in (*QUOTES, "For three nights", "newspapers", "I02-Q001: "):
        assert words not in everything
    text = issue.read_text()
    assert "# both say so\n      - quote: I01-Q001\n" in text
    assert "what: An interview was withdrawn; C9, C8 fell with it.\n" in text
    assert [question.text for question in left.issues[0].questions] == [
        "When did the bell last ring in a test?",
        "Who would notice within a day?",
    ]


def test_one_of_four_interviews_falls_with_all_that_rests_on_it(tmp_path: Path) -> None:
    catalog = shutil.copytree(FIVE_INTERVIEWS, tmp_path / "five")
    words = [quote.exact for quote in load_catalogue(catalog).quotes if quote.id[:3] == "I03"]
    told = json.loads(withdraw(catalog, "I03", "--dry-run", "--json").out)
    assert told["quotes"] == ["I03-Q001", "I03-Q002", "I03-Q003"]
    assert sorted(told["claims"]) == ["SNAG-002-C2", "SNAG-004-C1"]
    assert (told["rules"], told["entries"]) == (["SNAG-004"], ["SNAG-004"])
    assert told["standing"] == ["SNAG-001-C2"]
    assert withdraw(catalog, "I03").code == 0
    assert snag("check", "--quick", "--catalog", catalog).code == 0
    left = load_catalogue(catalog)
    assert [interview.id for interview in left.interviews] == ["I01", "I02", "I04"]
    everything = b"\n".join(files(catalog).values()).decode()
    assert not [each for each in words if each in everything]
    tombstones = (catalog / "withdrawn.yaml").read_text(encoding="utf-8")
    assert "id: I03" in tombstones
    assert "id: I05" in tombstones


def test_what_was_withdrawn_does_not_come_back(two: Path) -> None:
    kept = files(two)
    withdraw(two, "I02")
    (issue,) = two.glob("issues/SNAG-001*")
    issue.write_text(issue.read_text().replace("quote: I01-Q002", "quote: I02-Q002"))
    done = snag("check", "--quick", "--catalog", two)
    assert "cites I02-Q002, which was withdrawn on 2026-12-01." in done.err
    assert "Did you mean" not in done.err
    # Nor is another's quote proposed for one that nobody knows.
    issue.write_text(issue.read_text().replace("quote: I02-Q002", "quote: I03-Q002"))
    done = snag("check", "--quick", "--catalog", two)
    assert "cites I03-Q002, which does not exist. Mend the id" in done.err
    # New things get ids that nothing had.
    new = fine("new", "strategy", "Another way", "--catalog", two)
    assert "FIX-003-another-way.md" in new
    for name, content in kept.items():
        (two / name).parent.mkdir(exist_ok=True)
        (two / name).write_bytes(content)
    done = snag("check", "--quick", "--catalog", two)
    assert "interviews/I02: I02 was withdrawn on 2026-12-01." in done.err
    assert "SNAG-001-C9 was withdrawn" in done.err
    assert "FIX-002 was withdrawn" in done.err


def test_who_asks_for_what_was_withdrawn_is_told_so(two: Path) -> None:
    known = load_catalogue(two)
    with pytest.raises(NotFoundError, match="Did you mean I02-Q00") as raised:
        known.find(Quote, "I02-Q009")
    assert not [name for name in raised.value.nearest if name.startswith("I01")]
    withdraw(two, "I02")
    known = load_catalogue(two)
    for name in ("I02", "I02-Q001", "I02-T003", "SNAG-001-C9", "FIX-002"):
        with pytest.raises(WithdrawnError, match=f"{name} was withdrawn on 2026-12-01"):
            known.thing(name)
    with pytest.raises(WithdrawnError) as gone:
        known.find(Interview, "I02")
    assert gone.value.http_status == 410


def test_what_rests_on_entries_that_fall_falls_too(two: Path) -> None:
    done = withdraw(two, "I01", "--json")
    told = json.loads(done.out)
    # SNAG-001 keeps what I02 says; SNAG-002 and the bell are gone, and what named them.
    assert told["entries"] == ["SNAG-002", "FIX-001"]
    assert told["arrows"] == ["SNAG-001 leads to SNAG-002"]
    assert told["rules"] == ["SNAG-002"]
    assert "SNAG-001 shows I02-Q001 in reviews: is it the one?" in told["changed"]
    assert "SNAG-001-C3" in told["claims"]  # its strategy is gone, whatever its finding says
    assert told["standing"] == ["SNAG-001-C1"]
    # What no program can decide is told with its place, and the withdrawal is made.
    assert done.code == 1
    assert told["written"] is True
    assert [finding.split(": ")[0] for finding in told["findings"]]
    assert json.loads(snag("check", "--quick", "--json", "--catalog", two).out)["findings"]
    assert not (two / "interviews" / "I01").exists()


def test_words_that_stand_elsewhere_are_found(two: Path) -> None:
    (issue,) = two.glob("issues/SNAG-002*")
    words = "Said: nobody had EVER tested the alarm, with real cold before."
    issue.write_text(f"{issue.read_text()}\n{words} See I02.\n")
    done = withdraw(two, "I02", "--dry-run", "--json")
    told = json.loads(done.out)
    number = len(issue.read_text().split("\n")) - 1
    place = f"issues/{issue.name}:{number}"
    assert told["words"] == [place]
    assert place in told["mentions"]


def test_history_editions_and_snapshots_are_named(two: Path) -> None:
    environment = {**os.environ, **GIT_USER}
    for words in ("init -q", "add .", "commit -q -m x", "tag v1", "remote add origin /nowhere"):
        subprocess.run(["git", *words.split()], cwd=two, check=True, env=environment)
    about = two / "catalogue.yaml"
    edition = '{version: "1.0", released: 2999-01-01, summary: x}'
    about.write_text(f"{about.read_text()}editions:\n- {edition}\n")
    snapshot = two.parent / "data" / "a" / "b"
    snapshot.mkdir(parents=True)
    sha256 = (two / "interviews/I02/quotes.yaml").read_text().split("sha256: ")[1].split("\n")[0]
    (snapshot / "manifest.json").write_text(f'{{"sources": "{sha256}"}}')
    told = "\n".join(json.loads(withdraw(two, "I02", "--dry-run", "--json").out)["remains"])
    assert "History of git has it in 1 commits" in told
    assert "git filter-repo --invert-paths --path interviews/I02" in told
    assert "Tags with it: v1." in told
    assert "Remotes that may have it: origin." in told
    assert "Published editions with it: 1.0 (2999-01-01)" in told
    assert str(snapshot) in told
    assert "Design reviews keep the quotes" in told


def test_an_interview_that_is_not_there_is_told(two: Path) -> None:
    done = withdraw(two, "I03")
    assert done.code == 1
    assert "Nothing here is called 'I03'" in done.err
