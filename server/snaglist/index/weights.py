"""What words, names and kinds of things count: every number of the ranking that was tuned.

Tune on the queries of ``tests/golden/searches.yaml`` that are not held back, and on no others.
"""

from snaglist.index.query import DocumentType

FIELDS = {
    "title": 5.0,
    "also_called": 6.0,
    "definition": 2.0,
    "claims": 1.0,
    "quotes": 1.0,
    "findings": 1.0,
    "questions": 1.5,
    "story": 0.4,
    "turn": 1.0,
    "translations": 6.0,
    "hidden": 4.0,
}
"""How much a word counts in each field of passages."""

SATURATION = 3.0
"""BM25's k1: how soon more of the same word stops to count."""

LENGTH_MATTERS = 0.2
"""BM25's b: how much a word in a short text counts more than one in a long one (0 to 1)."""

WHOLE_NAME = 50.0
"""What it counts to be called exactly what was typed."""

NAME_INSIDE = 2.5
"""What it counts, for each of its words, to be called by a part of what was typed."""

PREFIX_IN_NAME = 4.0
"""What a word that begins as ``prefix*`` does counts in a title or other name; elsewhere 1."""

SYNONYM = 0.3
"""How much another name of the same thing counts beside the one that was typed (0 to 1)."""

EXACT_SPELLING = 2.0
"""How much more a word with the same accents counts than the same word with others."""

WEAK = 0.5
"""The share of what was typed below which a hit fits weakly (0 to 1), measured by information.

Chosen on the golden queries that are tuned on and on 32 that the catalogue has no answer to: see
``docs/decisions/0023-spelling.md``.
"""

PRIORS = {
    DocumentType.ISSUE: 1.0,
    DocumentType.STRATEGY: 1.0,
    DocumentType.QUOTE: 0.8,
    DocumentType.TURN: 0.6,
    DocumentType.FINDING: 0.8,
    DocumentType.PUBLICATION: 0.7,
    DocumentType.GAP: 0.4,
    DocumentType.EDGE: 0.4,
    DocumentType.STUDY_ISSUE: 0.4,
    DocumentType.CONCEPT: 0.25,
    DocumentType.STUDY: 0.7,
    DocumentType.TERM: 0.25,
}
"""What each sort of thing counts: whoever searches wants entries first, then their evidence."""

NAME_PRIORS = {
    DocumentType.GAP: 0.05,
    DocumentType.EDGE: 0.05,
    DocumentType.STUDY_ISSUE: 0.05,
    DocumentType.CONCEPT: 0.05,
    DocumentType.TERM: 0.05,
}
"""What a name counts where it sorts things or says what is missing; 1 where none is given.

Whoever types "sensor" wants what goes wrong with sensors, and not the word they are filed under.
"""
