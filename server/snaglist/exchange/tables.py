"""The evidence as one table: a row for each quote of each claim (CSV, RFC 4180)."""

import csv
import io
from collections.abc import Iterator

from snaglist.model.catalogue import Catalogue
from snaglist.model.interview import Quote

COLUMNS = (
    "entry", "title", "category", "kind", "status", "claim", "claim_type", "claim_text", "stance",
    "strategy", "outcome", "cost", "quote", "exact", "gloss", "standing", "interview", "section",
    "turn", "line", "start", "end",
)  # fmt: skip


def claims_csv(catalogue: Catalogue) -> bytes:
    """UTF-8 with a header line; positions count code points, lines count from 1."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    writer.writerows(_rows(catalogue))
    return out.getvalue().encode()


def _rows(catalogue: Catalogue) -> Iterator[tuple[object, ...]]:
    for entry in catalogue.entries:
        category = getattr(entry, "category", "")
        head = (entry.id, entry.title, category, entry.kind, entry.status.value)
        for claim in entry.claims:
            outcome = claim.outcome.value if claim.outcome else ""
            said = (claim.id, claim.type.value, claim.text, claim.stance.value)
            answer = (claim.strategy or "", outcome, claim.cost or "")
            for name in claim.quotes:
                quote = catalogue.find(Quote, name)
                place = (quote.interview, quote.section, quote.turn, quote.line)
                words = (quote.id, quote.exact, quote.gloss or "", quote.standing.value)
                span = (quote.selector.start, quote.selector.end)
                yield (*head, *said, *answer, *words, *place, *span)
