"""From lines and decisions to a transcript: turns under labels, times apart, names withheld."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from snaglist.errors import SnaglistError, UsageError
from snaglist.model.interview import Section
from snaglist.schema.report import Report
from snaglist.sources.importing.lines import Source, unlabelled
from snaglist.sources.importing.speakers import BEFORE, LEAVE_OUT, NO_LABEL, WORDS, Decisions, Role
from snaglist.sources.importing.speakers import HEAD as BEFORE_FIRST
from snaglist.sources.interview_forms import SpeakerForm
from snaglist.sources.labels import folded, is_name_like, is_role
from snaglist.sources.rules import RULES
from snaglist.sources.transcript import TurnParser

LONG_PARAGRAPH = 600
"""Code points after which a paragraph of cues ends with its sentence."""

WHOLE = [Section(id="whole", title="Whole", line=1)]
_SENTENCE_END = re.compile(r"[.?!…。？！][\"”»’)]*$")


@dataclass(frozen=True, slots=True)
class NamePlace:
    """A name at ``start`` to ``end`` of some words, and what stands in its place."""

    start: int
    end: int
    placeholder: str
    kind: str = ""


NameFinder = Callable[[str], Iterable[NamePlace]]
"""Finds the names in words, in their order."""


def no_names(_: str) -> Iterable[NamePlace]:
    """Finds none."""
    return ()


@dataclass(frozen=True, slots=True)
class Spoken:
    """Words of one speaker, on their way into the transcript; ``number`` is their line's."""

    number: int
    role: Role
    words: str
    times: tuple[tuple[int, int], ...]
    opens: bool


@dataclass(frozen=True, slots=True)
class Withheld:
    """A name that stood in a line of the transcript, as what stands there now."""

    line: int
    placeholder: str
    kind: str
    count: int


@dataclass(slots=True)
class Composed:
    """A transcript and what goes with it.

    ``bare`` are the places of paragraphs without a label; ``withheld_words`` counts each word that
    was a name. ``origins`` has the lines of the file that lines of the transcript begin with.
    """

    text: str = ""
    bare: list[int] = field(default_factory=list)
    times: list[tuple[int, int]] = field(default_factory=list)
    roles: list[Role] = field(default_factory=list)
    not_labels: list[str] = field(default_factory=list)
    withheld: list[Withheld] = field(default_factory=list)
    withheld_words: dict[str, int] = field(default_factory=dict)
    origins: dict[int, int] = field(default_factory=dict)
    words_in: int = 0
    words_out: int = 0


def compose(
    source: Source,
    decisions: Decisions,
    kept_words: Sequence[str],
    find_names: NameFinder = no_names,
) -> Composed:
    """The canonical transcript; ``kept_words`` are parts of names that are words, as Will.

    ``find_names`` finds the names to withhold beside those of the speakers.

    Raises ``SnaglistError`` where a word would be lost or change its speaker; nothing of the kind
    should happen.
    """
    spoken = list(_spoken(source, decisions))
    names = _names(source, decisions, kept_words)
    done = Composed(words_in=sum(len(each.words.split()) for each in spoken))
    kinds = {each: f"name of {each.strip('[]')}" for each in names.values()}
    finders = [_own_names(names), find_names]
    replaced = [_withhold(each, finders, kinds, done.withheld_words) for each in spoken]
    _write(replaced, done, source.has_cues)
    _prove(replaced, done)
    done.words_out = sum(len(each.words.split()) for each in spoken)
    for number, line in enumerate(done.text.split("\n"), start=1):
        for placeholder, kind in kinds.items():
            if count := line.count(placeholder):
                done.withheld.append(Withheld(number, placeholder, kind, count))
    return done


def _spoken(source: Source, decisions: Decisions) -> Iterator[Spoken]:
    """Each line with its speaker."""
    head, bare = unlabelled(source)
    before_first, alone = {id(line) for line in head}, {id(line) for line in bare}
    role: Role | None = None
    for line in source.lines:
        answer: Role | str = BEFORE
        if id(line) in before_first:
            answer = decisions.of(BEFORE_FIRST)
        elif id(line) in alone:
            answer = decisions.of(NO_LABEL)
        elif line.name:
            answer = decisions.of(line.name)
        if answer == LEAVE_OUT:
            continue
        said = line.as_words() if answer == WORDS else line
        opens = said.opens
        if isinstance(answer, Role):
            opens, role = opens or answer != role, answer
        if role is None:
            raise UsageError(
                f"Line {line.number} has no speaker before it to go on with; map it to a role."
            )
        if said.words:
            yield Spoken(line.number, role, said.words, said.times, opens)


def _names(source: Source, decisions: Decisions, kept: Sequence[str]) -> dict[str, str]:
    """Names of people among the labels, and their parts, with what stands for them."""
    found: dict[str, str] = {}
    spelt = {folded(line.name): line.name for line in source.lines if line.name}
    for key, role in decisions.answers.items():
        name = spelt.get(key, "")
        words = [re.sub(r"\W+$|^\W+", "", word) for word in name.split()]
        if not isinstance(role, Role) or not is_name_like(name) or any(map(is_role, words)):
            continue
        parts = [word for word in words if len(word) > 1 and word.isalpha()]
        # "Data scientist" is what somebody does.
        if all(word[0].isupper() for word in parts):
            for part in (" ".join(words), *parts):
                if part and part not in kept:
                    found.setdefault(part, f"[{role.label.lower()}]")
    return dict(sorted(found.items(), key=lambda item: -len(item[0])))


