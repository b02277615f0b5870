"""Who speaks in a source: the table of names, what is known of them, and what must be asked."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from snaglist.errors import UsageError
from snaglist.model.interview import SpeakerRole
from snaglist.sources.importing.lines import Line, Source, unlabelled
from snaglist.sources.labels import folded

HEAD = "(head)"
NO_LABEL = "(no label)"
WORDS = "words"
BEFORE = "before"
LEAVE_OUT = "leave-out"

_GUESSES = {
    SpeakerRole.INTERVIEWER: r"interviewer|interviewerin|enquêteur|enquêtrice|intervieweur|"
    r"intervieweuse|entrevistador|entrevistadora|moderator|facilitator",
    SpeakerRole.PARTICIPANT: r"interviewee|participant|respondent|interviewé|interviewée|"
    r"participante|entrevistado|entrevistada|befragte|befragter|teilnehmer|teilnehmerin",
    SpeakerRole.UNKNOWN: r"unknown(?: speaker)?|inconnu|unbekannt|desconocido",
}
"""What transcripts call the roles; a number or a letter may follow."""

_ANSWER = re.compile(
    r"(?P<role>interviewer|participant|unknown)(?:-(?P<number>[1-9]\d?))?(?:\s*:\s*(?P<text>.+))?"
)


@dataclass(frozen=True, slots=True)
class NameRow:
    """A name of the source: how often it begins something, where, and what stands below it.

    ``role`` is what its own words say of it; ``must_ask`` is True where only the user can know.
    ``cues`` is True where the source has cues, all of which are said.
    """

    name: str
    shapes: tuple[str, ...]
    count: int
    words: int
    first: str
    lines: tuple[int, ...]
    role: SpeakerRole | None
    cues: bool = False

    @property
    def must_ask(self) -> bool:
        """Whether an answer has to be given with --map."""
        return self.role is None


@dataclass(frozen=True, slots=True)
class Role:
    """Who a name is in the interview; ``label`` is what the transcript and pages call them."""

    role: SpeakerRole
    number: int
    text: str | None = None

    @property
    def id(self) -> str:
        """The speaker's id in interview.yaml."""
        return f"{self.role.value}-{self.number}"

    @property
    def label(self) -> str:
        """The label in the transcript."""
        return f"{self.role.value.capitalize()} {self.number}"


@dataclass(frozen=True, slots=True)
class Decisions:
    """What is done with each name, by the name without case and spaces: a role, or a word for it.

    ``missing`` are names that nobody said anything of.
    """

    answers: Mapping[str, Role | str]
    missing: tuple[NameRow, ...]

    def of(self, name: str) -> Role | str:
        """The answer for a name; raises ``KeyError`` for one that is missing."""
        return self.answers[folded(name)]


def speakers_table(source: Source) -> list[NameRow]:
    """The names in a source, in the order of their first words, with what has no name."""
    below: dict[str, list[Line]] = {}
    starts: dict[str, list[Line]] = {}
    head, bare = unlabelled(source)
    if head:
        starts[HEAD] = below[HEAD] = head
    key = ""
    alone = {id(line) for line in bare}
    for line in source.lines[len(head) :]:
        if line.name or id(line) in alone:
            key = folded(line.name) if line.name else NO_LABEL
            starts.setdefault(key, []).append(line)
        below.setdefault(key, []).append(line)
    return [_row(key, starts[key], below[key], source.has_cues) for key in starts]


def _row(key: str, starts: Sequence[Line], below: Sequence[Line], cues: bool) -> NameRow:
    words = [line.words for line in below]
    name = starts[0].name or key
    return NameRow(
        name=name,
        shapes=tuple(dict.fromkeys(str(line.shape) for line in starts if line.shape)),
        count=len(starts),
        words=sum(len(each.split()) for each in words),
        first=" ".join(" ".join(words).split()[:8]),
        lines=tuple(line.number for line in starts),
        role=guessed_role(name) if len(starts) > 1 else None,
        cues=cues,
    )


def guessed_role(name: str) -> SpeakerRole | None:
    """The role that a name says itself, as "Interviewer 2"; None for the name of a person."""
    for role, words in _GUESSES.items():
        if re.fullmatch(rf"(?:{words})\s*(?:\d{{1,2}}|[a-z])?", name, re.IGNORECASE):
            return role
    return None


def decide(rows: Sequence[NameRow], given: Mapping[str, str]) -> Decisions:
    """Hold the names against what the user says of them.

    Raises ``UsageError`` for an answer that is none, and for a name that does not occur.
    """
    known = {folded(row.name): row for row in rows}
    answers: dict[str, str] = {}
    for name, answer in given.items():
        if folded(name) not in known:
            listed = ", ".join(repr(row.name) for row in rows)
            raise UsageError(f"--map {name!r}: nobody is called so here. There are {listed}.")
        answers[folded(name)] = _checked(name, answer.strip())
    missing = [row for key, row in known.items() if row.must_ask and key not in answers]
    for key, row in known.items():
        if row.role and key not in answers:
            # The number of "Participant 2" stays hers.
            number = re.search(r"[1-9]\d?$", row.name)
            answers[key] = f"{row.role.value}-{number[0]}" if number else row.role.value
    return Decisions(_numbered(answers), tuple(missing))


def _checked(name: str, answer: str) -> str:
    special = {HEAD: (LEAVE_OUT,), NO_LABEL: (BEFORE,)}.get(name, (WORDS,))
    if answer in special or _ANSWER.fullmatch(answer):
        return answer
    roles = ", ".join(role.value for role in SpeakerRole)
    raise UsageError(
        f"--map {name!r} may be {roles} (with -2 for the second, and what they do after a colon), "
        f"or {special[0]}; not {answer!r}."
    )


def _numbered(answers: Mapping[str, str]) -> dict[str, Role | str]:
    """Roles with numbers: those given, and the next free ones for those that have none."""
    found = {key: _ANSWER.fullmatch(answer) for key, answer in answers.items()}
    taken = {
        (match["role"], int(match["number"]))
        for match in found.values()
        if match and match["number"]
    }
    roles: dict[str, Role | str] = {}
    for key, answer in answers.items():
        match = found[key]
        if match is None:
            roles[key] = answer
            continue
        role = SpeakerRole(match["role"])
        number = int(match["number"] or 0)
        if not number and role is SpeakerRole.UNKNOWN:
            number = 1  # Of whom nothing is known, nobody can say that they are two.
        while not number:
            free = next(n for n in range(1, 1000) if (role.value, n) not in taken)
            taken.add((role.value, free))
            number = free
        roles[key] = Role(role, number, match["text"])
    return roles
