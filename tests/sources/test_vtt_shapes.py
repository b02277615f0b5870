"""Transcripts of Teams and Zoom come in whole: each cue, each word, each with who said it."""

from pathlib import Path

import pytest
import sources.vtt_shapes as shapes
from sources.test_importing import composed, opened, turns

from snaglist.sources.importing.cues import read_cues

WHOLE = {
    "13 cues of Teams, in 10 turns": (shapes.teams_student(), 13, 10),
    "178 cues of Teams, one with a time below 0": (shapes.teams_call(), 178, None),
    "sentences that Teams cut into cues": (shapes.teams_premium(), None, None),
    "a meeting in which Teams named nobody": (shapes.without_names(meeting=True), None, 1),
    "a recording in OneDrive, which names nobody": (shapes.without_names(meeting=False), None, 1),
    "34 turns of Zoom, of five people": (shapes.zoom(), None, 34),
}


@pytest.mark.parametrize("case", WHOLE)
def test_every_cue_comes_in_with_who_said_it(tmp_path: Path, case: str) -> None:
    shape, cues, said = WHOLE[case]
    read, _ = read_cues(shape.text, entities=True)
    # As many, in the order of the file: not of the times, and none for a time that is odd.
    assert len(read) == len(shape.cues) == (cues or len(read))
    assert len(shape.turns) == (said or len(shape.turns))
    found = opened(tmp_path, shape.file, shape.text)
    # Whoever has a name needs a role; words that have no name are a question of their own.
    names = list(dict.fromkeys(who for who, _ in shape.cues))
    asked = [name or ("(no label)" if len(names) > 1 else "(head)") for name in names]
    assert [row.name for row in found.decide({}).missing] == asked
    ids = [f"participant-{number}" for number, _ in enumerate(names, start=1)]
    done = composed(found, **dict(zip(asked, ids, strict=True)))
    assert done.words_in == done.words_out == sum(len(words.split()) for _, words in shape.cues)
    speakers = dict(zip(names, ids, strict=True))
    assert [(turn.speaker, " ".join(turn.text.split())) for turn in turns(done)] == [
        (speakers[who], words) for who, words in shape.turns
    ]
