"""The sample catalogue with a second interview, which is invented as well."""

import hashlib
import re
from pathlib import Path

TEXT = """\
Interviewer1: What about frost, and who looked at the zorblatt leaves in the morning?
Interviewee: The frost came in April and the alarm stayed silent for three nights in a row.
My neighbour covers the beds with old newspapers whenever the sky is clear, and hums fernaklotz.
Interviewer1: Did anybody quimble the alarm?
Interviewee: Nobody had ever tested the alarm with real cold before that spring.
Interviewee: And I was there with my wobblehat and saw it.
"""

QUOTES = (
    "The frost came in April and the alarm stayed silent",
    "My neighbour covers the beds with old newspapers",
    "Nobody had ever tested the alarm with real cold",
)

SECRETS = ("zorblatt", "quimble", "fernaklotz", "wobblehat")
"""Words of the transcript that stand in no quote, and nowhere else."""

CLAIM = """\
  - id: C9
    text: The alarm had not been tested.   # a comment that goes with it
    witnesses:
      - quote: I02-Q003
"""
MITIGATION = """\
  - id: C8
    text: Beds are covered.
    strategy: FIX-002
    outcome: worked
    witnesses:
      - quote: I02-Q002
"""
QUESTION = """\
  - text: Is the alarm tested with real cold?
    claims: [C9]
    phases: [operation]
"""
STRATEGY_CLAIM = """\
  - id: C1
    text: Newspapers are laid over the beds.
    witnesses:
      - quote: I02-Q002
"""


def add_second_interview(sample: Path) -> Path:
    """Put it into a copy of the sample; returns its folder.

    Two claims, a question and a strategy rest on it alone, one claim on both interviews.
    """
    first, folder = sample / "interviews" / "I01", sample / "interviews" / "I02"
    folder.mkdir()
    (folder / "transcript.txt").write_text(TEXT, encoding="utf-8")
    metadata = (first / "interview.yaml").read_text(encoding="utf-8")
    metadata = metadata.replace("I01", "I02").replace("on a thermometer", "on frost")
    metadata = re.sub(r"corrections:.*?licence:", "licence:", metadata, flags=re.S)
    (folder / "interview.yaml").write_text(metadata, encoding="utf-8")
    sha256 = hashlib.sha256(TEXT.encode()).hexdigest()
    records = [f"interview: I02\ntranscript_sha256: {sha256}\nquotes:\n"]
    for number, words in enumerate(QUOTES, start=1):
        start = TEXT.index(words)
        end = start + len(words)
        records.append(
            f"  - id: I02-Q{number:03}\n    exact: {words!r}\n"
            f"    prefix: {_quoted(TEXT[max(0, start - 32) : start])}\n"
            f"    suffix: {_quoted(TEXT[end : end + 32])}\n"
            f"    start: {start}\n    end: {end}\n    speaker: interviewee\n"
            "    standing: volunteered\n    coder: Nobody\n"
        )
    (folder / "quotes.yaml").write_text("".join(records), encoding="utf-8")
    _cite(sample)
    return folder


def _quoted(words: str) -> str:
    return '"' + words.replace("\n", "\\n") + '"'


def _cite(sample: Path) -> None:
    (issue,) = sample.glob("issues/SNAG-001*")
    text = issue.read_text(encoding="utf-8")
    text = text.replace(
        "      - quote: I01-Q001\nconsequences:",
        "      # both say so\n      - quote: I01-Q001\n      - quote: I02-Q001\n"
        f"        note: For three nights.\n{CLAIM}consequences:",
    )
    text = text.replace("leads_to:\n", f"{MITIGATION}leads_to:\n")
    text = text.replace("mappings:\n", f"{QUESTION}mappings:\n")
    issue.write_text(text, encoding="utf-8")
    (strategy,) = sample.glob("strategies/FIX-001*")
    text = strategy.read_text(encoding="utf-8").replace("FIX-001", "FIX-002")
    text = text.replace("Hang a bell", "Lay papers over the beds")
    text = re.sub(
        r"practices:\n.*?(?=^\w)", f"practices:\n{STRATEGY_CLAIM}", text, flags=re.S | re.M
    )
    text = re.sub(r"^also_called:.*$", "also_called: [paper]", text, flags=re.M)
    text = re.sub(r"^titles:.*\n", "", text, flags=re.M)
    (sample / "strategies" / "FIX-002-papers.md").write_text(text, encoding="utf-8")