def _own_names(names: Mapping[str, str]) -> NameFinder:
    """Finds the speakers' names, as they are spelt in the labels."""
    if not names:
        return no_names
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, names))})(?!\w)")

    def find(words: str) -> Iterator[NamePlace]:
        for match in pattern.finditer(words):
            yield NamePlace(*match.span(), names[match[0]])

    return find


def _withhold(
    spoken: Spoken, finders: Sequence[NameFinder], kinds: dict[str, str], counts: dict[str, int]
) -> Spoken:
    """Words with names replaced; ``kinds`` gets the kind of each placeholder."""
    for find in finders:
        spoken = _replace(spoken, list(find(spoken.words)), kinds, counts)
    return spoken


def _replace(
    spoken: Spoken, places: Sequence[NamePlace], kinds: dict[str, str], counts: dict[str, int]
) -> Spoken:
    """Words with what is at some places replaced; times stay at the words they belong to."""
    words, times, at = "", list(spoken.times), 0
    for place in places:
        name = spoken.words[place.start : place.end]
        words += spoken.words[at : place.start] + place.placeholder
        at = place.end
        moved = len(words) - at
        times = [
            (old + moved if old >= at else new, ms)
            for (old, _), (new, ms) in zip(spoken.times, times, strict=True)
        ]
        counts[name] = counts.get(name, 0) + 1
        kinds.setdefault(place.placeholder, place.kind)
    return replace(spoken, words=words + spoken.words[at:], times=tuple(times))


def _write(spoken: Sequence[Spoken], done: Composed, has_cues: bool) -> None:
    """Turns under their labels, a blank line between them, a line for each paragraph."""
    speaker: Role | None = None
    paragraph = 0
    for each in spoken:
        if speaker is None or each.role.id != speaker.id:
            done.text += ("\n\n" if done.text else "") + f"{each.role.label}: "
            paragraph = len(done.text)
            if each.role.id not in {role.id for role in done.roles}:
                done.roles.append(each.role)
        else:
            long = has_cues and len(done.text) - paragraph > LONG_PARAGRAPH
            breaks = each.opens or (long and _SENTENCE_END.search(done.text))
            done.text += "\n" if breaks else " "
            if breaks:
                paragraph = len(done.text)
                done.bare.append(paragraph)
        speaker = each.role
        for at, ms in each.times:
            if not done.times or done.times[-1][0] < len(done.text) + at:
                done.times.append((len(done.text) + at, ms))
        done.origins.setdefault(done.text.count("\n") + 1, each.number)
        done.text += each.words
    done.text += "\n"


def speaker_forms(roles: Sequence[Role]) -> list[SpeakerForm]:
    """The speakers as interview.yaml has them."""
    return [
        SpeakerForm(id=role.id, role=role.role, label=role.text or role.label, labels=[role.label])
        for role in roles
    ]


def _prove(spoken: Sequence[Spoken], done: Composed) -> None:
    """Read the transcript back: the same words of the same speakers, and nothing in doubt.

    What looks like a label there is words, and is named as such.
    """
    labels = [folded(role.label) for role in done.roles]
    ours = re.compile("|".join(f"{role.label}(?!\\w)" for role in done.roles), re.IGNORECASE)
    for place in done.bare:
        if ours.match(done.text, place):
            done.not_labels.append(_around(done, place, place + 1))
    parser = _parser(done)
    parser.turns("I00", (), WHOLE)
    for start, end in parser.doubts:
        name = done.text[start:end]
        glued = re.search(
            r"\w\w", done.text[start - 1 : start + 1] + " " + done.text[end - 1 : end + 1]
        )
        if glued or any(label in folded(name) for label in labels):
            # Told from our own labels, and from parts of words, by the words around it.
            name = _around(done, start, end)
        done.not_labels.append(name)
    done.not_labels[:] = dict.fromkeys(done.not_labels)
    parser = _parser(done)
    turns = parser.turns("I00", (), WHOLE)
    read = [(turn.speaker, word) for turn in turns for word in turn.text.split()]
    meant = [(each.role.id, word) for each in spoken for word in each.words.split()]
    if parser.report.findings or read != meant:
        raise SnaglistError(
            "Some words look so much like labels that a word would be lost or change its speaker, "
            "so nothing was written. Mend them in a copy of the file: "
            + "; ".join(finding.message for finding in parser.report.findings)
        )


def _parser(done: Composed) -> TurnParser:
    """The loader's own parser on what was composed."""
    placeholders = re.findall(r"\[[a-z]+ \d+\]", done.text)
    return TurnParser(
        done.text,
        speaker_forms(done.roles),
        Path("transcript.txt"),
        Report(rules=RULES),
        [*done.not_labels, *placeholders],
    )


def _around(done: Composed, start: int, end: int) -> str:
    """Words with those around them in their paragraph, which make them unlike any other."""
    text = done.text
    first = text.rfind("\n", 0, start) + 1
    if first not in done.bare:
        first = text.index(": ", first) + 2  # behind the label
    before = [match.start() for match in re.finditer(r"\S+", text[first:start])]
    after = [match.end() for match in re.finditer(r"\S+", text[end : text.index("\n", end)])]
    begin = first + (before[-3:] or [start - first])[0]
    return text[begin : end + (after[:8] or [0])[-1]]
