"""The rules that every authored file is held to, whatever it says: it can be read and filled in."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rule:
    """One thing the loader insists on: what is wrong, and what would be right."""

    problem: str
    solution: str


FILE_RULES: dict[str, Rule] = {
    "file-missing": Rule(
        "A file that every catalogue has is not there.",
        "Add it; the README of its folder shows one.",
    ),
    "file-unreadable": Rule(
        "A file or folder cannot be read.", "Check that it exists and that you may read it."
    ),
    "file-encoding": Rule(
        "A file is not UTF-8 text.", "Save it as UTF-8; transcripts are plain text, not documents."
    ),
    "text-character": Rule(
        "A text holds a control character, or a code point that is no character.",
        "Take it out; XML cannot hold it, and no terminal shows it.",
    ),
    "file-empty": Rule("A file is empty.", "Fill it, or remove it."),
    "yaml": Rule("The YAML cannot be read.", "Mend the place named."),
    "yaml-duplicate": Rule("A field is written twice.", "Keep one of the two."),
    "yaml-alias": Rule("YAML aliases are not used here.", "Write the value out."),
    "field-unknown": Rule("A field is not part of the format.", "Mend its name or remove it."),
    "field-missing": Rule("A field is missing.", "Add it."),
    "field-value": Rule("A field holds something it cannot hold.", "Write what is asked for."),
}
"""The rules by their ids; ``snaglist.sources.rules`` adds those of a catalogue."""
