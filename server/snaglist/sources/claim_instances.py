"""Claims that only the one person who was interviewed could make."""

import re
from collections.abc import Iterator

from snaglist.model.catalogue import Catalogue
from snaglist.model.entry import EntryStatus, Issue
from snaglist.schema.finding import Finding
from snaglist.sources.rules import WARNINGS

RULE = "claim-instance"

PERSON = re.compile(
    r"\b(?:the )?(?:interviewee|participant)(?:['’]s)?\b|\bI\d{2,}\b", re.IGNORECASE
)
"""Words that name the witness: what a second witness could not say in the same words."""


def find_claim_instances(catalogue: Catalogue, folder: str) -> tuple[Finding, ...]:
    """A finding for each claim and arrow of a live entry whose text names the person.

    What one witness met belongs into the note of that witness. ``folder`` is the name of the
    catalogue's folder.
    """
    return tuple(
        Finding(f"{folder}/{path}", 0, RULE, f"{name} says {said[0]!r}.", WARNINGS[RULE].solution)
        for path, name, text in _texts(catalogue)
        if (said := PERSON.search(text))
    )


def _texts(catalogue: Catalogue) -> Iterator[tuple[str, str, str]]:
    """The file, the name and the text of each claim and arrow."""
    for entry in catalogue.entries:
        if entry.status is EntryStatus.RETIRED:
            continue
        for claim in entry.claims:
            yield entry.path, claim.id, claim.text
        for arrow in entry.leads_to if isinstance(entry, Issue) else ():
            yield entry.path, f"{entry.id}-to-{arrow.issue}", arrow.text
