"""Whole transcripts in the shapes of public ones of Teams and Zoom, with words made up here.

The shapes are those of the six files of Teams2NVivo's tests: how many cues, who speaks when, how
times and ids are written, where a sentence is cut. A shape is what is said, in the order of the
file: who speaks (None where the program did not say) and how many words.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random

Said = tuple[str | None, str]
"""Who says which words, in a cue."""

VOCABULARY = (
    *("gauge", "oven", "the", "it", "stopped", "we", "saw", "a", "week", "later", "café", "and"),
    *("nobody", "counted", "3", "bells", "so", "R&D", "said", "that", "rain", "was", "Über"),
)


@dataclass(frozen=True)
class Shape:
    """A file and what is in it: who says what in each cue, in the order of the file."""

    file: str
    text: str
    cues: tuple[Said, ...]

    @property
    def turns(self) -> list[Said]:
        """The same, with what one says in a row put together."""
        found: list[Said] = []
        for who, words in self.cues:
            if found and found[-1][0] == who:
                found[-1] = (who, f"{found[-1][1]} {words}")
            else:
                found.append((who, words))
        return found


def _sentences(seed: int, speakers: Sequence[str | None], most: int = 30) -> tuple[Said, ...]:
    draw = Random(seed)
    lengths = (draw.randint(1, most) for _ in speakers)
    return tuple(
        (who, " ".join(["So", *(draw.choice(VOCABULARY) for _ in range(length))]) + ".")
        for who, length in zip(speakers, lengths, strict=True)
    )


def _escaped(words: str) -> str:
    return words.replace("&", "&amp;")


def _clock(milliseconds: int) -> str:
    """With zeros before, as the standard has it."""
    seconds, rest = divmod(milliseconds, 1000)
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}.{rest:03}"


def _bare_clock(milliseconds: int) -> str:
    """Without zeros before, as Teams wrote in 2022."""
    seconds, rest = divmod(milliseconds, 1000)
    return f"{seconds // 3600}:{seconds // 60 % 60}:{seconds % 60}.{rest}"


def _two_lines(words: str) -> str:
    """Broken after some thirty letters."""
    at = words.find(" ", 30)
    return words if at < 0 else f"{words[:at]}\n{words[at + 1 :]}"


def teams_student() -> Shape:
    """13 cues of two people in 10 turns; cues overlap; names as "Reed, Kim (Student)"."""
    who = {"s": "Reed, Kim (Student)", "i": "Baker, Ann"}
    cues = _sentences(1, [who[letter] for letter in "ssisisssisisi"])
    body = "".join(
        f"{_clock(2000 * n)} --> {_clock(2000 * n + 3100)}\n<v {name}>{_escaped(words)} </v>\n\n"
        for n, (name, words) in enumerate(cues)
    )
    return Shape("student.vtt", "WEBVTT\n\n" + body, cues)


def teams_call() -> Shape:
    """178 cues; bare times, one below 0, an order that is not that of the times, cues of a word."""
    draw = Random(2)
    who = [draw.choice(["Baker, Ann", "Rao, Dev"]) for _ in range(178)]
    cues = _sentences(2, who)
    starts = [4000 * n for n in range(178)]
    # A long cue stands after the short ones that were said into it.
    for at in range(20, 178, 25):
        starts[at] = starts[at - 3] - 900
    times = [f"{_bare_clock(at)} --> {_bare_clock(at + 3500)}" for at in starts]
    times[1] = "0:0:-6.-820 --> 0:0:8.970"
    blocks = zip(times, cues, strict=True)
    body = "".join(f"{time}\n<v {name}>{_escaped(words)}</v>\n\n" for time, (name, words) in blocks)
    return Shape("call.vtt", "WEBVTT\n\n" + body, cues)


def teams_premium() -> Shape:
    """Sentences cut into cues of two lines, each with an id; another speaks in between."""
    cues = tuple(_cut(_sentences(3, ["Ann", "Ann", "Dev", "Ann", "Dev", "Ann", "Dev"], 60)))
    # As in the public file: somebody speaks before the other's sentence has ended.
    cues = (*cues[:5], ("Dev", "OK."), *cues[5:])
    body = "".join(
        f"fbbdef90-042d-4d6b-86d5-8c9c38e7021c/{n}-{n % 3}\n{_clock(3000 * n)} --> "
        f"{_clock(3000 * n + 2999)}\n<v {name}>{_two_lines(_escaped(words))}</v>\n\n"
        for n, (name, words) in enumerate(cues, start=9)
    )
    return Shape("premium.vtt", "WEBVTT\n\n" + body, cues)


def _cut(said: Sequence[Said]) -> Iterator[Said]:
    """At most twelve words to a cue."""
    for who, words in said:
        each = words.split()
        for at in range(0, len(each), 12):
            yield who, " ".join(each[at : at + 12])


def without_names(meeting: bool) -> Shape:
    """What Teams and OneDrive write where they do not tell people apart: ids and words alone."""
    cues = tuple(_cut(_sentences(4, [None] * (4 if meeting else 60), 60)))
    ids = "b05cbc69-3364-4c0c-a05b-70f360077a3c/" if meeting else "0a8e2f7c-5ccd-48e4-b7fa-1ea4c049"
    body = "".join(
        f"{ids}{n:04}-0\n{_clock(3000 * n)} --> {_clock(3000 * n + 2999)}\n"
        f"{_two_lines(_escaped(words))}\n\n"
        for n, (_, words) in enumerate(cues)
    )
    return Shape("meeting.vtt" if meeting else "drive.vtt", "WEBVTT\n\n" + body, cues)


def zoom() -> Shape:
    """34 turns of five people, one of whom has a single cue; two cues have no name at all."""
    names = {"a": "Ann Baker", "p": "Dev Rao", "g": "Kim Reed", "r": "Eva Holm", "j": "Bo Sand"}
    draw = Random(5)
    speakers = [
        names.get(letter)
        for letter in "apgrajgajajapjpjpapa-apa-apapapapa"
        for _ in range(1 if letter in "r-" else draw.randint(1, 5))
    ]
    cues = _sentences(5, speakers)
    body = "".join(
        f"{n}\n{_clock(2500 * n)} --> {_clock(2500 * n + 2400)}\n"
        f"{f'{name}: ' if name else ''}{_escaped(words)}\n\n"
        for n, (name, words) in enumerate(cues, start=1)
    )
    return Shape("zoom.vtt", "WEBVTT\n\n" + body, cues)
