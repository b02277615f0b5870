"""The rules that a catalogue is held to."""

from snaglist.schema.rules import FILE_RULES, Rule

RULES: dict[str, Rule] = {
    **FILE_RULES,
    "file-name": Rule(
        "A file's name does not begin with the id inside it.",
        "Rename the file or mend the id; an id once published never moves.",
    ),
    "front-matter": Rule(
        "An entry has no front matter between two lines of three hyphens.",
        "Start the file with ---, then the fields, then --- again.",
    ),
    "id-duplicate": Rule(
        "Two things have the same id.", "Give the newer one the next free id (snag new)."
    ),
    "id-withdrawn": Rule(
        "Something is here that was withdrawn, or is cited still.",
        "Take it out; what replaces it has an id of its own, and rests on other witnesses.",
    ),
    "reference-unknown": Rule(
        "Something is referred to that does not exist.", "Mend the id, or add what is missing."
    ),
    "kind-category": Rule(
        "An issue's kind lies outside its category.", "Choose a kind below the category."
    ),
    "broader-unknown": Rule(
        "A concept's broader concept is not in its scheme.", "Mend it or add the concept."
    ),
    "broader-circle": Rule("Concepts are broader in a circle.", "Break the circle."),
    "mapping-target": Rule(
        "A mapping names a whole scheme, or with relation none a concept.",
        "Name scheme/concept, in mappings/ the term; only for relation none the bare scheme, "
        "in mappings/ nothing.",
    ),
    "mapping-kind": Rule(
        "A mapping joins things of two kinds by a match, or says impairs of what cannot.",
        "Match issues with issues, strategies with strategies, qualities and phases likewise; "
        "an issue impairs a quality.",
    ),
    "mapping-none": Rule(
        "Something is mapped to a vocabulary in which it is said to have no counterpart.",
        "Keep the mapping or the none, whichever is true.",
    ),
    "mapping-retired": Rule(
        "A retired entry is mapped to a vocabulary.",
        "Map what replaced it, or take the mapping out.",
    ),
    "term-unused": Rule(
        "A term of a vocabulary is listed and nothing is mapped to it.",
        "Map something to it, or take it out.",
    ),
    "arrow-evidence": Rule(
        "An arrow of leads_to has neither a witness who says it nor inferred: true, or has both.",
        "Name the witnesses who say it, or mark it as the catalogue's inference.",
    ),
    "claim-contradicted": Rule(
        "Every witness of a claim contradicts it.",
        "Word it as a witness would, or take it out; nobody says what it says.",
    ),
    "witness-repeated": Rule(
        "A claim or an arrow names the same quote or finding twice.",
        "Name it once, with the stance that it has.",
    ),
    "arrow-circle": Rule(
        "Issues lead to one another in a circle.", "Take out the arrow that the evidence lacks."
    ),
    "draft-claim": Rule("A draft makes no claim.", "Write one with a witness; the rest may wait."),
    "id-prefix": Rule(
        "An issue's id begins unlike the catalogue's prefix.",
        "Begin it with `prefix` of catalogue.yaml, and call its file after it.",
    ),
    "alias-shared": Rule(
        "Two entries of one sort, two edges, or an edge and an issue go by the same name.",
        "Leave the name to the one it fits; what an issue asks about is no edge.",
    ),
    "edition-file": Rule(
        "A file of an edition cannot be read, or is not what it says.",
        "Take the file back from the release; `snag edition` writes one for the edition now.",
    ),
    "title-length": Rule(
        "A title is longer than 70 characters.", "Say it as a practitioner would, in fewer words."
    ),
    "retired-status": Rule(
        "The status retired and the field retired do not go together.",
        "Have both, with why and replaced_by, or neither.",
    ),
    "transcript-form": Rule(
        "A transcript has a byte order mark, Windows line ends or decomposed accents.",
        "Save it as UTF-8 without BOM, with LF and in NFC, before any quote is taken.",
    ),
    "transcript-changed": Rule(
        "A transcript is not the one its quotes were taken from.",
        "Undo the edit; or anchor each quote again (snag quote) and record the new hash.",
    ),
    "transcript-label": Rule(
        "Words in a transcript belong to no speaker, or what looks like a label is nobody's.",
        "Declare the label in speakers of interview.yaml; "
        "where it is words, name it in not_labels.",
    ),
    "transcript-time": Rule(
        "A time of the recording stands among the words of a transcript.",
        "Bring the file in with snag interview import, which keeps times in times.tsv; "
        "or name it in not_labels where somebody says it.",
    ),
    "times-place": Rule(
        "A row of times.tsv is no place in the transcript with a time in milliseconds.",
        "Make the file anew by importing again, or take it out; nothing rests on it.",
    ),
    "correction-place": Rule(
        "A correction's words do not stand exactly once in their line, or are corrected already.",
        "Copy them from the transcript, each once.",
    ),
    "redaction-place": Rule(
        "A redaction's placeholder is not in its line as often as said.",
        "Mend line, placeholder or count; never write down what was withheld.",
    ),
    "consent-access": Rule(
        "More of an interview is to leave than its participant agreed to.",
        "Narrow access, to quotes-only or withheld; or mend what was agreed to.",
    ),
    "consent-withdrawn": Rule(
        "An interview is here whose participant took consent back.",
        "Take it out: snag interview withdraw ID --dry-run says what falls with it.",
    ),
    "words-withheld": Rule(
        "A text repeats eight words in a row of an interview that may not leave.",
        "Say it in words of your own; or quote it, where quotes may leave.",
    ),
    "section-order": Rule(
        "Sections do not start at line 1 and rise from there.", "Put them in order."
    ),
    "coding-place": Rule(
        "A coding's words are not at its place in the transcript.",
        "Take the coding out and code the words again (snag code add); "
        "where the transcript changed, snag interview reanchor.",
    ),
    "quote-moved": Rule(
        "A quote's words stand elsewhere than recorded.",
        "Look at the place, then record it anew with snag quote.",
    ),
    "quote-ambiguous": Rule(
        "A quote's words stand in more than one place.", "Lengthen its prefix or suffix."
    ),
    "quote-drifted": Rule(
        "A quote's words are no longer in the transcript.", "Restore the words on one side."
    ),
    "quote-speaker": Rule(
        "A quote is not inside one turn of the participant it names.",
        "Quote only one participant's words; correct the turn if it mixes speakers.",
    ),
    "quote-unused": Rule(
        "No claim, arrow or declined topic relies on a quote.",
        "Cite it where it belongs, or take it out; its id stays retired.",
    ),
    "finding-unused": Rule(
        "No claim or arrow relies on a publication's finding.",
        "Cite it where it belongs, or take it out; its id stays retired.",
    ),
    "finding-quoted": Rule(
        "A publication's finding has quotation marks.",
        "Say it in words of your own; only interviews are quoted.",
    ),
    "finding-figure": Rule(
        "A figure of a finding has a number that its text does not say.",
        "Write the number the same way in both, or take the figure out.",
    ),
    "quote-question": Rule(
        "A quote's question is not an interviewer's turn that comes before it.",
        "Name the interviewer turn it answers.",
    ),
    "review-quote": Rule(
        "The quote or finding that makes an issue real in a review is not one of its own.",
        "Name a quote or finding that the issue itself cites.",
    ),
    "review-never": Rule(
        "A rule of the review can never hold, as it asks for answers that exclude each other.",
        "Make two rules of it, or leave out what excludes the other.",
    ),
    "edge-retired": Rule(
        "An edge is said to be near an issue that is retired, or to be replaced by one.",
        "Name what replaced it, or take it out.",
    ),
    "pointer-item": Rule(
        "An edge points to an item twice, or one item of an instrument has two names.",
        "Point to it once, and call it the same everywhere.",
    ),
    "instrument-unused": Rule(
        "An instrument is listed and no edge points to it.", "Point to it, or take it out."
    ),
    "review-unreached": Rule(
        "No answer of the review's profile leads to an issue.",
        "Add guidance for it to review/rules.yaml; catalog/review/README.md says how.",
    ),
}
"""Every rule of the loader by its id; ``docs/rules.md`` has them all."""

WARNINGS: dict[str, Rule] = {
    "draft": Rule(
        "An entry is a draft, which is on no page, in no dump and in no review.",
        "Write what it lacks, then set `status: reviewed` once a second person has read it.",
    ),
    "iri-missing": Rule(
        "catalogue.yaml has no `iri`, so that things get names of the catalogue that comes with "
        "the program.",
        "Give `iri` an address on a domain of yours, with a slash at its end, before you publish: "
        "names that others use cannot change.",
    ),
    "claim-instance": Rule(
        "The text of a claim or an arrow names the person interviewed.",
        "Word it so that a second witness could say it; what this one met goes into the note.",
    ),
}
"""What is told and stops nothing; ``docs/rules.md`` has them all."""
