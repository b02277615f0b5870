"""What may be written into a review, held against what Unicode says of each character."""

import sys
import unicodedata

from snaglist.reviews.field_types import UNWRITABLE


def test_unwritable_is_what_unicode_says() -> None:
    said = {
        code
        for code in range(sys.maxunicode + 1)
        if (unicodedata.category(chr(code)) in ("Cc", "Cs") and chr(code) not in "\n\t")
        or code & 0xFFFE == 0xFFFE
        or 0xFDD0 <= code <= 0xFDEF
    }
    found = {code for code in range(sys.maxunicode + 1) if UNWRITABLE.match(chr(code))}
    assert found == said
