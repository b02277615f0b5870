"""A small invented catalogue, and an index of it."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from snaglist.index.build import build_index
from snaglist.index.engine import SearchEngine, open_index
from snaglist.model.catalogue import About, Catalogue
from snaglist.model.entry import (
    Arrow,
    Change,
    Claim,
    ClaimType,
    EntryStatus,
    Issue,
    Outcome,
    ReviewQuestion,
    Strategy,
)
from snaglist.model.interview import (
    Interview,
    Quote,
    Section,
    Speaker,
    SpeakerRole,
    Standing,
    Study,
    Turn,
)
from snaglist.model.text import make_selector
from snaglist.model.witness import Witness

TURNS = (
    ("interviewer-1", "collection", "What went wrong with the sensors at the harbour?"),
    (
        "interviewee",
        "collection",
        "Some sensors fell silent in the fog. Nobody noticed for weeks, and the gaps were filled "
        "by imputation. Our café camera was mounted the wrong way round.",
    ),
    ("interviewer-1", "deployment", "And in production?"),
    (
        "interviewee",
        "deployment",
        "The sandbox had libraries that production did not have. Upstream data came late every "
        "Monday, so the model was stale. We put an alarm on every feed, and that worked.",
    ),
)

QUOTES: tuple[dict[str, Any], ...] = (
    {"turn": 2, "words": "Some sensors fell silent in the fog.", "standing": "prompted"},
    {"turn": 2, "words": "the gaps were filled by imputation", "gloss": "missing values guessed"},
    {"turn": 2, "words": "Our café camera was mounted the wrong way round"},
    {"turn": 4, "words": "The sandbox had libraries that production did not have."},
    {"turn": 4, "words": "Upstream data came late every Monday", "question": "And in production?"},
    {"turn": 4, "words": "We put an alarm on every feed, and that worked."},
)


def _interview() -> Interview:
    transcript, turns = "", []
    for number, (speaker, section, said) in enumerate(TURNS, start=1):
        start = len(transcript) + len(speaker) + 2
        transcript += f"{speaker}: {said}\n"
        turns.append(
            Turn(
                id=f"I01-T{number:03}",
                speaker=speaker,
                section=section,
                start=start,
                end=start + len(said),
                line=number,
                text=said,
            )
        )
    return Interview(
        id="I01",
        title="A harbour engineer",
        study="study",
        date="DATE",
        participant="engineer",
        experience="Long.",
        domains=("harbour",),
        speakers=(
            Speaker(id="interviewer-1", role=SpeakerRole.INTERVIEWER, label="Interviewer 1"),
            Speaker(id="interviewee", role=SpeakerRole.PARTICIPANT, label="engineer"),
        ),
        sections=(
            Section(id="collection", title="Data collection", line=1),
            Section(id="deployment", title="Deployment", line=3),
        ),
        redactions=(),
        declined=(),
        licence="CC0-1.0",
        consent="Invented.",
        transcription="None.",
        transcript=transcript,
        sha256="",
        turns=tuple(turns),
        quotes=tuple(_quote(n, q, transcript, turns) for n, q in enumerate(QUOTES, start=1)),
    )


def _quote(number: int, said: dict[str, Any], transcript: str, turns: list[Turn]) -> Quote:
    start = transcript.index(said["words"])
    turn = turns[said["turn"] - 1]
    return Quote(
        id=f"I01-Q{number:03}",
        interview="I01",
        selector=make_selector(transcript, start, start + len(said["words"])),
        speaker=turn.speaker,
        standing=Standing(said.get("standing", "volunteered")),
        question=said.get("question"),
        gloss=said.get("gloss"),
        about=(),
        coder="test",
        turn=turn.id,
        section=turn.section,
        line=turn.line,
    )


def _entry(identifier: str, title: str, definition: str, **more: Any) -> dict[str, Any]:
    return {
        "id": identifier,
        "title": title,
        "definition": definition,
        "also_called": (),
        "phases": ("collection",),
        "status": EntryStatus.STABLE,
        "use_when": "It happens.",
        "not_when": (),
        "claims": (),
        "history": (Change(on=date(2026, 1, 1), what="written"),),
        "retired": None,
        "body": "",
        "path": f"{identifier}.md",
        **more,
    }


def _claim(
    identifier: str, kind: ClaimType, text: str, quote: int, strategy: str | None = None
) -> Claim:
    return Claim(
        id=identifier,
        type=kind,
        text=text,
        witnesses=(Witness(quote=f"I01-Q{quote:03}"),),
        strategy=strategy,
        outcome=Outcome.WORKED if strategy else None,
    )


def _issue(identifier: str, title: str, definition: str, **more: Any) -> Issue:
    defaults = {
        "sources": (),
        "artefacts": (),
        "leads_to": (),
        "questions": (),
        "mappings": (),
    }
    return Issue(**_entry(identifier, title, definition, **{**defaults, **more}))


def _issues() -> tuple[Issue, ...]:
    return (
        _issue(
            "SNAG-001",
            "Silent sensor outage",
            "A measuring device stops sending and nothing says so.",
            also_called=("Dead feed", "Missing telemetry"),
            category="data",
            kind="completeness",
            sources=("sensor", "stream"),
            claims=(
                _claim("SNAG-001-C1", ClaimType.CAUSE, "Weather cuts the device off.", 1),
                _claim("SNAG-001-C2", ClaimType.MITIGATION, "Warn at once.", 6, "FIX-001"),
                _claim("SNAG-001-C3", ClaimType.MITIGATION, "Guess what is missing.", 2, "FIX-002"),
            ),
            leads_to=(Arrow(issue="SNAG-003", text="Gaps make the model stale.", witnesses=()),),
            questions=(
                ReviewQuestion(text="Who is told when a feed dries up?", claims=(), phases=()),
            ),
        ),
        _issue(
            "SNAG-002",
            "Camera the wrong way round",
            "A device looks elsewhere than its description says.",
            also_called=("Miscalibration",),
            category="data",
            kind="accuracy",
            sources=("sensor",),
            claims=(_claim("SNAG-002-C1", ClaimType.CAUSE, "It was mounted by hand.", 3),),
        ),
        _issue(
            "SNAG-003",
            "Late upstream data",
            "What arrives describes a world that has gone.",
            category="data",
            kind="timeliness",
            phases=("deployment", "maintenance"),
            sources=("stream",),
            claims=(_claim("SNAG-003-C1", ClaimType.CAUSE, "A sensor batch job runs weekly.", 5),),
        ),
        _issue(
            "SNAG-004",
            "Sandbox against production",
            "What was built cannot run where it is needed.",
            category="deployment",
            kind="environment",
            phases=("deployment",),
            claims=(_claim("SNAG-004-C1", ClaimType.CAUSE, "Libraries differ.", 4),),
            body="A story of two machines.",
        ),
    )


def _strategies() -> tuple[Strategy, ...]:
    return (
        Strategy(
            **_entry("FIX-001", "Alarm on every feed", "Tell someone at once.", kind="detection"),
        ),
        Strategy(
            **_entry("FIX-002", "Filling gaps", "Put likely values in.", kind="recovery"),
        ),
    )


def make_catalogue() -> Catalogue:
    """Four issues, two strategies and one interview with six quotes."""
    return Catalogue(
        about=About(
            title="Test",
            description="Invented.",
            version="1",
            licence="CC0-1.0",
            licence_name="CC0",
            creator="test",
            citation="test",
        ),
        schemes=(),
        studies=(
            Study(
                id="study", title="Study", description="", citation="", url=None, terms="invented"
            ),
        ),
        interviews=(_interview(),),
        issues=_issues(),
        strategies=_strategies(),
    )


@pytest.fixture(scope="session")
def small() -> Catalogue:
    """The invented catalogue."""
    return make_catalogue()


@pytest.fixture(scope="session")
def folder(small: Catalogue, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with its index."""
    made = tmp_path_factory.mktemp("index")
    build_index(small, made)
    return made


@pytest.fixture(scope="session")
def index(folder: Path) -> Iterator[SearchEngine]:
    """That index, open."""
    with open_index(folder) as opened:
        yield opened
